import { stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { openRegularFile, RbassistError, systemErrorCode } from '@rbassist/core';
import { readProblem } from '../model/read-problem.ts';
import { DatabaseBusyError } from './database-errors.ts';
import { type DatabaseFiles, readImage } from './read-image.ts';

/** Largest database or log that is read, which is many times the size of a large library. */
const MAX_BYTES = 2 ** 31;
/** Start of a rollback journal that SQLite must still undo. */
const JOURNAL_MAGIC = Buffer.from('d9d505f920a163d7', 'hex');

/** Number of tries, and the time between them, for a database that changes while it is read. */
export interface StableReadOptions {
  tries: number;
  waitMs: number;
  signal?: AbortSignal | undefined;
}

/** Default {@link Patience}. */
export const STABLE_READ_DEFAULTS: StableReadOptions = { tries: 5, waitMs: 500 };

/**
 * Reads a database that no other program changed meanwhile. It compares size and time of change of the database, its
 * log and its journal before and after, and tries again if they differ. It opens files for reading only, and takes no
 * lock.
 *
 * @throws {DatabaseBusyError} if the database changes in every try, or holds an unfinished transaction.
 */
export async function readStable(
  path: string,
  passphrase: string | undefined,
  { tries, waitMs, signal }: StableReadOptions,
): Promise<Buffer<ArrayBuffer>> {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const before = await fileStates(path);
    const read = await readOnce(path, passphrase).then(
      (image) => ({ image }),
      (error: unknown) => ({ error }),
    );
    if ((await fileStates(path)) === before) {
      if ('image' in read) return read.image;
      throw read.error;
    }
    if (attempt >= tries) throw busy(path, 'changes while rbassist reads it');
    await setTimeout(waitMs, undefined, signal && { signal });
  }
}

async function readOnce(path: string, passphrase: string | undefined): Promise<Buffer<ArrayBuffer>> {
  const files: Partial<DatabaseFiles> = { path };
  try {
    await refuseHotJournal(path);
    files.wal = await openIfPresent(`${path}-wal`);
    files.main = await openRegularFile(path, MAX_BYTES);
    return await readImage(files as DatabaseFiles, passphrase);
  } catch (error) {
    throw readError(path, error);
  } finally {
    await files.wal?.close();
    await files.main?.close();
  }
}

async function refuseHotJournal(path: string): Promise<void> {
  const journal = await openIfPresent(`${path}-journal`);
  if (!journal) return;
  try {
    const start = Buffer.alloc(JOURNAL_MAGIC.length);
    await journal.read(start, 0, start.length, 0);
    if (start.equals(JOURNAL_MAGIC)) throw busy(path, 'has an unfinished transaction');
  } finally {
    await journal.close();
  }
}

async function openIfPresent(path: string) {
  return openRegularFile(path, MAX_BYTES).catch((error) => {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
}

function readError(path: string, error: unknown): RbassistError {
  if (RbassistError.isInstance(error)) return error;
  const code = systemErrorCode(error);
  if (code === 'EBUSY' || code === 'ETXTBSY') return busy(path, 'is locked by another program', error);
  return readProblem(path, error);
}

function busy(path: string, problem: string, cause?: unknown): DatabaseBusyError {
  return new DatabaseBusyError(path, `${path} ${problem}.`, { cause });
}

/** Describes the files of a database; equal texts mean that nothing changed. */
async function fileStates(path: string): Promise<string> {
  const states = ['', '-wal', '-journal'].map((ending) =>
    stat(path + ending, { bigint: true }).then(
      ({ ino, size, mtimeNs }) => `${ino} ${size} ${mtimeNs}`,
      () => 'none',
    ),
  );
  return (await Promise.all(states)).join('\n');
}
