import { textOf } from '../sqlite/row-values.ts';
import { sqlCondition } from './smart-conditions.ts';
import { parseSmartRules } from './smart-rules.ts';
import type { Tables } from './tables.ts';

/**
 * Finds the tracks that a smart playlist has now, in the order of the collection.
 *
 * @param rules Rules as XML.
 * @param today Day from which "in the last" counts, `yyyy-mm-dd`.
 * @returns IDs of tracks; undefined if the rules ask for something that rbassist does not know.
 */
export async function smartListTracks(tables: Tables, rules: string, today: string): Promise<string[] | undefined> {
  const parsed = await parseSmartRules(rules);
  const conditions = parsed?.conditions.map((condition) => sqlCondition(condition, today));
  if (!parsed || !conditions?.every((condition) => condition !== undefined)) return undefined;
  const needs = conditions.flatMap((condition) => condition.needs);
  if (!needs.every(([table, column]) => tables.columns(table).has(column))) return undefined;
  const where = conditions.map(({ sql }) => `(${sql})`).join(parsed.all ? ' AND ' : ' OR ');
  const rows = tables.query(
    `SELECT c.ID FROM djmdContent AS c NOT INDEXED WHERE ${where} ORDER BY c.rowid`,
    ...conditions.flatMap(({ values }) => values),
  );
  return [...rows].map(({ ID }) => textOf(ID) ?? '');
}

/** Returns the present day of this machine, `yyyy-mm-dd`. */
export function localDay(now: Date = new Date()): string {
  const shifted = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 10);
}
