import { createHash } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolderError, FileFormatError, listFolder, makeFolder, valueDigest } from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';
import { readText, writeTagFile } from '../tags/tag-files.ts';

/** Changes that can be undone. */
const KEPT = 100;
const ENDING = '.json';
/** Ending of the entry of a change that is in progress, or was killed. */
const STARTED_ENDING = '.started';
const NAME = /^(\d{6,})(\.json|\.started)$/;
const DIGITS = 6;

/** Command of a change by `Library.edit`. */
export const EDIT = 'edit';

/** A value before a change, null for none, and the digest of the value after it. */
interface ChangedValue {
  before: unknown;
  after: string;
}

/** One change of records, by a command or a person. */
export interface HistoryEntry {
  version: 1;
  /** The command, in words of a front end. */
  command: string;
  /** ISO 8601. */
  time: string;
  tracks: Record<string, Record<string, ChangedValue>>;
  /** Changed files, with their text before, and the digest of their text after. */
  files: { path: string; before: string; after: string }[];
}

/** An entry that can be undone. */
export interface KeptChange {
  id: string;
  entry: HistoryEntry;
  path: string;
}

/** Returns a digest of a record's value; the same for no value and null. */
export function fieldDigest(value: unknown): string {
  return valueDigest(value ?? null);
}

/** Returns a digest of a file's text. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Previous values of the last changes, so that they can be undone. One file per change. */
export class ChangeHistory {
  readonly #folder: string;

  constructor({ root }: DataFolder) {
    this.#folder = join(root, 'history');
  }

  /**
   * Saves the entry of a change that is about to be made, and removes the oldest. Throws {@link DataFolderError} if it
   * can't be written.
   */
  async start(entry: HistoryEntry): Promise<void> {
    await makeFolder(this.#folder).catch((error) => {
      throw dataFolderError(this.#folder, 'written', error);
    });
    const numbers = await this.#numbers(ENDING);
    await writeTagFile(this.#pathOf((numbers.at(-1) ?? 0) + 1, STARTED_ENDING), JSON.stringify(entry));
    for (const number of numbers.slice(0, Math.max(0, numbers.length + 1 - KEPT))) {
      await rm(this.#pathOf(number), { force: true });
    }
  }

  /** Returns the entry of a command that was started and not finished, for example because it was killed. */
  async started(): Promise<HistoryEntry | undefined> {
    const path = await this.#startedPath();
    return path === undefined ? undefined : parseEntry((await readText(path)) ?? '');
  }

  /** Lets the started command be undone, if there is one. */
  async finish(): Promise<void> {
    const path = await this.#startedPath();
    if (path === undefined) return;
    await rename(path, path.slice(0, -STARTED_ENDING.length) + ENDING).catch((error) => {
      throw dataFolderError(path, 'written', error);
    });
  }

  /** Forgets the started command, which changed nothing. */
  async cancel(): Promise<void> {
    const path = await this.#startedPath();
    if (path !== undefined) await rm(path, { force: true });
  }

  /** Yields the entries, the last first. Throws {@link FileFormatError} for a damaged one. */
  async *entries(): AsyncGenerator<KeptChange> {
    for (const number of (await this.#numbers(ENDING)).reverse()) {
      const path = this.#pathOf(number);
      const entry = parseEntry((await readText(path)) ?? '');
      if (entry === undefined) {
        throw new FileFormatError(path, `${path} is damaged, so its change can't be undone.`, {
          remedies: [{ action: 'move-away', path }],
        });
      }
      yield { id: String(number), entry, path };
    }
  }

  async #startedPath(): Promise<string | undefined> {
    const number = (await this.#numbers(STARTED_ENDING)).at(-1);
    return number === undefined ? undefined : this.#pathOf(number, STARTED_ENDING);
  }

  async #numbers(ending: string): Promise<number[]> {
    const names = await listFolder(this.#folder).catch((error) => {
      throw dataFolderError(this.#folder, 'read', error);
    });
    return [...names]
      .flatMap((name) => (name.endsWith(ending) ? (NAME.exec(name)?.[1] ?? []) : []))
      .map(Number)
      .sort((a, b) => a - b);
  }

  #pathOf(number: number, ending = ENDING): string {
    return join(this.#folder, String(number).padStart(DIGITS, '0') + ending);
  }
}

function parseEntry(text: string): HistoryEntry | undefined {
  try {
    const entry: Partial<HistoryEntry> | null = JSON.parse(text);
    const isEntry = entry?.version === 1 && typeof entry.tracks === 'object' && Array.isArray(entry.files);
    return isEntry ? (entry as HistoryEntry) : undefined;
  } catch {
    return undefined;
  }
}
