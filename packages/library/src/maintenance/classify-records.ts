import type { TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { isJunkPath } from './junk-path.ts';

/** What looking after a library takes of its records. */
const KEYS = ['embedding', 'embedding_space', 'embedding_signature', 'embedding_next', 'error'] as const;

/** That part of a record. */
export type ClassifiedRecord = Pick<TrackRecord, (typeof KEYS)[number]>;

/** A library's records, sorted by what they can be. */
export interface RecordClasses {
  /** By path. */
  tracks: Map<string, ClassifiedRecord>;
  /** Duplicates that were moved away, whose records know where to. */
  staged: Map<string, ClassifiedRecord>;
  /** What cannot be a track. */
  junk: Map<string, ClassifiedRecord>;
}

/** Reads what is needed of every record, once. */
export function classifyRecords(meta: MetaStore): RecordClasses {
  const classes: RecordClasses = { tracks: new Map(), staged: new Map(), junk: new Map() };
  for (const [path, record] of meta.tracks([...KEYS, 'staged'])) {
    const sort = record.staged != null ? 'staged' : isJunkPath(path) ? 'junk' : 'tracks';
    classes[sort].set(path, Object.fromEntries(KEYS.map((key) => [key, record[key]])));
  }
  return classes;
}
