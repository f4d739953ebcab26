import { parseKey } from '../keys/camelot.ts';

/** Tolerance for places outside a track, because lengths are rounded and decoders differ. */
const PLACE_TOLERANCE_S = 1;

/**
 * Limits of a value with the right shape. For a list, they apply to each item.
 *
 * - `from` and `to`: smallest and largest number, inclusive.
 * - `above`: any greater number.
 * - `key`: text that names a musical key.
 * - `place`: seconds, inside the track.
 * - `members`: limits of an object's members.
 */
export type ValueLimits =
  | { from: number; to: number }
  | { above: number }
  | 'key'
  | 'place'
  | { members: Readonly<Record<string, ValueLimits>> };

/** Returns true if a value is within its limits, missing, or of another shape, which `fitRecord` reports. */
export function isWithinLimits(limits: ValueLimits, value: unknown, durationS: number | undefined): boolean {
  if (Array.isArray(value)) return value.every((item) => isWithinLimits(limits, item, durationS));
  if (limits === 'key') return typeof value !== 'string' || parseKey(value) !== undefined;
  if (limits !== 'place' && 'members' in limits) {
    if (typeof value !== 'object' || value === null) return true;
    const members = value as Readonly<Record<string, unknown>>;
    return Object.entries(limits.members).every(([name, each]) => isWithinLimits(each, members[name], durationS));
  }
  if (typeof value !== 'number') return true;
  if (limits === 'place') return isWithinTrack(value, durationS);
  return 'above' in limits ? value > limits.above : value >= limits.from && value <= limits.to;
}

function isWithinTrack(seconds: number, durationS: number | undefined): boolean {
  const end = durationS !== undefined && durationS > 0 ? durationS : Number.POSITIVE_INFINITY;
  return seconds >= -PLACE_TOLERANCE_S && seconds <= end + PLACE_TOLERANCE_S;
}
