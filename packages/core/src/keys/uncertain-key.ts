import type { TrackRecord } from '../tracks/track-record.ts';
import { parseKey } from './camelot.ts';

/** Confidence below which a key is shown as unsure. About half of those keys are right. */
export const CERTAIN_KEY = 0.6;

/** Returns true if rbassist found a record's key and is unsure of it. */
export function isUncertainKey({ key, key_confidence }: Pick<TrackRecord, 'key' | 'key_confidence'>): boolean {
  return parseKey(key) !== undefined && key_confidence !== undefined && key_confidence < CERTAIN_KEY;
}
