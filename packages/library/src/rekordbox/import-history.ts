import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  dataFolderError,
  FileFormatError,
  listFolder,
  makeFolder,
  readRegularFile,
  type TrackRecord,
} from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import type { DataFolder } from '../files/data-folder.ts';
import { fieldDigest } from '../history/change-history.ts';

/** Imports that can be undone. */
const KEPT = 10;
const ENDING = '.ndjson';
const NAME = /^(\d{6,})\.ndjson$/;
const DIGITS = 6;
/** Largest file that is read: about a million tracks. */
const LARGEST_BYTES = 2 ** 31;
const LINE_BREAK = 10;

/** First line of a history file. */
interface ImportHeader {
  version: 1;
  program: string;
  /** ISO 8601. */
  time: string;
}

/** A change that an import made. */
export type ImportHistoryLine =
  | {
      path: string;
      /** True if the import created the record. */
      isNew: boolean;
      /** Values before, absent for none, and digests of the values after. */
      values: Record<string, { before?: unknown; after: string }>;
    }
  /** The text of the program's playlists before, null for no file, and the digest of the text after. */
  | { playlists: string; before: string | null; after: string }
  /** The text of a tag file of the Python rbassist before, and the digest of the text after. */
  | { tagFile: string; before: string; after: string };

/** Returns the line that lets a patch be undone. */
export function historyLine(path: string, stored: TrackRecord | undefined, patch: TrackPatch): ImportHistoryLine {
  const values = Object.entries(patch).map(([key, after]) => [
    key,
    { before: stored?.[key], after: fieldDigest(after) },
  ]);
  return { path, isNew: stored === undefined, values: Object.fromEntries(values) };
}

/** Previous values of one import. The file appears with the first change. */
export class ImportHistory {
  readonly #folder: string;
  readonly #program: string;
  #handle: FileHandle | undefined;

  constructor({ root }: DataFolder, program: string) {
    this.#folder = historyFolder(root);
    this.#program = program;
  }

  /** True if nothing has changed, so that there is nothing to undo. */
  get isEmpty(): boolean {
    return this.#handle === undefined;
  }

  /** Saves lines before their changes are made. Throws {@link DataFolderError} if they can't be written. */
  async append(lines: readonly ImportHistoryLine[]): Promise<void> {
    if (lines.length === 0) return;
    try {
      this.#handle ??= await this.#create();
      await this.#handle.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      await this.#handle.datasync();
    } catch (error) {
      throw dataFolderError(this.#folder, 'written', error);
    }
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async #create(): Promise<FileHandle> {
    await makeFolder(this.#folder);
    const numbers = await historyNumbers(this.#folder);
    for (const number of numbers.slice(0, Math.max(0, numbers.length + 1 - KEPT))) {
      await rm(pathOf(this.#folder, number), { force: true });
    }
    const handle = await open(pathOf(this.#folder, (numbers.at(-1) ?? 0) + 1), 'wx');
    const header: ImportHeader = { version: 1, program: this.#program, time: new Date().toISOString() };
    await handle.appendFile(`${JSON.stringify(header)}\n`);
    return handle;
  }
}

/** The last import that can be undone. */
export interface LastImport {
  file: string;
  header: ImportHeader;
  /** Its changes, the last one first. A line that was cut off by a crash is left out, since its change was not made. */
  lines: Iterable<ImportHistoryLine>;
}

/** Returns the last import; undefined if there is none. Throws {@link FileFormatError} for a damaged one. */
export async function lastImport({ root }: DataFolder): Promise<LastImport | undefined> {
  const folder = historyFolder(root);
  try {
    const number = (await historyNumbers(folder)).at(-1);
    if (number === undefined) return undefined;
    const file = pathOf(folder, number);
    const bytes = await readRegularFile(file, LARGEST_BYTES);
    const end = bytes.indexOf(LINE_BREAK);
    const header = parse(bytes.toString('utf8', 0, Math.max(0, end))) as Partial<ImportHeader> | undefined;
    if (header?.version === 1 && typeof header.program === 'string' && typeof header.time === 'string')
      return { file, header: header as ImportHeader, lines: backwards(bytes, end) };
    throw new FileFormatError(file, `${file} is damaged, so its import can't be undone.`, {
      remedies: [{ action: 'move-away', path: file }],
    });
  } catch (error) {
    if (error instanceof FileFormatError) throw error;
    throw dataFolderError(folder, 'read', error);
  }
}

function* backwards(bytes: Buffer, headerEnd: number): Generator<ImportHistoryLine> {
  for (let end = bytes.length; end > headerEnd + 1; ) {
    const start = bytes.lastIndexOf(LINE_BREAK, end - 1);
    const line = parse(bytes.toString('utf8', start + 1, end));
    if (isLine(line)) yield line;
    end = start;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isLine(line: unknown): line is ImportHistoryLine {
  if (typeof line !== 'object' || line === null) return false;
  if ('playlists' in line) return typeof line.playlists === 'string';
  if ('tagFile' in line) return typeof line.tagFile === 'string' && 'before' in line && typeof line.before === 'string';
  return 'path' in line && typeof line.path === 'string' && 'values' in line && typeof line.values === 'object';
}

function historyFolder(root: string): string {
  return join(root, 'import-history');
}

async function historyNumbers(folder: string): Promise<number[]> {
  const names = await listFolder(folder);
  return names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

function pathOf(folder: string, number: number): string {
  return join(folder, String(number).padStart(DIGITS, '0') + ENDING);
}
