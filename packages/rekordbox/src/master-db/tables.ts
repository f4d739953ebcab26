import type { DatabaseSync } from 'node:sqlite';
import { FileFormatError } from '@rbassist/core';

type Value = string | number | bigint | Uint8Array | null | undefined;

/** A row with the columns that were asked for; null for a column that this version of Rekordbox lacks. */
export type Row<Column extends string> = Record<Column, Value>;

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
  readonly #db: DatabaseSync;
  readonly #columns = new Map<string, Set<string>>();

  constructor(path: string, db: DatabaseSync) {
    this.#path = path;
    this.#db = db;
  }

  /** Names of the columns of a table; empty if there is no such table. Views and virtual tables don't count. */
  columns(table: string): ReadonlySet<string> {
    const known = this.#columns.get(table);
    if (known) return known;
    const isTable = "type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'";
    const rows = this.#all(
      `SELECT name FROM pragma_table_info(?) WHERE EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ? AND ${isTable})`,
      [table, table],
    );
    const columns = new Set([...rows].map(({ name }) => String(name)));
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
      `SELECT ${list.join(', ')} FROM ${quote(table)}`,
      present.has('rb_local_deleted') ? 'WHERE coalesce(rb_local_deleted, 0) = 0' : '',
      order.length > 0 ? `ORDER BY ${order.join(', ')}` : '',
    ];
    return this.#all(sql.join(' ')) as IterableIterator<Row<Column>>;
  }

  *#all(sql: string, values: string[] = []): IterableIterator<Record<string, Value>> {
    try {
      yield* this.#db.prepare(sql).iterate(...values) as IterableIterator<Record<string, Value>>;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new FileFormatError(this.#path, `${this.#path} cannot be read as a database: ${reason}.`, {
        cause,
        remedies: [{ action: 'copy-again' }],
      });
    }
  }
}

/** Returns a value as text; undefined if it is empty or binary. IDs are text, but old writers left numbers. */
export function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

/** Returns a value as a finite number; undefined for anything else. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Returns a value above 0, since Rekordbox stores 0 for "none". */
export function positiveOf(value: Value): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number > 0 ? number : undefined;
}

/** Returns the day of a date or time, `yyyy-mm-dd`. */
export function dayOf(value: Value): string | undefined {
  return typeof value === 'string' ? /^\d{4}-\d\d-\d\d(?![^ T])/.exec(value)?.[0] : undefined;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
