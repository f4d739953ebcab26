import { keyRelation } from '../keys/camelot.ts';
import { type TempoMatchOptions, tempoRelation } from '../tempos/tempo-relation.ts';
import type { TrackRecord } from '../tracks/track-record.ts';

/** Options of the filters by tempo and key. */
export interface MixOptions extends Required<TempoMatchOptions> {
  camelotNeighbors: boolean;
}

/** A filter that removes tracks that do not mix with the seed. */
export type MixFilter = 'tempo' | 'key';

/**
 * Prepares the filters by tempo and key.
 *
 * @returns a function that names the first filter that removes a track; undefined if the track mixes with the seed.
 */
export function mixFilter(
  seed: TrackRecord,
  { camelotNeighbors, ...tempo }: MixOptions,
): (record: TrackRecord) => MixFilter | undefined {
  // parsing keys is the slowest part, and a library has only a few dozen spellings
  const keyClashes = new Map<TrackRecord['key'], boolean>();
  const hasClash = (key: TrackRecord['key']): boolean => {
    let clashes = keyClashes.get(key);
    if (clashes === undefined) {
      clashes = keyRelation(seed.key, key) === 'clash';
      keyClashes.set(key, clashes);
    }
    return clashes;
  };
  return ({ bpm, key }) => {
    if (tempoRelation(seed.bpm, bpm, tempo) === 'clash') return 'tempo';
    return camelotNeighbors && hasClash(key) ? 'key' : undefined;
  };
}
