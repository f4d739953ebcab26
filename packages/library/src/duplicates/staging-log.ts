import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularFile, STAGING_LOG, systemErrorCode } from '@rbassist/core';
import type { DuplicateMode } from './duplicate-options.ts';
import { stagingError } from './staging-error.ts';

/** Values of the kept file's record that staging changes, by key; null for no value. */
export type KeeperChanges = Record<string, [before: unknown, after: unknown]>;

/** Bytes of the largest log that can be meant; a string can't hold more. */
const LARGEST_LOG_BYTES = 2 ** 29;

export interface StagingEntry {
  id: number;
  action: 'move' | 'copy';
  /** Original path, absolute. */
  from: string;
  /** File name in the staging folder, which itself may have been moved since. */
  as: string;
  bytes: number;
  signature: string;
  keeper: string;
  mode: DuplicateMode;
  /** Values that the kept file took over from it. */
  keeperChanges?: KeeperChanges;
}

export interface StagingHistory {
  /** Files that are still staged, oldest first. */
  entries: StagingEntry[];
  /** Numbers of the unreadable lines, from 1. An unfinished last line does not count: no file was touched after it. */
  damagedLines: number[];
  lastId: number;
}

/** Reads the log of a staging folder; undefined if there is none. */
export async function readStagingLog(folder: string): Promise<StagingHistory | undefined> {
  const path = join(folder, STAGING_LOG);
  try {
    return parseHistory((await readRegularFile(path, LARGEST_LOG_BYTES)).toString());
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
  const unfinished = lines.pop() ?? '';
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const parsed = parseLine(line);
    if (parsed === undefined) damagedLines.push(i + 1);
    else if ('undone' in parsed) entries.delete(parsed.undone);
    else {
      entries.set(parsed.id, parsed);
      lastId = Math.max(lastId, parsed.id);
    }
  }
  // it is complete if only its line break is missing
  const last = parseLine(unfinished);
  if (last && 'undone' in last) entries.delete(last.undone);
  else if (last) entries.set(last.id, last);
  return { entries: [...entries.values()], damagedLines, lastId: Math.max(lastId, last && 'id' in last ? last.id : 0) };
}

function parseLine(line: string): StagingEntry | { undone: number } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (isUndone(value) || isEntry(value)) return value;
  } catch {}
  return undefined;
}

function isUndone(value: unknown): value is { undone: number } {
  return typeof value === 'object' && value !== null && 'undone' in value && Number.isSafeInteger(value.undone);
}

function isEntry(value: unknown): value is StagingEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { id, action, from, as, bytes, signature, keeper }: Partial<StagingEntry> = value;
  const isName = typeof as === 'string' && as !== '' && as !== '.' && as !== '..' && !/[\\/]/.test(as);
  const hasTexts = [from, signature, keeper].every((text) => typeof text === 'string' && text !== '');
  const hasNumbers = Number.isSafeInteger(id) && Number.isSafeInteger(bytes);
  return isName && hasTexts && hasNumbers && (action === 'move' || action === 'copy');
}

export interface StagingLogWriter {
  /** Resolves once the lines are on disk. */
  append(...lines: (StagingEntry | { undone: number })[]): Promise<void>;
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

/** Removes the log, so that scans read the folder again. */
export async function removeStagingLog(folder: string): Promise<void> {
  await rm(join(folder, STAGING_LOG), { force: true });
}
