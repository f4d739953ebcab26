import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolderError, FileFormatError, listFolder, makeFolder, valueDigest } from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';
import { readText, writeTagFile } from './tag-files.ts';

/** Commands whose changes can be undone. */
const KEPT = 20;
const NAME = /^(\d{6,})\.json$/;
const DIGITS = 6;

/** Record keys that a command about tags changes. */
export const TAG_KEYS = ['mytags', 'tag_rejections', 'tag_suggestions'] as const;

/** One of {@link TAG_KEYS}. */
type TagField = (typeof TAG_KEYS)[number];

/** A value before a command, null for none, and the digest of the value after it. */
interface ChangedValue {
  before: unknown;
  after: string;
}

/** Changes of one command. */
export interface HistoryEntry {
  version: 1;
  /** The command, in words of a front end. */
  command: string;
  /** ISO 8601. */
  time: string;
  tracks: Record<string, Partial<Record<TagField, ChangedValue>>>;
  /** Changed files, with their text before, and the digest of their text after. */
  files: { path: string; before: string; after: string }[];
}

/** Returns a digest of a record's value; the same for no value and null. */
export function fieldDigest(value: unknown): string {
  return valueDigest(value ?? null);
}

/** Returns a digest of a file's text. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Previous values of the last commands, so that they can be undone. One file per command. */
export class TagHistory {
  readonly #folder: string;

  constructor({ root }: DataFolder) {
    this.#folder = join(root, 'tag-history');
  }

  /** Saves an entry, and removes the oldest. Throws {@link DataFolderError} if it can't be written. */
  async add(entry: HistoryEntry): Promise<void> {
    await makeFolder(this.#folder).catch((error) => {
      throw dataFolderError(this.#folder, 'written', error);
    });
    const numbers = await this.#numbers();
    await writeTagFile(this.#pathOf((numbers.at(-1) ?? 0) + 1), JSON.stringify(entry));
    for (const number of numbers.slice(0, Math.max(0, numbers.length + 1 - KEPT))) {
      await rm(this.#pathOf(number), { force: true });
    }
  }

  /** Returns the last entry; undefined if there is none. Throws {@link FileFormatError} for a damaged one. */
  async last(): Promise<{ entry: HistoryEntry; path: string } | undefined> {
    const number = (await this.#numbers()).at(-1);
    if (number === undefined) return undefined;
    const path = this.#pathOf(number);
    const entry = parseEntry((await readText(path)) ?? '');
    if (entry) return { entry, path };
    throw new FileFormatError(path, `${path} is damaged, so its command can't be undone.`, {
      remedies: [{ action: 'move-away', path }],
    });
  }

  async #numbers(): Promise<number[]> {
    const names = await listFolder(this.#folder).catch((error) => {
      throw dataFolderError(this.#folder, 'read', error);
    });
    return [...names]
      .flatMap((name) => NAME.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  #pathOf(number: number): string {
    return join(this.#folder, `${String(number).padStart(DIGITS, '0')}.json`);
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
