import type { TrackRecord } from './track-record.ts';

/** Digits that a value keeps on disk: a number of decimals, three significant digits, or a rule for each member. Lists round every item. */
export type Precision = number | 'significant' | { readonly [member: string]: Precision };

/** Parts of an analysis that write keys of their own. */
type AnalysisWriter = 'tempo' | 'key' | 'cues' | 'features' | 'loudness';

/** What writes a key: tags of the file, the scan, an embedder, a part of the analysis, a person, staging, merging, or the Python rbassist alone. */
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

/** Keys that a person, a tag or another program may set; the analysis replaces only values of its own. See `mayReplace`. */
export const EDITABLE_FIELDS = ['bpm', 'key', 'tempos', 'cues'] as const;

/** One of {@link EDITABLE_FIELDS}. */
export type EditableField = (typeof EDITABLE_FIELDS)[number];

/** How two records of one file agree on a key. */
type MergeRule =
  /** An edited value replaces a measured one; two edited values are a conflict. */
  | 'edited'
  /** Goes with another key, or with its whole group. */
  | 'with'
  /** Measured or read from the file: the kept record's, else the other's. */
  | 'measured'
  /** A list of words: the union. */
  | 'union'
  /** An object: the members of both, the kept record's first. */
  | 'members'
  /** The earlier time. */
  | 'earlier'
  /** A name that only came from the file's name gives way. */
  | 'name'
  /** Stays with the kept record. */
  | 'kept'
  /** Conflicts are collected from both. */
  | 'collected'
  /** Anything else: fills a gap, and a different value is a conflict. */
  | 'given';

/** One row of {@link RECORD_FIELDS}. */
export interface RecordField {
  writer: FieldWriter;
  merge: MergeRule;
  /** The key or group that this value belongs to; it comes and goes with it. */
  goesWith?: EditableField | 'embedding' | 'analysis';
  /** Work of a person that no scan brings back: always, or only if someone edited the value. */
  userWork?: 'always' | 'if-edited';
  /** The copies of a track that hand this key over to the copy that is kept: all, or only those whose sound is the same sample by sample. */
  handOver?: 'any-copy' | 'same-sound';
  /** The value is a signature of the track's file; or names the member that is one. */
  signature?: true | string;
  /** Its presence shows that the writer's part of the analysis is stored; or names the members that must be present. */
  showsPart?: true | readonly string[];
  precision?: Precision;
}

const CONFIDENCE = 3;
const SECONDS = 3;
const BPM = 2;
const DECIBELS = 2;
const CONTOUR = { contour: 'significant', reliability: CONFIDENCE } as const;

/**
 * The anatomy of a track record: one row for every key that rbassist knows. Merging, pruning, staging, clearing, rounding and following files read this table,
 * so that a new key is a new row. A key without a row is another program's: it is kept as it is.
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
  merge_conflicts: { writer: 'merge', merge: 'collected', userWork: 'always' },
  error: { writer: 'scan', merge: 'kept', signature: 'signature' },
} as const satisfies Partial<Record<keyof TrackRecord & string, RecordField>> & Record<string, RecordField>;

/** A key that {@link RECORD_FIELDS} has a row for. */
export type KnownField = keyof typeof RECORD_FIELDS;

const ROWS = Object.entries(RECORD_FIELDS) as [KnownField, RecordField][];

/** The row of a key; undefined for a key of another program. */
export function recordField(key: string): RecordField | undefined {
  return Object.hasOwn(RECORD_FIELDS, key) ? RECORD_FIELDS[key as KnownField] : undefined;
}

/** Keys whose row passes a test, in the order of the table. */
export function fieldsWhere(test: (field: RecordField, key: KnownField) => boolean): KnownField[] {
  return ROWS.filter(([key, field]) => test(field, key)).map(([key]) => key);
}

/** Keys of the vector in use. */
export const EMBEDDING_FIELDS = fieldsWhere(({ goesWith }) => goesWith === 'embedding');

/** Patch that removes the vector in use from a record. */
export const NO_EMBEDDING: Readonly<Record<string, undefined>> = Object.fromEntries(
  EMBEDDING_FIELDS.map((key) => [key, undefined]),
);

/** True for an empty value: none, an empty text, list or object, or 0, which is an unset rating. */
export function isEmptyValue(value: unknown): boolean {
  if (value == null || value === '' || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
