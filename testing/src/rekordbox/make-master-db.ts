import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { masterDbSchema } from './master-db-schema.ts';

/** A row: values by column. */
export type TestRow = Readonly<Record<string, string | number | bigint | null>>;

/** Inserts rows into a table. */
export type InsertRow = (table: string, row: TestRow) => void;

/** A database without encryption, and its write-ahead log. */
export interface TestDatabase {
  main: Buffer;
  /** Empty if no changes were made after the first ones. */
  wal: Buffer;
}

/** Ways to change a database while it is made. */
export interface DatabaseWriter {
  insert: InsertRow;
  exec: (sql: string) => void;
}

/**
 * Makes a database with the tables of Rekordbox, and 80 reserved bytes a page as SQLCipher needs them.
 *
 * @param fill Writes the rows.
 * @param change Writes later rows, which are only in the write-ahead log.
 */
export function makeMasterDb(
  fill: (writer: DatabaseWriter) => void,
  change?: (writer: DatabaseWriter) => void,
): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'rbassist-made-'));
  try {
    const path = join(folder, 'made.db');
    writeFileSync(path, emptyDatabase(join(folder, 'empty.db')));
    const database = new DatabaseSync(path);
    database.exec('PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;');
    const writer = writerOf(database);
    database.exec(`BEGIN; ${masterDbSchema()}`);
    fill(writer);
    database.exec('COMMIT');
    if (!change) {
      database.close();
      return { main: readFileSync(path), wal: Buffer.alloc(0) };
    }
    database.exec('PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;');
    change(writer);
    const made = { main: readFileSync(path), wal: readFileSync(`${path}-wal`) };
    database.close();
    return made;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes an empty database whose pages have 80 bytes reserved, which no SQL can ask for. */
function emptyDatabase(path: string): Buffer {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA page_size=4096; PRAGMA user_version=1;');
  database.close();
  const bytes = readFileSync(path);
  bytes[20] = 80;
  bytes.writeUInt16BE(4096 - 80, 105);
  return bytes;
}

function writerOf(database: DatabaseSync): DatabaseWriter {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  return {
    exec: (sql) => database.exec(sql),
    insert(table, row) {
      const columns = Object.keys(row);
      const key = `${table} ${columns.join(' ')}`;
      const sql = `INSERT INTO "${table}" (${columns.map((name) => `"${name}"`)}) VALUES (${columns.map(() => '?')})`;
      const statement = statements.get(key) ?? database.prepare(sql);
      statements.set(key, statement);
      statement.run(...Object.values(row));
    },
  };
}
