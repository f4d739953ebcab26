import { EDITABLE_FIELDS, fitRecord, type TrackRecord } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';

/** A record as an import reads it. */
export interface RecordToImport {
  /** Values as stored, also unreadable ones; undefined for an unknown track. */
  stored: TrackRecord | undefined;
  /** Readable values, and unreadable ones that may be a user's work. */
  record: TrackRecord;
}

/** Returns the record of a track, with one read. */
export function readForImport(meta: MetaStore, path: string): RecordToImport {
  const stored = meta.stored(path);
  if (stored === undefined) return { stored, record: {} };
  const record = { ...stored };
  fitRecord(record, () => {});
  for (const key of EDITABLE_FIELDS) if (key in stored) Object.assign(record, { [key]: stored[key] });
  return { stored, record };
}
