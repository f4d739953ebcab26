import { createHash } from 'node:crypto';
import { isPossibleBpm } from '../tempos/parse-tempo.ts';
import { type EditableField, fieldsWhere, isEmptyValue, type KnownField, recordField } from './record-fields.ts';
import type { TrackRecord } from './track-record.ts';

const DIGEST_DIGITS = 12;
/** Digest that no value has: marks a value of `analysis_wrote` that a person set. */
export const NOT_MEASURED = '';
/** Confidence keys. A person or program that sets the field removes its confidence. */
const WITH_CONFIDENCE: Partial<Record<EditableField, 'bpm_confidence' | 'key_confidence'>> = {
  bpm: 'bpm_confidence',
  key: 'key_confidence',
};

/** Returns a short digest of a stored value. */
export function valueDigest(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('hex').slice(0, DIGEST_DIGITS);
}

/** Returns true if the analysis wrote a record's value and nobody changed it since. */
export function isMeasured(record: TrackRecord, key: EditableField): boolean {
  const confidence = WITH_CONFIDENCE[key];
  if (confidence !== undefined && record[confidence] === undefined) return false;
  const written = record.analysis_wrote?.[key];
  return written !== undefined && valueDigest(record[key]) === written;
}

/** Returns the program whose import wrote a record's value, if nobody changed it since, e.g. "rekordbox". */
export function importedFrom(record: TrackRecord, key: KnownField): string | undefined {
  const [program, digest] = record.import_wrote?.[key]?.split(':') ?? [];
  return digest !== undefined && valueDigest(record[key]) === digest ? program : undefined;
}

/** Returns true if a record has no value for a key, or a BPM outside 20..400. */
export function lacksValue(record: TrackRecord, key: EditableField): boolean {
  const value = record[key];
  return value == null || (key === 'bpm' && !isPossibleBpm(value));
}

/** Returns true if the analysis may replace a record's value: it is missing, or the analysis wrote it. */
export function mayReplace(record: TrackRecord, key: EditableField): boolean {
  const value = record[key];
  if (lacksValue(record, key)) return true;
  // an empty list that the analysis filled earlier was emptied on purpose
  if (Array.isArray(value) && value.length === 0 && record.analysis_wrote?.[key] === undefined) return true;
  return isMeasured(record, key);
}

/** Returns true for a person's work, and for values of the Python rbassist, which does not mark what it measured. */
export function isUserWork(record: TrackRecord, key: string): boolean {
  const { userWork } = recordField(key) ?? {};
  if (userWork === undefined || isEmptyValue(record[key])) return false;
  return userWork === 'always' || !mayReplace(record, key as EditableField);
}

const WORK_FIELDS = fieldsWhere(({ userWork }) => userWork !== undefined);

/** Returns the keys with a person's work: edited cues and grid, tags, rating, and conflicts of merged records. */
export function userEdited(record: TrackRecord): KnownField[] {
  return WORK_FIELDS.filter((key) => isUserWork(record, key));
}
