import { parseKey } from '../keys/camelot.ts';
import { isPossibleBpm } from '../tempos/parse-tempo.ts';
import type { TrackRecord } from './track-record.ts';

const FIRST_YEAR = 1000;
const LAST_YEAR = 2999;
/** Cues may lie a little behind the end, as lengths are rounded and decoders differ. */
const END_TOLERANCE_S = 1;

/** Test of each value that has limits; a value of another type is not its business. */
const TESTS: Readonly<Record<string, (value: unknown, record: TrackRecord) => boolean>> = {
  bpm: (bpm) => typeof bpm !== 'number' || isPossibleBpm(bpm),
  key: (key) => typeof key !== 'string' || parseKey(key) !== undefined,
  year: (year) => typeof year !== 'number' || (year >= FIRST_YEAR && year <= LAST_YEAR),
  duration: isPositive,
  bitrate: isPositive,
  sample_rate: isPositive,
  cues: (cues, { duration }) => !Array.isArray(cues) || cues.every((cue) => isInside(cue, ['start', 'end'], duration)),
  tempos: (tempos, { duration }) =>
    !Array.isArray(tempos) ||
    tempos.every((tempo) => isInside(tempo, ['inizio_sec'], duration) && isPossibleBpm(tempo?.bpm)),
};

/** Keys that {@link impossibleValues} looks at. */
export const LIMITED_FIELDS: readonly string[] = Object.keys(TESTS);

/**
 * Lists the keys of a record whose values cannot be true: a BPM outside 20..400, a key that is none, a year outside
 * 1000..2999, a length of 0 or less, and cues or beats outside the track. Missing and empty values are possible.
 */
export function impossibleValues(record: TrackRecord): string[] {
  return LIMITED_FIELDS.filter((key) => record[key] != null && !TESTS[key](record[key], record));
}

function isPositive(value: unknown): boolean {
  return typeof value !== 'number' || value > 0;
}

function isInside(place: unknown, members: readonly string[], durationS: number | undefined): boolean {
  if (typeof place !== 'object' || place === null) return true;
  const end = durationS !== undefined && durationS > 0 ? durationS + END_TOLERANCE_S : Number.POSITIVE_INFINITY;
  return members.every((member) => {
    const seconds = (place as Record<string, unknown>)[member];
    return typeof seconds !== 'number' || (seconds >= -END_TOLERANCE_S && seconds <= end);
  });
}
