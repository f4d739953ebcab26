import {
  type Cue,
  checkOptions,
  EDITABLE_FIELDS,
  type EditableField,
  keyName,
  NOT_MEASURED,
  numberFrom,
  type OptionRule,
  optionRules,
  parseKey,
  requireRule,
  roundValue,
  type TempoSegment,
  type TrackRecord,
  wholeFrom,
} from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import { changeFields } from '../history/change-fields.ts';
import { EDIT } from '../history/change-history.ts';
import type { LibraryContext } from '../library-context.ts';
import { requireTrack } from '../records/require-track.ts';

/** Values that you set on a track. `null` removes a value; the next analysis then measures it again. */
export interface TrackEdit {
  /** Stars, 0 to 5. */
  rating?: number | null;
  mytags?: readonly string[] | null;
  tags?: readonly string[] | null;
  comments?: string | null;
  bpm?: number | null;
  /** Musical key in any notation that `parseKey` reads, e.g. "8A" or "A minor". */
  key?: string | null;
  cues?: readonly Cue[] | null;
  /** Beat grid: segments of constant tempo, in order of time. */
  tempos?: readonly TempoSegment[] | null;
}

const MAX_STARS = 5;

const orNull =
  (rule: OptionRule): OptionRule =>
  (value) =>
    value === null ? undefined : rule(value);
const anyText: OptionRule = (value) => (typeof value === 'string' ? undefined : 'a string');
const keyText: OptionRule = (value) =>
  typeof value === 'string' && parseKey(value) ? undefined : 'a key such as "8A" or "A minor"';
const objectList: OptionRule = (value) =>
  Array.isArray(value) && value.every((item) => optionRules.options(item) === undefined)
    ? undefined
    : 'a list of objects';

const colorText: OptionRule = (value) =>
  value === undefined || (typeof value === 'string' && /^#[\dA-F]{6}$/i.test(value))
    ? undefined
    : 'a colour such as "#FF0000"';

const RULES = {
  rating: orNull(wholeFrom(0, MAX_STARS)),
  mytags: orNull(optionRules.textList),
  tags: orNull(optionRules.textList),
  comments: orNull(anyText),
  bpm: orNull(optionRules.positiveNumber),
  key: orNull(keyText),
  cues: orNull(objectList),
  tempos: orNull(objectList),
} satisfies Record<keyof TrackEdit, OptionRule>;

const wholeNumber: OptionRule = (value) => (Number.isInteger(value) ? undefined : 'a whole number');
const CUE_RULES = {
  name: anyText,
  type: wholeNumber,
  num: wholeNumber,
  start: numberFrom(0),
  end: numberFrom(0),
  color: colorText,
} satisfies Record<keyof Cue, OptionRule>;
const TEMPO_RULES = {
  inizio_sec: optionRules.finiteNumber,
  bpm: optionRules.positiveNumber,
  metro: optionRules.text,
  battito: optionRules.positiveInteger,
} satisfies Record<keyof TempoSegment, OptionRule>;

/** See `Library.edit`. */
export async function editTrack(context: LibraryContext, path: string, values: TrackEdit): Promise<TrackRecord> {
  await editTracks(context, [path], values);
  return requireTrack(context, path).record;
}

/** See `Library.editAll`. */
export async function editTracks(
  context: LibraryContext,
  paths: readonly string[],
  values: TrackEdit,
): Promise<{ changed: number }> {
  requireRule('paths', paths, optionRules.textList);
  checkEdit(values);
  return context.records.change(async () => {
    const keys = [...new Set(paths.map((path) => requireTrack(context, path).key))];
    const patches = () => new Map(keys.map((key) => [key, personPatch(context.meta.get(key) ?? {}, values)]));
    const changed = await changeFields(context, EDIT, patches, () => context.meta.flush());
    return { changed };
  });
}

function checkEdit(values: TrackEdit): void {
  checkOptions(values, RULES);
  for (const [i, cue] of (values.cues ?? []).entries()) checkItem(`cues[${i}]`, cue, CUE_RULES, ['end', 'color']);
  for (const [i, tempo] of (values.tempos ?? []).entries()) checkItem(`tempos[${i}]`, tempo, TEMPO_RULES, []);
}

function checkItem(
  name: string,
  item: object,
  rules: Readonly<Record<string, OptionRule>>,
  optional: readonly string[],
): void {
  checkOptions(item, rules, `${name}.`);
  const members = item as Record<string, unknown>;
  for (const [member, rule] of Object.entries(rules)) {
    if (members[member] === undefined && optional.includes(member)) continue;
    requireRule(`${name}.${member}`, members[member], rule);
  }
}

/** Returns the patch that sets values, and marks them as a person's, not a file's or a program's. */
function personPatch(record: TrackRecord, values: TrackEdit): TrackPatch {
  const patch = editPatch(record, values);
  const set = EDITABLE_FIELDS.filter((field) => (values[field] ?? null) !== null);
  const marks = Object.fromEntries(set.map((field) => [field, NOT_MEASURED]));
  return set.length === 0 ? patch : { ...patch, analysis_wrote: { ...patch.analysis_wrote, ...marks } };
}

/** Returns the patch that sets values as a person's own: without confidence and digest. */
export function editPatch(record: TrackRecord, values: TrackEdit): TrackPatch {
  const wrote = { ...record.analysis_wrote };
  const patch: TrackPatch = {};
  const setOwn = (key: EditableField, value: TrackRecord[EditableField] | null) => {
    Object.assign(patch, { [key]: value === null ? undefined : roundValue(key, value) });
    // without it, the analysis would fill an emptied list again
    if (Array.isArray(value) && value.length === 0) wrote[key] = NOT_MEASURED;
    else delete wrote[key];
  };
  const { rating, mytags, tags, comments, bpm, key, cues, tempos } = values;
  for (const [name, value] of Object.entries({ rating, mytags, tags, comments }))
    if (value !== undefined) patch[name] = value ?? undefined;
  if (bpm !== undefined) {
    setOwn('bpm', bpm);
    patch.bpm_confidence = undefined;
  }
  if (key !== undefined) {
    const camelot = key === null ? undefined : parseKey(key);
    setOwn('key', camelot ?? null);
    patch.key_name = camelot && keyName(camelot);
    patch.key_confidence = undefined;
  }
  if (cues !== undefined)
    setOwn('cues', cues === null ? null : cues.map((cue) => ({ ...cue, end: cue.end ?? cue.start })));
  if (tempos !== undefined) {
    setOwn('tempos', tempos && [...tempos]);
    const mode = (tempos?.length ?? 0) > 1 ? 'dynamic' : 'fixed';
    patch.beatgrid_mode = (tempos?.length ?? 0) > 0 ? mode : undefined;
    patch.beatgrid_confidence = undefined;
  }
  patch.analysis_wrote = Object.keys(wrote).length > 0 ? wrote : undefined;
  return patch;
}
