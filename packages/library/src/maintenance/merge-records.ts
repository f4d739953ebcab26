import { isDeepStrictEqual } from 'node:util';
import {
  EDITABLE_FIELDS,
  EMBEDDING_FIELDS,
  fieldsWhere,
  isEmptyValue,
  isFromFileName,
  mayReplace,
  recordField,
  type TrackRecord,
} from '@rbassist/core';

/** Record key under which a merge stores the values that it replaced. */
const MERGE_CONFLICTS = 'merge_conflicts';

interface ReplacedValue {
  value: unknown;
  from: string;
}

export interface PathRecord {
  path: string;
  record: TrackRecord;
}

export interface MergedRecord {
  record: TrackRecord;
  /** Keys with an edited value in both records. */
  conflicts: string[];
}

const MEASURED = fieldsWhere(({ merge }) => merge === 'measured');
const ANALYSIS = fieldsWhere(({ goesWith }) => goesWith === 'analysis');

/**
 * Merges two records of one file by the rules of `RECORD_FIELDS`. Merging again changes nothing.
 *
 * An edited value replaces a missing or measured one. If both values are edited, or both are measured, the kept
 * record's stays. An edited value that does not stay goes to `merge_conflicts`. Lists of tags are joined.
 *
 * @param kept Record of the current file.
 * @param signature Fast signature of the current file; a vector of this signature is preferred.
 */
export function mergeRecords(kept: PathRecord, other: PathRecord, signature: string | undefined): MergedRecord {
  const record: TrackRecord = { ...kept.record };
  const ceded = new Map<string, ReplacedValue[]>();
  const conflicts: string[] = [];
  const cede = (key: string, value: unknown) => {
    ceded.set(key, [{ value, from: other.path }]);
    conflicts.push(key);
  };
  mergeMeasured(record, kept.record, other.record, signature);
  mergeEdited(record, kept.record, other.record, cede);
  for (const [key, theirs] of Object.entries(other.record)) {
    if (!isEmptyValue(theirs)) mergeValue(record, key, kept, other, cede);
  }
  collectConflicts(record, [other.record[MERGE_CONFLICTS], Object.fromEntries(ceded)]);
  return { record, conflicts };
}

type Cede = (key: string, value: unknown) => void;

function mergeMeasured(
  record: TrackRecord,
  kept: TrackRecord,
  other: TrackRecord,
  signature: string | undefined,
): void {
  const isCurrent = ({ embedding, embedding_signature: of }: TrackRecord) =>
    embedding !== undefined && of === signature;
  const isVectorBetter =
    other.embedding !== undefined && (kept.embedding === undefined || (isCurrent(other) && !isCurrent(kept)));
  if (isVectorBetter) copyKeys(record, other, EMBEDDING_FIELDS);
  if (kept.analysis_version === undefined && kept.sig_bpmkey === undefined) copyKeys(record, other, ANALYSIS);
  for (const key of MEASURED) if (record[key] === undefined && other[key] !== undefined) copyKeys(record, other, [key]);
}

function mergeEdited(record: TrackRecord, kept: TrackRecord, other: TrackRecord, cede: Cede): void {
  const wrote: Record<string, string> = { ...kept.analysis_wrote };
  for (const key of EDITABLE_FIELDS) {
    const [ours, theirs] = [kept[key], other[key]];
    if (isEmptyValue(theirs) || isDeepStrictEqual(ours, theirs)) continue;
    if (mayReplace(kept, key)) {
      if (!isEmptyValue(ours) && mayReplace(other, key)) continue;
      copyKeys(record, other, [key, ...fieldsWhere(({ goesWith }) => goesWith === key)]);
      const digest = other.analysis_wrote?.[key];
      if (digest === undefined) delete wrote[key];
      else wrote[key] = digest;
    } else if (!mayReplace(other, key)) cede(key, theirs);
  }
  if (Object.keys(wrote).length > 0) record.analysis_wrote = wrote;
  else delete record.analysis_wrote;
}

/** Merges a key by its own rule, unless it is merged as part of a group. */
function mergeValue(record: TrackRecord, key: string, kept: PathRecord, other: PathRecord, cede: Cede): void {
  const rule = recordField(key)?.merge ?? 'given';
  const [ours, theirs] = [kept.record[key], other.record[key]];
  switch (rule) {
    case 'earlier':
      record[key] = earlier(ours, theirs);
      return;
    case 'members':
      record[key] = { ...(theirs as object), ...(ours as object | undefined) };
      return;
    case 'union':
    case 'name':
    case 'given':
      if (isEmptyValue(ours)) record[key] = theirs;
      else if (rule === 'union' && Array.isArray(ours) && Array.isArray(theirs)) record[key] = union(ours, theirs);
      else if (!isDeepStrictEqual(ours, theirs)) resolveConflict(record, key, kept, other, rule === 'name', cede);
  }
}

/** Resolves two different values: replaces one that came from a file name, and reports a conflict otherwise. */
function resolveConflict(
  record: TrackRecord,
  key: string,
  kept: PathRecord,
  other: PathRecord,
  isName: boolean,
  cede: Cede,
): void {
  const isGuess = ({ path, record: of }: PathRecord) => isName && isFromFileName(path, String(of[key]));
  if (isGuess(other)) return;
  if (isGuess(kept)) record[key] = other.record[key];
  else cede(key, other.record[key]);
}

function copyKeys(record: TrackRecord, from: TrackRecord, keys: readonly string[]): void {
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

function collectConflicts(record: TrackRecord, more: readonly unknown[]): void {
  const all: Record<string, ReplacedValue[]> = { ...conflictsIn(record[MERGE_CONFLICTS]) };
  for (const each of more) {
    for (const [key, values] of Object.entries(conflictsIn(each))) {
      const before = all[key] ?? [];
      const isNew = ({ value }: ReplacedValue) => !before.some((other) => isDeepStrictEqual(other.value, value));
      all[key] = [...before, ...values.filter(isNew)];
    }
  }
  if (Object.keys(all).length > 0) record[MERGE_CONFLICTS] = all;
}

function conflictsIn(value: unknown): Record<string, ReplacedValue[]> {
  return typeof value === 'object' && value !== null ? (value as Record<string, ReplacedValue[]>) : {};
}
