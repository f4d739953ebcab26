import { type FileHandle, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { STAGING_LOG, systemErrorCode } from '@rbassist/core';
import type { DuplicateMode } from './duplicate-options.ts';
import { stagingError } from './staging-error.ts';

/** A value of the keeper's record that staging changes: what it was and what it becomes; null for none. */
export type KeeperChanges = Record<string, [before: unknown, after: unknown]>;

/** A file that was about to be staged when this was written. */
export interface StagingEntry {
  id: number;
  action: 'move' | 'copy';
  /** Where the file was, absolute. */
  from: string;
  /** Its name in the staging folder, which may have been moved since. */
  as: string;
  bytes: number;
  /** Its fast signature. */
  signature: string;
  /** The copy that stays. */
  keeper: string;
  mode: DuplicateMode;
  /** What the keeper took over from it. */
  keeperChanges?: KeeperChanges;
}

/** What the log of a staging folder holds. */
export interface StagingHistory {
  /** What was staged and is not back, oldest first. */
  entries: StagingEntry[];
  /** Numbers of the lines, from 1, that cannot be read. A last line without an end is none: nothing was done after it. */
  damagedLines: number[];
  /** The greatest id that was given. */
  lastId: number;
}

/** Reads the log of a staging folder; undefined where there is none. */
export async function readStagingLog(folder: string): Promise<StagingHistory | undefined> {
  const path = join(folder, STAGING_LOG);
  try {
    return parseHistory(await readFile(path, 'utf8'));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw stagingError(path, 'read', error);
  }
}

function parseHistory(text: string): StagingHistory {
  const entries = new Map<number, StagingEntry>();
  const damagedLines: number[] = [];
  let lastId = 0;
  const lines = text.split('\n');
  const torn = lines.pop() ?? '';
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const said = parseLine(line);
    if (said === undefined) damagedLines.push(i + 1);
    else if ('undone' in said) entries.delete(said.undone);
    else {
      entries.set(said.id, said);
      lastId = Math.max(lastId, said.id);
    }
  }
  // only its end of line may be missing
  const last = parseLine(torn);
  if (last && 'undone' in last) entries.delete(last.undone);
  else if (last) entries.set(last.id, last);
  return { entries: [...entries.values()], damagedLines, lastId: Math.max(lastId, last && 'id' in last ? last.id : 0) };
}

function parseLine(line: string): StagingEntry | { undone: number } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (isUndone(value) || isEntry(value)) return value;
  } catch {
    // the caller says which line it is
  }
  return undefined;
}

function isUndone(value: unknown): value is { undone: number } {
  return typeof value === 'object' && value !== null && 'undone' in value && Number.isSafeInteger(value.undone);
}

function isEntry(value: unknown): value is StagingEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { id, action, from, as, bytes, signature, keeper }: Partial<StagingEntry> = value;
  const isName = typeof as === 'string' && as !== '' && as !== '.' && as !== '..' && !/[\\/]/.test(as);
  const isTold = [from, signature, keeper].every((text) => typeof text === 'string' && text !== '');
  const isCounted = Number.isSafeInteger(id) && Number.isSafeInteger(bytes);
  return isName && isTold && isCounted && (action === 'move' || action === 'copy');
}

/** Writes to the log of a staging folder; what is written is on disk before the promise resolves. */
export interface StagingLogWriter {
  append(...lines: (StagingEntry | { undone: number })[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens the log of an existing folder for writing at its end. */
export async function openStagingLog(folder: string): Promise<StagingLogWriter> {
  const path = join(folder, STAGING_LOG);
  let handle: FileHandle;
  try {
    handle = await open(path, 'a+');
    // a crash may have left half a line, which must not swallow the next one
    if (!(await endsLine(handle))) await handle.appendFile('\n');
  } catch (error) {
    throw stagingError(path, 'written', error);
  }
  return {
    async append(...lines) {
      try {
        await handle.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
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

/** Removes the log, and with it what makes a folder a staging folder. */
export async function removeStagingLog(folder: string): Promise<void> {
  await rm(join(folder, STAGING_LOG), { force: true });
}
