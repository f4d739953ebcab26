import { checkOptions, isMeasured, parseKey, RUN_OPTION_RULES, type RunOptions } from '@rbassist/core';
import { clockShiftS, type DjCollection, shiftTrack } from '@rbassist/rekordbox';
import type { LibraryContext } from '../../library-context.ts';
import { BPM_KINDS, type BpmKind, bpmKind } from './bpm-agreement.ts';
import { compareGrids } from './compare-grids.ts';
import { type ComparedCounts, type ComparedTrack, comparedTracks, emptyCounts } from './compared-tracks.ts';
import { GRID_KINDS, type GridKind, gridKind, isOnBeat } from './grid-agreement.ts';
import { KEY_KINDS, KEY_WEIGHTS, type KeyKind, keyKind } from './key-agreement.ts';

/** Counts of the kinds in which two values agree or differ. */
export interface Agreement<Kind extends string> {
  /** Tracks that were compared. */
  tracks: number;
  /** Tracks with a value that rbassist did not measure, e.g. because you imported it. They are not compared. */
  notMeasured: number;
  counts: Record<Kind, number>;
}

/** Result of `Library.evaluateAnalysis`. */
export interface AnalysisAgreement extends ComparedCounts {
  bpm: Agreement<BpmKind>;
  key: Agreement<KeyKind> & {
    /** Mean of the weights that the key task of MIREX gives the kinds, 0..1; null without tracks. */
    weighted: number | null;
  };
  /** Tracks whose tempos agree. */
  grid: Agreement<GridKind> & {
    /** Among grids on the same beats: the first beat of the bar is the same, two beats off, or one beat off. */
    downbeat: { same: number; twoOff: number; oneOff: number };
  };
}

/** Tempos that count as equal for the grid, in beats per minute. */
const SAME_TEMPO = 0.05;

/** Compares BPM, key and grid with a collection's. See `Library.evaluateAnalysis`. */
export async function evaluateAnalysis(
  context: LibraryContext,
  collection: DjCollection,
  options: RunOptions = {},
): Promise<AnalysisAgreement> {
  checkOptions(options, RUN_OPTION_RULES);
  const counts = emptyCounts();
  const bpm = agreement(BPM_KINDS);
  const key = agreement(KEY_KINDS);
  const grid = agreement(GRID_KINDS);
  const downbeat = { same: 0, twoOff: 0, oneOff: 0 };
  for await (const compared of comparedTracks(context, collection, counts, options)) {
    count(bpm, bpmOf(compared));
    count(key, keyOf(compared));
    count(grid, gridOf(compared, downbeat));
  }
  return { ...counts, bpm, key: { ...key, weighted: weightedScore(key) }, grid: { ...grid, downbeat } };
}

function agreement<Kind extends string>(kinds: readonly Kind[]): Agreement<Kind> {
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  return { tracks: 0, notMeasured: 0, counts };
}

type Compared<Kind> = Kind | 'not-measured' | undefined;

function count<Kind extends string>(sum: Agreement<Kind>, kind: Compared<Kind>): void {
  if (kind === undefined) return;
  if (kind === 'not-measured') {
    sum.notMeasured++;
    return;
  }
  sum.tracks++;
  sum.counts[kind]++;
}

function bpmOf({ record, track }: ComparedTrack): Compared<BpmKind> {
  if (!record.bpm || !track.bpm) return undefined;
  return isMeasured(record, 'bpm') ? bpmKind(record.bpm, track.bpm) : 'not-measured';
}

function keyOf({ record, track }: ComparedTrack): Compared<KeyKind> {
  const ours = parseKey(record.key);
  const theirs = parseKey(track.key);
  if (!ours || !theirs) return undefined;
  return isMeasured(record, 'key') ? keyKind(ours, theirs) : 'not-measured';
}

function gridOf(compared: ComparedTrack, downbeat: AnalysisAgreement['grid']['downbeat']): Compared<GridKind> {
  const { record, track, ourGrid, clock, delay, durationS } = compared;
  if (track.grid.length === 0 || !record.tempos?.length) return undefined;
  if (!ourGrid) return 'not-measured';
  if (delay === undefined || Math.abs(ourGrid[0].bpm - track.grid[0].bpm) > SAME_TEMPO) return undefined;
  const shifted = shiftTrack({ ...track, grid: ourGrid, marks: [] }, clockShiftS(delay ?? undefined, clock));
  const distance = compareGrids(shifted.grid, track.grid, durationS);
  if (!distance) return undefined;
  const kind = gridKind(distance);
  if (isOnBeat(kind)) {
    const { beatsOff, beatsPerBar } = distance;
    if (beatsOff === 0) downbeat.same++;
    else if (beatsOff * 2 === beatsPerBar) downbeat.twoOff++;
    else downbeat.oneOff++;
  }
  return kind;
}

function weightedScore({ tracks, counts }: Agreement<KeyKind>): number | null {
  if (tracks === 0) return null;
  return KEY_KINDS.reduce((sum, kind) => sum + KEY_WEIGHTS[kind] * counts[kind], 0) / tracks;
}
