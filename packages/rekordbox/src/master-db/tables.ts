import { FileFormatError } from '@rbassist/core';
import type { SqliteReader, SqliteRow } from '../sqlite/open-sqlite.ts';

/** A row with the columns that were asked for; null for a column that this version of Rekordbox lacks. */
export type Row<Column extends string> = Record<Column, SqliteRow[string]>;

/** A table and the columns to read from it. */
export interface TableQuery<Column extends string> {
  table: string;
  columns: readonly Column[];
  /** Columns without which the table makes no sense. */
  required?: readonly Column[];
  /** Columns to sort by; those that the table lacks are left out. */
  orderBy?: readonly string[];
}

/** Tables of an open database. Tolerates tables and columns that other versions of Rekordbox lack. */
export class Tables {
  readonly #path: string;
  readonly #reader: SqliteReader;
  readonly #columns = new Map<string, Set<string>>();

  constructor(path: string, reader: SqliteReader) {
    this.#path = path;
    this.#reader = reader;
  }

  /** Names of the columns of a table; empty if there is no such table. Views and virtual tables don't count. */
  columns(table: string): ReadonlySet<string> {
    const known = this.#columns.get(table);
    if (known) return known;
    const isTable = "type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'";
    const [found] = this.#reader.rows(`SELECT name FROM sqlite_schema WHERE name = ? AND ${isTable}`, table);
    const columns = found ? this.#reader.columns(table) : new Set<string>();
    this.#columns.set(table, columns);
    return columns;
  }

  /**
   * Reads rows that are not marked as deleted. A missing table has none.
   *
   * @throws {FileFormatError} if a required column is missing, or the database is damaged.
   */
  rows<Column extends string>(query: TableQuery<Column>): IterableIterator<Row<Column>> {
    const { table, columns, required = [], orderBy = [] } = query;
    const present = this.columns(table);
    const missing = required.find((column) => !present.has(column));
    if (missing !== undefined) {
      const what = present.size === 0 ? `table ${table}` : `column ${table}.${missing}`;
      throw new FileFormatError(
        this.#path,
        `${this.#path} has no ${what}. rbassist reads databases of Rekordbox 6 and 7.`,
      );
    }
    if (present.size === 0) return [].values();
    const list = columns.map((column) => (present.has(column) ? quote(column) : `NULL AS ${quote(column)}`));
    const order = orderBy.filter((column) => present.has(column)).map(quote);
    const sql = [
      `SELECT ${list.join(', ')} FROM ${quote(table)} NOT INDEXED`,
      present.has('rb_local_deleted') ? 'WHERE coalesce(rb_local_deleted, 0) = 0' : '',
      order.length > 0 ? `ORDER BY ${order.join(', ')}` : '',
    ];
    return this.#reader.rows(sql.join(' ')) as IterableIterator<Row<Column>>;
  }

  /** Reads the rows of any query. */
  query(sql: string, ...values: (string | number)[]): IterableIterator<SqliteRow> {
    return this.#reader.rows(sql, ...values);
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
