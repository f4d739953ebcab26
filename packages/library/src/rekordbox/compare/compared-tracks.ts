import { type EncoderDelay, isMeasured, notify, type RunOptions, type TrackRecord } from '@rbassist/core';
import type { DjClock, DjCollection, DjGridAnchor, DjTrack } from '@rbassist/rekordbox';
import type { LibraryContext } from '../../library-context.ts';
import { encoderDelayOf } from '../program-time.ts';
import { DjTrackMatcher } from '../track-matcher.ts';

/** A track of a DJ program, and the library's analysis of it. */
export interface ComparedTrack {
  path: string;
  track: DjTrack;
  record: TrackRecord;
  clock: DjClock;
  /** Grid that rbassist measured, in its own time; null if it has none, or if the grid is not its own. */
  ourGrid: DjGridAnchor[] | null;
  durationS: number;
  /** Start of the file; null if it has no delay, undefined if the file can't be read. */
  delay: EncoderDelay | null | undefined;
}

/** Counts of a comparison. */
export interface ComparedCounts {
  program: string;
  version: string;
  /** Tracks of the collection. */
  tracks: number;
  /** Tracks of the collection that the library has. */
  matched: number;
  /** True if `signal` aborted the comparison. */
  interrupted: boolean;
}

export function emptyCounts(): ComparedCounts {
  return { program: '', version: '', tracks: 0, matched: 0, interrupted: false };
}

const KEYS = [
  'bpm',
  'bpm_confidence',
  'key',
  'key_confidence',
  'tempos',
  'duration',
  'analysis_wrote',
  'encoder_delay',
  'embedding_decoder',
] as const;

/** Yields the tracks of a collection that the library has, once each, and counts all. */
export async function* comparedTracks(
  context: LibraryContext,
  collection: DjCollection,
  counts: ComparedCounts,
  { signal, onProgress }: RunOptions,
): AsyncGenerator<ComparedTrack> {
  await context.refresh();
  const matcher = new DjTrackMatcher(context);
  const seen = new Set<string>();
  let clock: DjClock = 'samples';
  for await (const entry of collection) {
    if (signal?.aborted) break;
    if (entry.type === 'source') {
      ({ clock, program: counts.program, version: counts.version } = entry);
    }
    if (entry.type !== 'track') continue;
    const { track } = entry;
    counts.tracks++;
    notify(onProgress, { stage: 'import', done: counts.tracks, item: track.path });
    const { path } = await matcher.match(track);
    const record = path === undefined || seen.has(path) ? undefined : context.meta.get(path, KEYS);
    if (path === undefined || !record) continue;
    seen.add(path);
    counts.matched++;
    const durationS = record.duration ?? track.durationS ?? 0;
    const delay = await encoderDelayOf(path, record);
    yield { path, track, record, clock, ourGrid: measuredGrid(record), durationS, delay };
  }
  counts.interrupted = signal?.aborted ?? false;
}

/** A grid that came from the program itself would agree with it, whatever the analysis found. */
function measuredGrid(record: TrackRecord): DjGridAnchor[] | null {
  const { tempos = [] } = record;
  if (tempos.length === 0 || !isMeasured(record, 'tempos')) return null;
  return tempos.map(({ inizio_sec, bpm, metro, battito }) => ({
    timeS: inizio_sec,
    bpm,
    metre: metro,
    beat: battito,
  }));
}
