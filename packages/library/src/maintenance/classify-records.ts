import type { TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { VECTOR_KEYS } from '../vectors/stored-vector.ts';
import { isJunkPath } from './junk-path.ts';

const KEYS = [
  ...VECTOR_KEYS,
  ...(['embedding_signature', 'embedding_next', 'sig_bpmkey', 'missing', 'error', 'added'] as const),
] as const;

export type ClassifiedRecord = Pick<TrackRecord, (typeof KEYS)[number]>;

export interface RecordClasses {
  tracks: Map<string, ClassifiedRecord>;
  staged: Map<string, ClassifiedRecord>;
  junk: Map<string, ClassifiedRecord>;
}

export function classifyRecords(meta: MetaStore): RecordClasses {
  const classes: RecordClasses = { tracks: new Map(), staged: new Map(), junk: new Map() };
  for (const [path, record] of meta.tracks([...KEYS, 'staged'])) {
    const sort = record.staged != null ? 'staged' : isJunkPath(path) ? 'junk' : 'tracks';
    classes[sort].set(path, Object.fromEntries(KEYS.map((key) => [key, record[key]])));
  }
  return classes;
}

export function countAsTracks({ tracks, staged }: RecordClasses, paths: readonly string[]): void {
  for (const path of paths) {
    const record = staged.get(path);
    if (record) tracks.set(path, record);
    staged.delete(path);
  }
}
