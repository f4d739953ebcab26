import { constants } from 'node:fs';
import { copyFile, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import {
  errorMessage,
  FileFormatError,
  FileKindError,
  RbassistError,
  readProblem,
  systemErrorCode,
} from '@rbassist/core';
import { freeBytes } from './free-bytes.ts';
import { loadSqlite } from './load-sqlite.ts';
import { PlainCopy } from './plain-copy.ts';

/** A row: column names and values. */
export type SqliteRow = Record<string, SQLOutputValue>;

/** A database that is read only. */
export interface SqliteReader {
  /** Yields the rows of a query, one at a time. Throws {@link FileFormatError} for a damaged database. */
  rows(sql: string, ...values: (string | number)[]): IterableIterator<SqliteRow>;
  /** Returns the names of a table's columns; empty for a view, which could compute forever, and for no such table. */
  columns(table: string): Set<string>;
  /** Throws if the file has changed since it was opened, so that the rows may not fit each other. */
  requireUnchanged(): Promise<void>;
  close(): Promise<void>;
}

const SIGNATURE = 'SQLite format 3\0';
/** Pages of a read transaction that were not written back yet. */
const WAL = '-wal';
const JOURNAL = '-journal';
const COLUMNS = `SELECT c.name AS name FROM sqlite_schema s, pragma_table_info(s.name) c
  WHERE s.type = 'table' AND s.name = ?`;

/**
 * Opens a SQLite file of another program without writing anything next to it. A file with a write-ahead log is copied
 * to a private temporary folder, which {@link SqliteReader.close} removes.
 *
 * @throws {FileFormatError} if the file is not a SQLite database.
 * @throws {OptionError} if the file can't be read, or the other program is writing to it.
 */
export async function openSqliteFile(path: string): Promise<SqliteReader> {
  let folder: string | undefined;
  const remove = async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    await requireSqlite(path);
    const before = await stateOf(path);
    if (before.journal > 0) throw beingWritten(path);
    const requireUnchanged = async () => {
      if (!sameState(before, await stateOf(path))) throw beingWritten(path);
    };
    if (before.wal === 0 && canOpenUrls()) return { ...(await openAt(path, path, true, remove)), requireUnchanged };
    folder = await mkdtemp(join(tmpdir(), 'rbassist-sqlite-'));
    const file = await copyInto(folder, path, before.wal > 0);
    await requireUnchanged();
    return await openAt(file, path, false, remove);
  } catch (error) {
    await remove();
    if (RbassistError.isInstance(error)) throw error;
    throw readProblem(path, error);
  }
}

/** Limits what a hostile database can make SQLite do, and keeps sorted rows off the disk. */
const SETTINGS =
  'PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA query_only=ON;';

/** Options of {@link openSqliteBytes}. */
export interface SqliteBytesOptions {
  /** False to write a file although memory would do. @default true */
  inMemory?: boolean;
}

/**
 * Opens the bytes of a SQLite database, and frees them. They stay in memory where `DatabaseSync.deserialize` exists;
 * elsewhere they are in a temporary file that only the user can read, which is removed as soon as the system allows.
 *
 * @param path File that they came from, for error messages.
 */
export async function openSqliteBytes(
  bytes: Uint8Array<ArrayBuffer>,
  path: string,
  { inMemory = true }: SqliteBytesOptions = {},
): Promise<SqliteReader> {
  if (Buffer.from(bytes.subarray(0, 16)).toString('latin1') !== SIGNATURE) throw notSqlite(path);
  const { DatabaseSync } = await loadSqlite();
  if (inMemory && 'deserialize' in DatabaseSync.prototype) {
    const database = new DatabaseSync(':memory:');
    try {
      database.deserialize(bytes);
      freeBytes(bytes);
      return readerOf(database, path, async () => {});
    } catch (cause) {
      database.close();
      throw new FileFormatError(path, `${path} can't be opened: ${errorMessage(cause)}.`, { cause });
    }
  }
  const copy = PlainCopy.write(bytes);
  freeBytes(bytes);
  try {
    const reader = await openAt(copy.path, path, true, async () => copy.remove());
    copy.removeIfUnneeded();
    return reader;
  } catch (error) {
    copy.remove();
    throw error;
  }
}

async function openAt(file: string, path: string, immutable: boolean, closed: () => Promise<void>) {
  const { DatabaseSync } = await loadSqlite();
  const url = pathToFileURL(file);
  // without it, SQLite would create -shm and -wal files next to the database
  if (immutable) url.searchParams.set('immutable', '1');
  return readerOf(new DatabaseSync(canOpenUrls() ? url : file, { readOnly: immutable }), path, closed);
}

/** Returns true if this Node opens a database by its URL: 22.15, 23.10 or later. */
function canOpenUrls(): boolean {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > 23 || (major === 23 && minor >= 10) || (major === 22 && minor >= 15);
}

function readerOf(database: DatabaseSync, path: string, closed: () => Promise<void>): SqliteReader {
  database.exec(SETTINGS);
  let isOpen = true;
  function* rows(sql: string, ...values: (string | number)[]): IterableIterator<SqliteRow> {
    try {
      const statement = database.prepare(sql);
      // a number above 2^53 would throw
      statement.setReadBigInts(true);
      for (const row of statement.iterate(...values)) yield row as SqliteRow;
    } catch (error) {
      if (!String(systemErrorCode(error)).startsWith('ERR_SQLITE')) throw error;
      throw new FileFormatError(path, `${path} can't be read: ${errorMessage(error)}.`, { cause: error });
    }
  }
  return {
    rows,
    columns(table) {
      const names = new Set<string>();
      for (const { name } of rows(COLUMNS, table)) names.add(String(name));
      return names;
    },
    requireUnchanged: async () => {},
    async close() {
      if (!isOpen) return;
      isOpen = false;
      database.close();
      await closed();
    },
  };
}

async function requireSqlite(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await handle.stat();
    if (found.isDirectory()) throw new FileKindError('EISDIR', path, 'is a folder');
    if (!found.isFile()) throw new FileKindError('ENOTREGULAR', path, 'is not a regular file');
    const head = Buffer.alloc(SIGNATURE.length);
    await handle.read(head, 0, head.length, 0);
    if (head.toString('latin1') !== SIGNATURE) throw notSqlite(path);
  } finally {
    await handle.close();
  }
}

async function copyInto(folder: string, path: string, hasWal: boolean): Promise<string> {
  const file = join(folder, 'copy.db');
  await copyFile(path, file);
  if (hasWal) await copyFile(path + WAL, file + WAL);
  return file;
}

interface FileState {
  main: string;
  wal: number;
  journal: number;
}

async function stateOf(path: string): Promise<FileState> {
  const { size, mtimeMs } = await stat(path);
  const [wal, journal] = await Promise.all([sizeOf(path + WAL), sizeOf(path + JOURNAL)]);
  return { main: `${size} ${mtimeMs}`, wal, journal };
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

function sameState(a: FileState, b: FileState): boolean {
  return a.main === b.main && a.wal === b.wal && a.journal === b.journal;
}

function notSqlite(path: string): FileFormatError {
  return new FileFormatError(path, `${path} is not a SQLite database.`);
}

function beingWritten(path: string): FileFormatError {
  return new FileFormatError(path, `Another program is writing to ${path}. Close it, and try again.`);
}
