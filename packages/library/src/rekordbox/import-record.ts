import { EDITABLE_FIELDS, type TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';

const KEYS = [
  'bpm',
  'bpm_confidence',
  'key',
  'key_name',
  'key_confidence',
  'tempos',
  'beatgrid_mode',
  'beatgrid_confidence',
  'cues',
  'rating',
  'color',
  'play_count',
  'last_played',
  'added',
  'comments',
  'mytags',
  'rekordbox',
  'encoder_delay',
  'embedding_decoder',
  'analysis_wrote',
  'import_wrote',
] as const satisfies readonly (keyof TrackRecord)[];

/** Returns the values that an import reads; undefined for an unknown track. */
export function readForImport(meta: MetaStore, path: string): TrackRecord | undefined {
  const record = meta.get(path, KEYS);
  if (record === undefined) return undefined;
  const stored = meta.stored(path) ?? {};
  // unreadable cues may still be a user's work
  const edited = Object.fromEntries(EDITABLE_FIELDS.filter((key) => key in stored).map((key) => [key, stored[key]]));
  return { ...record, ...edited };
}
