import type { DatabaseSync } from 'node:sqlite';
import { MissingDependencyError } from '@rbassist/core';
import { PlainCopy } from './plain-copy.ts';

type Sqlite = typeof import('node:sqlite');

/** An open database. Close it, which also removes what was written for it. */
export interface OpenDatabase {
  db: DatabaseSync;
  close(): void;
}

/** Limits what a hostile database can make SQLite do, and keeps sorted rows off the disk. */
const SETTINGS = 'PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA query_only=ON;';

/**
 * Opens a decrypted database. It stays in memory where `DatabaseSync.deserialize` exists; elsewhere it is written to a
 * file that only the user can read, and that `close` removes.
 *
 * @param image Bytes of the database. They are released, so that the database is not in memory twice.
 * @param inMemory False to use a file although memory would do, for tests.
 */
export function openSqlite(image: Buffer, inMemory = true): OpenDatabase {
  const { DatabaseSync } = loadSqlite();
  if (inMemory && 'deserialize' in DatabaseSync.prototype) {
    const db = new DatabaseSync(':memory:');
    db.deserialize(image);
    release(image);
    db.exec(SETTINGS);
    return { db, close: () => db.close() };
  }
  const copy = PlainCopy.write(image);
  release(image);
  try {
    const db = new DatabaseSync(copy.path, { readOnly: true });
    db.exec(SETTINGS);
    copy.removeIfUnneeded();
    const close = () => {
      db.close();
      copy.remove();
    };
    return { db, close };
  } catch (error) {
    copy.remove();
    throw error;
  }
}

/** @throws {MissingDependencyError} before Node 22.13, which has SQLite only behind a flag. */
function loadSqlite(): Sqlite {
  const { emitWarning } = process;
  // node:sqlite works as documented, but Node still warns that it is experimental
  process.emitWarning = () => {};
  try {
    const sqlite = process.getBuiltinModule('node:sqlite') as Sqlite | undefined;
    if (sqlite) return sqlite;
  } finally {
    process.emitWarning = emitWarning;
  }
  throw new MissingDependencyError(
    'node:sqlite',
    `Rekordbox's database needs Node 22.13 or later, and this is ${process.version}.`,
    { remedies: [{ action: 'update-node', version: '22.13' }] },
  );
}

/** Frees the memory of a buffer at once, rather than when the garbage collector runs. */
function release(image: Buffer): void {
  if (image.buffer instanceof ArrayBuffer && image.length === image.buffer.byteLength) image.buffer.transfer(0);
}
