import type { TrackRecord } from '@rbassist/core';
import { mayReplace } from '../whose-value.ts';
import { isNothing, MERGE_CONFLICTS } from './merge-records.ts';

const LISTS = ['mytags', 'tags', 'rating', MERGE_CONFLICTS] as const;

/**
 * The keys of a record that hold a DJ's work, which no scan brings back: cues and grid that someone set, tags, rating, and what was kept of another record.
 * What the Python rbassist measured cannot be told from what a person set, and counts.
 */
export function invested(record: TrackRecord): string[] {
  const keys: string[] = [];
  for (const key of ['cues', 'tempos'] as const)
    if ((record[key]?.length ?? 0) > 0 && !mayReplace(record, key)) keys.push(key);
  for (const key of LISTS) if (!isNothing(record[key])) keys.push(key);
  return keys;
}
