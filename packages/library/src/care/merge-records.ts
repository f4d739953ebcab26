import { isDeepStrictEqual } from 'node:util';
import { fileStem, type TrackRecord } from '@rbassist/core';
import { mayReplace, type SharedKey } from '../whose-value.ts';

/** The key of a record under which the values are kept that gave way to others when records were merged: by key, with the path that they were of. */
export const MERGE_CONFLICTS = 'merge_conflicts';

/** A value that gave way, and the path of the record that it was in. */
interface GivenWay {
  value: unknown;
  from: string;
}

/** A record and the path that it is of. */
export interface PathRecord {
  path: string;
  record: TrackRecord;
}

/** Two records in one, and the keys of which both had a value that someone set. */
export interface MergedRecord {
  record: TrackRecord;
  conflicts: string[];
}

const SHARED: readonly SharedKey[] = ['bpm', 'key', 'tempos', 'cues'];
/** What is true of a shared value alone, and goes where it goes. */
const COMPANIONS: Readonly<Record<SharedKey, readonly string[]>> = {
  bpm: ['bpm_confidence'],
  key: ['key_name', 'key_confidence'],
  tempos: ['beatgrid_mode', 'beatgrid_confidence'],
  cues: [],
};
const VECTOR = ['embedding', 'embedding_source', 'embedding_space', 'embedding_signature', 'embedding_decoder'];
const ANALYSIS = ['analysis_version', 'analysis_signature', 'sig_bpmkey', 'sig_bpmkey_fast'];
const LISTS = ['mytags', 'tags'];
/** What was measured or is of the file, and can be had again. */
const HAD_AGAIN = [
  'embedding_next',
  'duration',
  'bitrate',
  'sample_rate',
  'bpm_candidates',
  'key_candidates',
  'tuning_cents',
  'sections',
  'loudness_lufs',
  'loudness_range_lu',
  'true_peak_db',
  'tag_suggestions',
];
/** What a file's own name may have given, until something better comes. */
const FROM_NAME = ['artist', 'title'];

/**
 * Puts two records of one file into one. Nothing that someone set is lost: it takes the place of what is missing or was measured, lists of tags are united,
 * and where both have a value the kept record's stays and the other is put by under {@link MERGE_CONFLICTS}. What was measured is the kept
 * record's, where it has it. Merging what was merged changes nothing.
 *
 * @param kept The record of the file as it is now.
 * @param signature Fast signature of the file: a vector of this state of it is preferred.
 */
export function mergeRecords(kept: PathRecord, other: PathRecord, signature: string | undefined): MergedRecord {
  const record: TrackRecord = { ...kept.record };
  const putBy = new Map<string, GivenWay[]>();
  const conflicts: string[] = [];
  const giveWay = (key: string, value: unknown) => {
    putBy.set(key, [{ value, from: other.path }]);
    conflicts.push(key);
  };
  mergeMeasured(record, kept.record, other.record, signature);
  mergeShared(record, kept.record, other.record, giveWay);
  const done = new Set<string>([...SHARED, ...SHARED.flatMap((key) => COMPANIONS[key]), ...VECTOR, ...ANALYSIS]);
  for (const key of [...HAD_AGAIN, 'analysis_wrote', 'error', MERGE_CONFLICTS]) done.add(key);
  for (const [key, theirs] of Object.entries(other.record)) {
    if (done.has(key) || isNothing(theirs)) continue;
    const ours = kept.record[key];
    if (key === 'added') record.added = earlier(ours, theirs);
    else if (key === 'features') record.features = { ...other.record.features, ...kept.record.features };
    else if (isNothing(ours)) record[key] = theirs;
    else if (LISTS.includes(key) && Array.isArray(ours) && Array.isArray(theirs)) record[key] = union(ours, theirs);
    else if (!isDeepStrictEqual(ours, theirs)) {
      const weak = (side: PathRecord) =>
        FROM_NAME.includes(key) && fileStem(side.path).includes(String(side.record[key]));
      if (weak(kept) && !weak(other)) record[key] = theirs;
      else if (!weak(other)) giveWay(key, theirs);
    }
  }
  keepPutBy(record, [other.record[MERGE_CONFLICTS], Object.fromEntries(putBy)]);
  return { record, conflicts };
}

function mergeMeasured(
  record: TrackRecord,
  kept: TrackRecord,
  other: TrackRecord,
  signature: string | undefined,
): void {
  const isOf = ({ embedding, embedding_signature: of }: TrackRecord) => embedding !== undefined && of === signature;
  const theirVector = other.embedding !== undefined && (kept.embedding === undefined || (isOf(other) && !isOf(kept)));
  if (theirVector) take(record, other, VECTOR);
  if (kept.analysis_version === undefined && kept.sig_bpmkey === undefined) take(record, other, ANALYSIS);
  for (const key of HAD_AGAIN) if (record[key] === undefined && other[key] !== undefined) record[key] = other[key];
}

function mergeShared(
  record: TrackRecord,
  kept: TrackRecord,
  other: TrackRecord,
  giveWay: (key: string, value: unknown) => void,
): void {
  const wrote: Record<string, string> = { ...kept.analysis_wrote };
  for (const key of SHARED) {
    const [ours, theirs] = [kept[key], other[key]];
    if (isNothing(theirs) || isDeepStrictEqual(ours, theirs)) continue;
    if (mayReplace(kept, key)) {
      if (!isNothing(ours) && mayReplace(other, key)) continue;
      take(record, other, [key, ...COMPANIONS[key]]);
      const digest = other.analysis_wrote?.[key];
      if (digest === undefined) delete wrote[key];
      else wrote[key] = digest;
    } else if (!mayReplace(other, key)) giveWay(key, theirs);
  }
  if (Object.keys(wrote).length > 0) record.analysis_wrote = wrote;
  else delete record.analysis_wrote;
}

/** Whether a value says nothing: there is none, or it is empty, as an unset rating is 0. */
export function isNothing(value: unknown): boolean {
  if (value == null || value === '' || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Takes keys as a whole: those that `from` lacks go. */
function take(record: TrackRecord, from: TrackRecord, keys: readonly string[]): void {
  for (const key of keys) {
    if (from[key] === undefined) delete record[key];
    else record[key] = from[key];
  }
}

function earlier(a: unknown, b: unknown): string | undefined {
  const [first] = [a, b].filter((time) => typeof time === 'string' && time !== '').sort();
  return first as string | undefined;
}

function union(a: readonly unknown[], b: readonly unknown[]): unknown[] {
  return [...new Set([...a, ...b])];
}

/** Adds what was put by before and now, each value once. */
function keepPutBy(record: TrackRecord, more: readonly unknown[]): void {
  const all: Record<string, GivenWay[]> = { ...putByOf(record[MERGE_CONFLICTS]) };
  for (const each of more) {
    for (const [key, given] of Object.entries(putByOf(each))) {
      const known = all[key] ?? [];
      const isNew = ({ value }: GivenWay) => !known.some((before) => isDeepStrictEqual(before.value, value));
      all[key] = [...known, ...given.filter(isNew)];
    }
  }
  if (Object.keys(all).length > 0) record[MERGE_CONFLICTS] = all;
}

function putByOf(value: unknown): Record<string, GivenWay[]> {
  return typeof value === 'object' && value !== null ? (value as Record<string, GivenWay[]>) : {};
}
