import { dayIn } from '../model/track-values.ts';
import { textOf } from '../sqlite/row-values.ts';
import type { Tables } from './tables.ts';

/** Reads the day on which each track was last played, by the ID of the track. */
export function readLastPlayed(tables: Tables): Map<string, string> {
  const days = new Map<string, string>();
  for (const row of tables.rows({ table: 'djmdHistory', columns: ['ID', 'DateCreated', 'created_at'] })) {
    const id = textOf(row.ID);
    const day = dayIn(textOf(row.DateCreated)) ?? dayIn(textOf(row.created_at));
    if (id !== undefined && day !== undefined) days.set(id, day);
  }
  const last = new Map<string, string>();
  for (const row of tables.rows({ table: 'djmdSongHistory', columns: ['HistoryID', 'ContentID'] })) {
    const day = days.get(textOf(row.HistoryID) ?? '');
    const track = textOf(row.ContentID);
    if (day === undefined || track === undefined) continue;
    const known = last.get(track);
    if (known === undefined || day > known) last.set(track, day);
  }
  return last;
}
