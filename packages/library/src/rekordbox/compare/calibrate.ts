import { checkOptions, RUN_OPTION_RULES, type RunOptions } from '@rbassist/core';
import { clockShiftS, type DjCollection, shiftTrack } from '@rbassist/rekordbox';
import type { LibraryContext } from '../../library-context.ts';
import { compareGrids, wrap } from './compare-grids.ts';
import { type ComparedCounts, type ComparedTrack, comparedTracks, emptyCounts } from './compared-tracks.ts';
import { HEADER_CASES, type HeaderCase, headerCase, isMp3Case } from './header-case.ts';
import { quantile } from './quantile.ts';

/** Distance of our grids from the user's own in tracks of one kind, in milliseconds; later is positive. */
export interface CalibratedCase {
  kind: HeaderCase;
  tracks: number;
  /** Median distance of our grid, in the program's time. */
  medianMs: number;
  /** Quartiles of that distance. */
  quartilesMs: [number, number];
  /** Median distance without the shift to the program's time. */
  unshiftedMs: number;
  /** True if the median is near 0, so that the shift is right. False with few tracks is no proof. */
  isNear: boolean;
}

/** Result of `Library.calibrate`. */
export interface Calibration extends ComparedCounts {
  /** Tracks that were compared. */
  compared: number;
  /** Tracks that were not, by reason. */
  skipped: Record<SkippedTrack, number>;
  cases: CalibratedCase[];
  /** Largest median that counts as near 0, in milliseconds. */
  nearMs: number;
  /** Fewest tracks of a kind that prove anything. */
  fewestTracks: number;
  /** Value of the option `mp3Offset` that fits the user's MP3s; absent if the rule fits, or if no one value does. */
  mp3OffsetMs?: number;
}

/** Reason why a track says nothing about the time. */
export type SkippedTrack = 'no-grid' | 'no-own-grid' | 'other-tempo' | 'unknown-start';

const NEAR_MS = 5;
const FEWEST_TRACKS = 5;
/** Tempos that count as equal, as a share. */
const SAME_TEMPO = 0.002;
/** Largest drift between two grids of one tempo, in milliseconds. */
const MOST_DRIFT_MS = 25;

interface Phase {
  shiftedMs: number;
  unshiftedMs: number;
}

/** Compares our grids with a collection's, by kind of file. See `Library.calibrate`. */
export async function calibrate(
  context: LibraryContext,
  collection: DjCollection,
  options: RunOptions = {},
): Promise<Calibration> {
  checkOptions(options, RUN_OPTION_RULES);
  const counts = emptyCounts();
  const skipped = { 'no-grid': 0, 'no-own-grid': 0, 'other-tempo': 0, 'unknown-start': 0 };
  const phases = new Map<HeaderCase, Phase[]>();
  for await (const compared of comparedTracks(context, collection, counts, options)) {
    const found = phaseOf(compared);
    if (typeof found === 'string') skipped[found]++;
    else phases.set(found.kind, [...(phases.get(found.kind) ?? []), found]);
  }
  const cases = HEADER_CASES.flatMap((kind) => summaryOf(kind, phases.get(kind) ?? []));
  const compared = cases.reduce((sum, { tracks }) => sum + tracks, 0);
  const offset = fixedOffset(cases, phases);
  const limits = { nearMs: NEAR_MS, fewestTracks: FEWEST_TRACKS };
  return { ...counts, compared, skipped, cases, ...limits, ...(offset !== undefined && { mp3OffsetMs: offset }) };
}

function phaseOf({
  path,
  track,
  ourGrid,
  clock,
  delay,
  durationS,
}: ComparedTrack): SkippedTrack | (Phase & { kind: HeaderCase }) {
  if (track.grid.length === 0) return 'no-grid';
  if (!ourGrid) return 'no-own-grid';
  if (delay === undefined) return 'unknown-start';
  const shifted = shiftTrack({ ...track, grid: ourGrid, marks: [] }, clockShiftS(delay ?? undefined, clock)).grid;
  const distance = compareGrids(shifted, track.grid, durationS);
  const [our] = ourGrid;
  const [their] = track.grid;
  if (!distance || Math.abs(our.bpm / their.bpm - 1) > SAME_TEMPO || distance.driftMs > MOST_DRIFT_MS) {
    return 'other-tempo';
  }
  const shiftMs = clockShiftS(delay ?? undefined, clock) * 1000;
  return {
    kind: headerCase(path, delay),
    shiftedMs: distance.offsetMs,
    unshiftedMs: wrap(distance.offsetMs - shiftMs, distance.beatMs),
  };
}

function summaryOf(kind: HeaderCase, phases: readonly Phase[]): CalibratedCase[] {
  if (phases.length === 0) return [];
  const shifted = phases.map(({ shiftedMs }) => shiftedMs);
  const medianMs = quantile(shifted, 0.5);
  return [
    {
      kind,
      tracks: phases.length,
      medianMs,
      quartilesMs: [quantile(shifted, 0.25), quantile(shifted, 0.75)],
      unshiftedMs: quantile(
        phases.map(({ unshiftedMs }) => unshiftedMs),
        0.5,
      ),
      isNear: Math.abs(medianMs) <= NEAR_MS,
    },
  ];
}

/** One number is right only if it brings every kind of MP3 near 0. */
function fixedOffset(cases: readonly CalibratedCase[], phases: ReadonlyMap<HeaderCase, Phase[]>): number | undefined {
  const mp3 = cases.filter(({ kind, tracks }) => isMp3Case(kind) && tracks >= FEWEST_TRACKS);
  if (mp3.every(({ isNear }) => isNear)) return undefined;
  const unshifted = mp3.flatMap(({ kind }) => (phases.get(kind) ?? []).map(({ unshiftedMs }) => unshiftedMs));
  const offset = Math.round(-quantile(unshifted, 0.5) * 10) / 10 + 0;
  return mp3.every(({ unshiftedMs }) => Math.abs(unshiftedMs + offset) <= NEAR_MS) ? offset : undefined;
}
