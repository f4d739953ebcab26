import type { DjMark } from '../model/dj-track.ts';
import { numberOf, textOf } from '../sqlite/row-values.ts';
import { hotCueColor, memoryCueColor } from './colors.ts';
import type { Row, Tables } from './tables.ts';

/** Kind that Rekordbox skips between the pads C and D, and that another program writes for memory loops. */
const SKIPPED_KIND = 4;
const MAX_PADS = 16;

const COLUMNS = ['ContentID', 'InMsec', 'OutMsec', 'Kind', 'Color', 'ColorTableIndex', 'Comment'] as const;

/** Reads the cues and loops of all tracks, by the ID of the track, in order of time. */
export function readCues(tables: Tables): Map<string, DjMark[]> {
  const cues = new Map<string, DjMark[]>();
  for (const row of tables.rows({ table: 'djmdCue', columns: COLUMNS, orderBy: ['ContentID', 'InMsec', 'Kind'] })) {
    const track = textOf(row.ContentID);
    const mark = markOf(row);
    if (track === undefined || !mark) continue;
    const marks = cues.get(track);
    if (marks) marks.push(mark);
    else cues.set(track, [mark]);
  }
  return cues;
}

function markOf(row: Row<(typeof COLUMNS)[number]>): DjMark | undefined {
  const startMs = numberOf(row.InMsec);
  if (startMs === undefined || startMs < 0) return undefined;
  const endMs = numberOf(row.OutMsec) ?? -1;
  const isLoop = endMs > startMs;
  const pad = padOf(numberOf(row.Kind) ?? 0);
  const color = pad === null ? memoryCueColor(numberOf(row.Color)) : hotCueColor(numberOf(row.ColorTableIndex));
  return {
    kind: isLoop ? 'loop' : 'cue',
    name: textOf(row.Comment) ?? '',
    pad,
    startS: startMs / 1000,
    endS: isLoop ? endMs / 1000 : null,
    ...(color !== undefined && { color }),
  };
}

/** Returns the pad of a hot cue, whose kinds are 1 2 3 5 6 7 8 9 …; null for a memory cue. */
export function padOf(kind: number): number | null {
  if (!Number.isInteger(kind) || kind < 1 || kind === SKIPPED_KIND) return null;
  const pad = kind < SKIPPED_KIND ? kind - 1 : kind - 2;
  return pad < MAX_PADS ? pad : null;
}
