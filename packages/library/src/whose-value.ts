import { createHash } from 'node:crypto';
import type { TrackRecord } from '@rbassist/core';

/** What a person, a tag, Rekordbox or another program may have set; the analysis writes it only where it may. */
export type SharedKey = 'bpm' | 'key' | 'tempos' | 'cues';

const DIGEST_DIGITS = 12;

/** A short digest of a value as it is stored. */
export function digest(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('hex').slice(0, DIGEST_DIGITS);
}

/** Whether a record's value is still the one that the analysis wrote. */
export function isMeasured(record: TrackRecord, key: SharedKey): boolean {
  // who sets a value to what was measured takes its confidence away
  if (key === 'bpm' && record.bpm_confidence === undefined) return false;
  if (key === 'key' && record.key_confidence === undefined) return false;
  const written = record.analysis_wrote?.[key];
  return written !== undefined && digest(record[key]) === written;
}

/** Whether a record's value is free to be replaced: there is none, or nobody but the analysis set it. */
export function mayReplace(record: TrackRecord, key: SharedKey): boolean {
  const value = record[key];
  if (value == null) return true;
  // an empty list that the analysis did not leave is one that was never filled; one that it had filled was emptied by someone
  if (Array.isArray(value) && value.length === 0 && record.analysis_wrote?.[key] === undefined) return true;
  return isMeasured(record, key);
}

/** Whether a tag of the file gives a record its BPM or key: there is none, or it was measured of another state of the file. */
export function takesTag(record: TrackRecord | undefined, key: 'bpm' | 'key', signature: string | undefined): boolean {
  return record?.[key] == null || (record.analysis_signature !== signature && isMeasured(record, key));
}

/** The BPM that a track will keep whatever is measured, so that its grid can be made for it; `tag` for the file's own, where it has one. */
export function keptBpm(record: TrackRecord | undefined, signature: string): number | 'tag' | undefined {
  if (record?.bpm == null || takesTag(record, 'bpm', signature)) return 'tag';
  return mayReplace(record, 'bpm') ? undefined : record.bpm;
}
