import { type FileHandle, open, rm } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { isSealedLine, readRegularFile, STAGING_LOG, sealLine, systemErrorCode } from '@rbassist/core';
import type { DuplicateMode } from './duplicate-options.ts';
import { stagingError } from './staging-error.ts';

/** Values of the kept file's record that staging changes, by key; null for no value. */
export type KeeperChanges = Record<string, [before: unknown, after: unknown]>;

/** Largest log that is read, in bytes; a string can't hold more. */
const LARGEST_LOG_BYTES = 2 ** 29;

export interface StagingEntry {
  id: number;
  /** Data folder of the library that staged the file, without links; absent in old logs. */
  library?: string;
  action: 'move' | 'copy';
  /** Original path, absolute. */
  from: string;
  /** File name in the staging folder. The folder itself may have moved since. */
  as: string;
  bytes: number;
  signature: string;
  keeper: string;
  mode: DuplicateMode;
  keeperChanges?: KeeperChanges;
}

/** Start of a line without a checksum. */
const OLD_LINE = /^\{"(?:id|undone)":/;

interface UndoneEntry {
  undone: number;
  library?: string;
}

export interface StagingHistory {
  /** Files that are still staged, oldest first. */
  entries: StagingEntry[];
  /** Numbers of the unreadable lines, from 1. An unfinished last line does not count: its file was never touched. */
  damagedLines: number[];
  lastId: number;
}

export async function readStagingLog(folder: string): Promise<StagingHistory | undefined> {
  const path = join(folder, STAGING_LOG);
  try {
    return parseHistory(await readRegularFile(path, LARGEST_LOG_BYTES));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw stagingError(path, 'read', error);
  }
}

function parseHistory(bytes: Buffer): StagingHistory {
  const entries = new Map<string, StagingEntry>();
  const damagedLines: number[] = [];
  let lastId = 0;
  let sealed = false;
  const lines = splitLines(bytes);
  for (const [i, line] of lines.entries()) {
    if (line.toString('latin1').trim() === '') continue;
    const parsed = parseLine(line, sealed);
    if (parsed) {
      sealed ||= parsed.sealed;
      const { value } = parsed;
      if ('undone' in value) entries.delete(entryKey(value.undone, value.library));
      else {
        entries.set(entryKey(value.id, value.library), value);
        lastId = Math.max(lastId, value.id);
      }
    } else if (i < lines.length - 1) damagedLines.push(i + 1);
  }
  return { entries: [...entries.values()], damagedLines, lastId };
}

/** Includes the library, because two libraries that share a folder may use the same number. */
function entryKey(id: number, library = ''): string {
  return `${id} ${library}`;
}

function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...lines, bytes.subarray(start)];
}

/** @param mustBeSealed True after the first line with a checksum; old logs have none. */
function parseLine(
  line: Buffer,
  mustBeSealed: boolean,
): { value: StagingEntry | UndoneEntry; sealed: boolean } | undefined {
  try {
    const value: unknown = JSON.parse(line.toString());
    const sealed = isSealedLine(line);
    const isOld = !mustBeSealed && OLD_LINE.test(line.toString('latin1'));
    if ((sealed || isOld) && (isUndone(value) || isEntry(value))) return { value, sealed };
  } catch {}
  return undefined;
}

function isUndone(value: unknown): value is UndoneEntry {
  return typeof value === 'object' && value !== null && 'undone' in value && Number.isSafeInteger(value.undone);
}

function isEntry(value: unknown): value is StagingEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { id, action, from, as, bytes, signature, keeper }: Partial<StagingEntry> = value;
  const isName = typeof as === 'string' && ![STAGING_LOG, '', '.', '..'].includes(as) && !/[\\/]/.test(as);
  const hasTexts = [from, signature, keeper].every((text) => typeof text === 'string' && text !== '');
  // rbassist writes only normalised paths; another one could lead out of the folder
  const isPath = typeof from === 'string' && isAbsolute(from) && normalize(from) === from;
  const hasNumbers = Number.isSafeInteger(id) && Number.isSafeInteger(bytes);
  return isName && hasTexts && isPath && hasNumbers && (action === 'move' || action === 'copy');
}

export interface StagingLogWriter {
  /** Resolves once the lines are on disk. */
  append(...lines: (StagingEntry | UndoneEntry)[]): Promise<void>;
  close(): Promise<void>;
}

export async function openStagingLog(folder: string): Promise<StagingLogWriter> {
  const path = join(folder, STAGING_LOG);
  let handle: FileHandle;
  try {
    handle = await open(path, 'a+');
    // a crash may have left half a line, which must not run into the next one
    if (!(await endsLine(handle))) await handle.appendFile('\n');
  } catch (error) {
    throw stagingError(path, 'written', error);
  }
  return {
    async append(...lines) {
      try {
        await handle.appendFile(lines.map((line) => sealLine(JSON.stringify(line).slice(1))).join(''));
        await handle.sync();
      } catch (error) {
        throw stagingError(path, 'written', error);
      }
    },
    close: () => handle.close(),
  };
}

async function endsLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return true;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}

/** Removes the log, so that scans no longer skip the folder. */
export async function removeStagingLog(folder: string): Promise<void> {
  await rm(join(folder, STAGING_LOG), { force: true });
}
