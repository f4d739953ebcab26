import type { SqliteRow } from './open-sqlite.ts';

type Value = SqliteRow[string] | undefined;

/** Returns a column's text; undefined if it is empty or no text. */
export function textOf(value: Value): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Returns a column's number; undefined if it is none. */
export function numberOf(value: Value): number | undefined {
  if (value === null || value === undefined || value instanceof Uint8Array || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Returns a column's number if it is above 0. Programs write 0 for an unknown value. */
export function positiveOf(value: Value): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number > 0 ? number : undefined;
}

/** Returns a column's bytes; undefined if it has none. */
export function bytesOf(value: Value): Uint8Array | undefined {
  return value instanceof Uint8Array && value.length > 0 ? value : undefined;
}

/** Returns the key of a row; empty text if it is NULL. */
export function idOf(value: Value): string {
  return textOf(value) ?? '';
}
