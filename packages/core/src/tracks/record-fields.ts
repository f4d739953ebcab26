import type { TrackRecord } from './track-record.ts';

/**
 * Precision of a value on disk: decimals, three significant digits, or a precision for each member. Also of list items.
 */
export type Precision = number | 'significant' | { readonly [member: string]: Precision };

/** Part of an analysis that writes keys of its own. */
type AnalysisWriter = 'tempo' | 'key' | 'cues' | 'features' | 'loudness';

/** Writer of a key; `tags` are those of the file, and `python` is the Python rbassist alone. */
type FieldWriter =
  | AnalysisWriter
  | 'tags'
  | 'scan'
  | 'embedding'
  | 'analysis'
  | 'person'
  | 'staging'
  | 'merge'
  | 'python';

/**
 * Keys that the analysis measures and a person, a tag or another program may set. The analysis replaces its own values
 * only.
 */
export const EDITABLE_FIELDS = ['bpm', 'key', 'tempos', 'cues'] as const;

/** One of {@link EDITABLE_FIELDS}. */
export type EditableField = (typeof EDITABLE_FIELDS)[number];

/** Rule for merging a key of two records of one file. */
type MergeRule =
  /** An edited value replaces a measured one; two edited values are a conflict. */
  | 'edited'
  /** Follows another key, or its whole group. */
  | 'with'
  /** Takes the kept record's value, else the other's; rbassist measured it or read it from the file. */
  | 'measured'
  /** Takes the words of both lists. */
  | 'union'
  /** Takes the members of both objects; the kept record's win. */
  | 'members'
  /** Takes the earlier time. */
  | 'earlier'
  /** Replaces a name that came from the file's name. */
  | 'name'
  /** Stays with the kept record. */
  | 'kept'
  /** Collects the conflicts of both. */
  | 'collected'
  /** Fills a gap; a different value is a conflict. */
  | 'given';

/** Row of {@link RECORD_FIELDS}. */
export interface RecordField {
  writer: FieldWriter;
  merge: MergeRule;
  /** Key or group with which this key is set and removed. */
  goesWith?: EditableField | 'embedding' | 'analysis';
  /** Marks a person's work, which no scan brings back: always, or only if someone edited the value. */
  userWork?: 'always' | 'if-edited';
  /** Duplicates that hand this key to the kept copy: all, or only those whose sound is the same sample by sample. */
  handOver?: 'any-copy' | 'same-sound';
  /** True if the value is a signature of the track's file; or the member that is one. */
  signature?: true | string;
  /**
   * True if its presence shows that the writer's part of the analysis is stored; or the members that must be present.
   */
  showsPart?: true | readonly string[];
  precision?: Precision;
}

const CONFIDENCE = 3;
const SECONDS = 3;
const BPM = 2;
const DECIBELS = 2;
const CONTOUR = { contour: 'significant', reliability: CONFIDENCE } as const;

/**
 * Table of the keys in a track record, one row each. Merging, pruning, staging, clearing, rounding and following moved
 * files read this table, so that a new key is a new row. rbassist keeps a key without a row as it is: another program
 * wrote it.
 */
