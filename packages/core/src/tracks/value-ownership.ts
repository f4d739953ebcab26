import { createHash } from 'node:crypto';
import { type EditableField, fieldsWhere, isEmptyValue, type KnownField, recordField } from './record-fields.ts';
import type { TrackRecord } from './track-record.ts';

const DIGEST_DIGITS = 12;
/** Fields whose confidence is removed by anyone who sets the value. */
const WITH_CONFIDENCE: Partial<Record<EditableField, 'bpm_confidence' | 'key_confidence'>> = {
  bpm: 'bpm_confidence',
  key: 'key_confidence',
};

/** A short digest of a value as it is stored. */
export function valueDigest(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('hex').slice(0, DIGEST_DIGITS);
}

/** True if a record's value is still the one that the analysis wrote. */
export function isMeasured(record: TrackRecord, key: EditableField): boolean {
  const confidence = WITH_CONFIDENCE[key];
  if (confidence !== undefined && record[confidence] === undefined) return false;
  const written = record.analysis_wrote?.[key];
  return written !== undefined && valueDigest(record[key]) === written;
}

/** True if a record's value may be replaced: there is none, or the analysis wrote it. */
export function mayReplace(record: TrackRecord, key: EditableField): boolean {
  const value = record[key];
  if (value == null) return true;
  // a list that the analysis filled and that is empty now was emptied by someone
  if (Array.isArray(value) && value.length === 0 && record.analysis_wrote?.[key] === undefined) return true;
  return isMeasured(record, key);
}

/** True if a key holds a person's work, which no scan brings back. Values that the Python rbassist measured count: nothing tells them apart. */
export function isUserWork(record: TrackRecord, key: string): boolean {
  const { userWork } = recordField(key) ?? {};
  if (userWork === undefined || isEmptyValue(record[key])) return false;
  return userWork === 'always' || !mayReplace(record, key as EditableField);
}

const WORK_FIELDS = fieldsWhere(({ userWork }) => userWork !== undefined);

/** Keys of a record that hold a person's work: edited cues and grid, tags, rating, and values kept from merged records. */
export function userEdited(record: TrackRecord): KnownField[] {
  return WORK_FIELDS.filter((key) => isUserWork(record, key));
}
