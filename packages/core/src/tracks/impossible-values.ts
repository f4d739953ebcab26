import { fieldsWhere, recordField } from './record-fields.ts';
import type { TrackRecord } from './track-record.ts';
import { isWithinLimits } from './value-limits.ts';

const KEYS_WITH_LIMITS = fieldsWhere(({ limits }) => limits !== undefined);

/** Keys that {@link impossibleValues} needs. */
export const LIMITED_FIELDS: readonly string[] = [...new Set([...KEYS_WITH_LIMITS, 'duration'])];

/** Lists keys with values outside the limits in `RECORD_FIELDS`, such as a BPM of 999. Missing values are valid. */
export function impossibleValues(record: TrackRecord): string[] {
  const durationS = typeof record.duration === 'number' ? record.duration : undefined;
  return KEYS_WITH_LIMITS.filter((key) => {
    const limits = recordField(key)?.limits;
    return limits !== undefined && !isWithinLimits(limits, record[key], durationS);
  });
}
