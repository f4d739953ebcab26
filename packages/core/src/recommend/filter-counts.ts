import { parseKey } from '../keys/camelot.ts';
import { isPossibleBpm } from '../tempos/parse-tempo.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import { type MixFilter, type MixOptions, mixFilter } from './mix-filter.ts';
import { type RecommendOptions, recommendSettings } from './recommend.ts';

/** Effect of the filters of `recommend` on a whole library. */
export interface FilterCounts {
  /** Number of tracks without the seed. */
  tracks: number;
  /** Number of tracks that mix with the seed. */
  left: number;
  /**
   * Number of tracks that each filter removed: the file is gone, the scan failed, the index has no vector, the tempo or
   * the key clashes. A track counts once, for the first of these filters in this order.
   */
  filtered: { missing: number; failed: number; noVector: number; tempo: number; key: number };
  /** Filters that removed nothing because the BPM or key of the seed is unknown. */
  inactive: MixFilter[];
  /** Changes of options that find more tracks; empty if `top` or more are left, or if no change helps. */
  widenings: Widening[];
}

/** A change of options that finds more tracks. */
export interface Widening {
  options: Pick<RecommendOptions, 'tempoPct' | 'allowDoubletime' | 'camelotNeighbors'>;
  /** Number of additional tracks. */
  more: number;
}

/** A library whose filtered tracks are counted. */
export interface FilterInput {
  seedPath: string;
  seed: TrackRecord;
  /** All tracks; of their records only `bpm`, `key`, `missing` and `error` are used. */
  tracks: Iterable<readonly [path: string, record: TrackRecord]>;
  /** Returns true if the index has a vector of the track. */
  hasVector: (path: string) => boolean;
}

/**
 * Counts the tracks that the filters of `recommend` remove from a library. If fewer than `top` are left, it also finds
 * the options that would give more.
 *
 * @throws {OptionError} for an option that does not exist or is invalid.
 */
export function countFiltered(input: FilterInput, options: RecommendOptions = {}): FilterCounts {
  const { seedPath, seed, tracks, hasVector } = input;
  const settings = recommendSettings(options);
  const removedBy = mixFilter(seed, settings);
  const filtered = { missing: 0, failed: 0, noVector: 0, tempo: 0, key: 0 };
  const clashing: TrackRecord[] = [];
  let [count, left] = [0, 0];
  for (const [path, record] of tracks) {
    if (path === seedPath) continue;
    count++;
    if (record.missing) filtered.missing++;
    // a track that failed after it was embedded still mixes
    else if (!hasVector(path)) filtered[record.error ? 'failed' : 'noVector']++;
    else {
      const filter = removedBy(record);
      if (filter === undefined) left++;
      else {
        filtered[filter]++;
        clashing.push(record);
      }
    }
  }
  const inactive: MixFilter[] = [];
  if (!isPossibleBpm(seed.bpm)) inactive.push('tempo');
  if (settings.camelotNeighbors && !parseKey(seed.key)) inactive.push('key');
  const widenings = left < settings.top ? findWidenings(seed, clashing, settings) : [];
  return { tracks: count, left, filtered, inactive, widenings };
}

/** Minimum suggested tolerance in percent; players shift the tempo this far without harm. */
const WIDER_TEMPO_PCT = 10;

/** Tries each option alone, then all of them at once. */
function findWidenings(seed: TrackRecord, clashing: readonly TrackRecord[], settings: MixOptions): Widening[] {
  const changes: Widening['options'][] = [
    { tempoPct: Math.max(WIDER_TEMPO_PCT, 2 * settings.tempoPct) },
    ...(settings.allowDoubletime ? [] : [{ allowDoubletime: true }]),
    ...(settings.camelotNeighbors ? [{ camelotNeighbors: false }] : []),
  ];
  const widening = (options: Widening['options']): Widening => {
    const removedBy = mixFilter(seed, { ...settings, ...options });
    return { options, more: clashing.filter((record) => removedBy(record) === undefined).length };
  };
  const single = changes.map(widening).filter(({ more }) => more > 0);
  return single.length > 0 ? single : [widening(Object.assign({}, ...changes))].filter(({ more }) => more > 0);
}