export const RECORD_FIELDS = {
  artist: { writer: 'tags', merge: 'name' },
  title: { writer: 'tags', merge: 'name' },
  album: { writer: 'tags', merge: 'given' },
  genre: { writer: 'tags', merge: 'given' },
  year: { writer: 'tags', merge: 'given' },

  embedding: { writer: 'embedding', merge: 'with', goesWith: 'embedding' },
  embedding_source: { writer: 'embedding', merge: 'with', goesWith: 'embedding' },
  embedding_space: { writer: 'embedding', merge: 'with', goesWith: 'embedding' },
  embedding_signature: { writer: 'embedding', merge: 'with', goesWith: 'embedding', signature: true },
  embedding_decoder: { writer: 'embedding', merge: 'with', goesWith: 'embedding' },
  embedding_next: { writer: 'embedding', merge: 'measured', signature: 'embedding_signature' },

  duration: { writer: 'scan', merge: 'measured', precision: SECONDS },
  bitrate: { writer: 'tags', merge: 'measured', precision: 0 },
  sample_rate: { writer: 'tags', merge: 'measured' },
  added: { writer: 'scan', merge: 'earlier' },

  bpm: { writer: 'tempo', merge: 'edited', precision: BPM },
  bpm_confidence: { writer: 'tempo', merge: 'with', goesWith: 'bpm', precision: CONFIDENCE },
  bpm_candidates: { writer: 'tempo', merge: 'measured', precision: { bpm: BPM, confidence: CONFIDENCE } },

  key: { writer: 'key', merge: 'edited', showsPart: true },
  key_name: { writer: 'key', merge: 'with', goesWith: 'key' },
  key_confidence: { writer: 'key', merge: 'with', goesWith: 'key', precision: CONFIDENCE },
  key_candidates: { writer: 'key', merge: 'measured', precision: { confidence: CONFIDENCE } },
  tuning_cents: { writer: 'key', merge: 'measured', precision: 1 },

  cues: {
    writer: 'cues',
    merge: 'edited',
    userWork: 'if-edited',
    handOver: 'same-sound',
    showsPart: true,
    precision: { start: SECONDS, end: SECONDS },
  },
  sections: { writer: 'cues', merge: 'measured', precision: { start: SECONDS, end: SECONDS } },

  tempos: {
    writer: 'tempo',
    merge: 'edited',
    userWork: 'if-edited',
    handOver: 'same-sound',
    showsPart: true,
    precision: { inizio_sec: SECONDS, bpm: BPM },
  },
  beatgrid_mode: { writer: 'tempo', merge: 'with', goesWith: 'tempos' },
  beatgrid_confidence: { writer: 'tempo', merge: 'with', goesWith: 'tempos', precision: CONFIDENCE },

  features: {
    writer: 'features',
    merge: 'members',
    showsPart: ['bass_contour', 'rhythm_contour'],
    precision: { samples: 'significant', bass_contour: CONTOUR, rhythm_contour: CONTOUR },
  },

  loudness_lufs: { writer: 'loudness', merge: 'measured', showsPart: true, precision: DECIBELS },
  loudness_range_lu: { writer: 'loudness', merge: 'measured', precision: DECIBELS },
  true_peak_db: { writer: 'loudness', merge: 'measured', precision: DECIBELS },

  analysis_version: { writer: 'analysis', merge: 'with', goesWith: 'analysis' },
  analysis_signature: { writer: 'analysis', merge: 'with', goesWith: 'analysis', signature: true },
  sig_bpmkey: { writer: 'analysis', merge: 'with', goesWith: 'analysis', signature: true },
  sig_bpmkey_fast: { writer: 'analysis', merge: 'with', goesWith: 'analysis', signature: true },
  analysis_wrote: { writer: 'analysis', merge: 'kept' },

  mytags: { writer: 'person', merge: 'union', userWork: 'always', handOver: 'any-copy' },
  tags: { writer: 'person', merge: 'union', userWork: 'always', handOver: 'any-copy' },
  rating: { writer: 'person', merge: 'given', userWork: 'always', handOver: 'any-copy' },
  comments: { writer: 'tags', merge: 'given', handOver: 'any-copy' },
  tag_suggestions: { writer: 'python', merge: 'measured' },

  staged: { writer: 'staging', merge: 'given' },
  missing: { writer: 'scan', merge: 'kept' },
  merge_conflicts: { writer: 'merge', merge: 'collected', userWork: 'always' },
  error: { writer: 'scan', merge: 'kept', signature: 'signature' },
} as const satisfies Partial<Record<keyof TrackRecord & string, RecordField>> & Record<string, RecordField>;

/** Key that has a row in {@link RECORD_FIELDS}. */
export type KnownField = keyof typeof RECORD_FIELDS;

const ROWS = Object.entries(RECORD_FIELDS) as [KnownField, RecordField][];

/** Returns the row of a key; undefined for a key of another program. */
export function recordField(key: string): RecordField | undefined {
  return Object.hasOwn(RECORD_FIELDS, key) ? RECORD_FIELDS[key as KnownField] : undefined;
}

/** Returns the keys whose rows pass a test, in the order of the table. */
export function fieldsWhere(test: (field: RecordField, key: KnownField) => boolean): KnownField[] {
  return ROWS.filter(([key, field]) => test(field, key)).map(([key]) => key);
}

/** Keys of the vector in use. */
export const EMBEDDING_FIELDS = fieldsWhere(({ goesWith }) => goesWith === 'embedding');

/** Patch that removes the vector in use from a record. */
export const NO_EMBEDDING: Readonly<Record<string, undefined>> = Object.fromEntries(
  EMBEDDING_FIELDS.map((key) => [key, undefined]),
);

/** Returns true for an empty value: null, undefined, empty text, list or object, or 0, which is an unset rating. */
export function isEmptyValue(value: unknown): boolean {
  if (value == null || value === '' || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
