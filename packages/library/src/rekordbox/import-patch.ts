import { isDeepStrictEqual } from 'node:util';
import {
  EDITABLE_FIELDS,
  type EditableField,
  importedFrom,
  isEmptyValue,
  mayReplace,
  readTags,
  type TrackRecord,
  tagKey,
  valueDigest,
} from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import { readTagBlock } from '@rbassist/rekordbox';
import { editPatch } from '../edit/edit-track.ts';
import { FIELD_OF_KEY, type ImportField, type ImportKey } from './import-fields.ts';
import type { ImportedValues } from './imported-values.ts';

/** Changes that an import makes to a track. */
export interface ImportChange {
  patch: TrackPatch;
  /** New values, by key. */
  set: ImportedValues;
  /** Fields whose values change. */
  changed: ImportField[];
  /** Fields that keep another value, set by you, a tag or another program. */
  kept: ImportField[];
}

interface ImportRules {
  /** Program that the values come from. */
  program: string;
  force: boolean;
}

/** A tag with a BPM rounded to a whole number means the same as an exact one. */
const ROUNDED_BPM = 0.5;

/**
 * Returns the patch that makes a program's values the user's own. A value replaces one that is missing, measured, or
 * from an earlier import of the same program and not changed since; another one stays unless `force` is set. My Tags
 * are added to those of the track. Empty if the record already has these values.
 */
export function importPatch(
  record: TrackRecord,
  values: ImportedValues,
  { program, force }: ImportRules,
): ImportChange {
  const changed = new Set<ImportField>();
  const kept = new Set<ImportField>();
  const wrote: Record<string, string> = { ...record.import_wrote };
  const set: ImportedValues = {};
  for (const key of Object.keys(values) as ImportKey[]) {
    const value = key === 'mytags' ? tagsToSet(record, values, isFrom(program, record, key) || force) : values[key];
    const isEqual = isDeepStrictEqual(ordered(key, record[key]), ordered(key, value));
    // the program that wrote an equal value first still owns it
    if (isEqual && isImported(record, key) && !isFrom(program, record, key)) continue;
    const takes = isEqual || force || isFrom(program, record, key) || isReplaceable(record, key, value);
    if (!takes) {
      // the earlier day is the right one
      if (key !== 'added') kept.add(FIELD_OF_KEY[key]);
      continue;
    }
    // tags that were only added are not the program's to remove later
    const stays = isEqual && !isMeasuredValue(record, key);
    const isTheirs = key !== 'mytags' || isDeepStrictEqual(value, values.mytags);
    if (isTheirs) wrote[key] = markOf(program, stays ? record[key] : value);
    else delete wrote.mytags;
    if (stays) continue;
    Object.assign(set, { [key]: value });
    changed.add(FIELD_OF_KEY[key]);
  }
  const patch = patchOf(record, set);
  if (!isDeepStrictEqual(wrote, record.import_wrote ?? {})) patch.import_wrote = wrote;
  return { patch, set, changed: [...changed], kept: [...kept] };
}

/** Returns the patch for values to set, as if a person had set them. */
function patchOf(record: TrackRecord, set: ImportedValues): TrackPatch {
  const { bpm, key, cues, tempos, rating, comments, mytags, ...others } = set;
  const edit = { bpm, key, cues, tempos, rating, comments, mytags };
  const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
  const patch: TrackPatch = Object.keys(given).length > 0 ? editPatch(record, given) : {};
  if (isDeepStrictEqual(patch.analysis_wrote, record.analysis_wrote)) delete patch.analysis_wrote;
  // the grid of another program is finer than an edited one
  return { ...patch, ...(tempos && { tempos }), ...others };
}

/** Returns true if an import of this program wrote the record's value, and nothing changed it since. */
function isFrom(program: string, record: TrackRecord, key: ImportKey): boolean {
  return record[key] !== undefined && importedFrom(record, key) === program;
}

/** Orders cues, whose order says nothing and differs between programs. */
function ordered(key: ImportKey, value: unknown): unknown {
  if (key !== 'cues' || !Array.isArray(value)) return value;
  return value.map((cue) => JSON.stringify(cue)).sort();
}

/** Returns true if an import of any program wrote the record's value, and nothing changed it since. */
function isImported(record: TrackRecord, key: ImportKey): boolean {
  return record.import_wrote?.[key]?.endsWith(`:${valueDigest(record[key])}`) ?? false;
}

function markOf(program: string, value: unknown): string {
  return `${program}:${valueDigest(value)}`;
}

function isMeasuredValue(record: TrackRecord, key: ImportKey): boolean {
  return isEditable(key) && mayReplace(record, key);
}

function isReplaceable(record: TrackRecord, key: ImportKey, value: unknown): boolean {
  const stored = record[key];
  if (key === 'mytags') return true;
  if (key === 'added') return typeof stored !== 'string' || String(value) < stored.slice(0, String(value).length);
  if (isEditable(key) && mayReplace(record, key)) return true;
  if (key === 'bpm') return Number.isInteger(stored) && Math.abs(Number(stored) - Number(value)) <= ROUNDED_BPM;
  if (key === 'comments') return isEmptyValue(stored) || sameText(String(stored), String(value));
  return !isEditable(key) && isEmptyValue(stored);
}

/** Returns true for comments that differ only in their block of My Tags. */
function sameText(a: string, b: string): boolean {
  const [one, other] = [a, b].map((comment) => (readTagBlock(comment)?.text ?? comment).trim());
  return one === other;
}

function tagsToSet(record: TrackRecord, { mytags = [] }: ImportedValues, isReplaced: boolean): string[] {
  const own = readTags(record.mytags);
  if (isReplaced || own.length === 0) return [...mytags];
  const known = new Set(own.map(tagKey));
  const added = mytags.filter((tag) => !known.has(tagKey(tag)));
  return added.length === 0 ? own : [...own, ...added];
}

function isEditable(key: ImportKey): key is ImportKey & EditableField {
  return (EDITABLE_FIELDS as readonly string[]).includes(key);
}
