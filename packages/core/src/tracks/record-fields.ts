import { FASTEST_BPM, SLOWEST_BPM } from '../tempos/parse-tempo.ts';
import type { TrackRecord } from './track-record.ts';
import type { ValueLimits } from './value-limits.ts';
import type { ValueShape } from './value-shape.ts';

/** Precision of a value or list items on disk: decimals, three significant digits, or a precision per member. */
export type Precision = number | 'significant' | { readonly [member: string]: Precision };

type AnalysisWriter = 'tempo' | 'key' | 'cues' | 'features' | 'loudness';

/** Writer of a key; `tags` are the file's tags, `tagging` suggests tags. */
type FieldWriter =
  | AnalysisWriter
  | 'tags'
  | 'scan'
  | 'embedding'
  | 'analysis'
  | 'person'
  | 'staging'
  | 'merge'
  | 'tagging';

/** Keys that the analysis, a person or another program may set. The analysis replaces only its own values. */
export const EDITABLE_FIELDS = ['bpm', 'key', 'tempos', 'cues'] as const;

/** One of {@link EDITABLE_FIELDS}. */
export type EditableField = (typeof EDITABLE_FIELDS)[number];

/** Rule for merging a key of two records for one file. */
type MergeRule =
  /** An edited value replaces a measured one; two edited values are a conflict. */
  | 'edited'
  /** Comes from the same record as another key or the whole group. */
  | 'with'
  /** Takes the kept record's value, or the other's if it is missing. rbassist can measure or read it again. */
  | 'measured'
  /** Joins both lists without repeats. */
  | 'union'
  /** Joins both objects; the kept record wins. */
  | 'members'
  /** Takes the earlier time. */
  | 'earlier'
  /** Replaces a name that came from the file's name. */
  | 'name'
  | 'kept'
  /** Collects the conflicts of both. */
  | 'collected'
  /** Fills a gap; a different value is a conflict. */
  | 'given';

/** Row of {@link RECORD_FIELDS}. */
export interface RecordField {
  /** Shape of the value. Readers skip a value of another shape, but it stays in the file. */
  shape: ValueShape;
  limits?: ValueLimits;
  /** True if null has a meaning: rbassist measured the track or read its tags and found no value. */
  nullable?: boolean;
  writer: FieldWriter;
  merge: MergeRule;
  /** Key or group that this key is set and removed with. */
  goesWith?: EditableField | 'embedding' | 'analysis';
  /** Marks a person's work, which no scan can restore: always, or only if the value was edited. */
  userWork?: 'always' | 'if-edited';
  /** Duplicates that pass this key to the kept copy: all, or only those with sample-identical sound. */
  handOver?: 'any-copy' | 'same-sound';
  /** True if the value is a file signature; or the name of the member that is one. */
  signature?: true | string;
  /** True if this key shows that the writer's part of the analysis is stored; or the members that must exist. */
  showsPart?: true | readonly string[];
  precision?: Precision;
}

const CONFIDENCE = 3;
const SECONDS = 3;
const BPM = 2;
/** Tempo of a grid: 0.005 BPM would be 10 ms after five minutes. */
const GRID_BPM = 4;
const DECIBELS = 2;
const CONTOUR = { contour: 'significant', reliability: CONFIDENCE } as const;

const POSSIBLE_BPM = { from: SLOWEST_BPM, to: FASTEST_BPM } as const;
const POSSIBLE_YEAR = { from: 1000, to: 2999 } as const;
const POSITIVE = { above: 0 } as const;

const TEXTS = { list: 'text' } as const;
const TEMPO_CANDIDATES = {
  list: { members: { bpm: 'number', confidence: 'number' }, required: ['bpm', 'confidence'] },
} as const;
const KEY_CANDIDATES = {
  list: { members: { key: 'text', confidence: 'number' }, required: ['key', 'confidence'] },
} as const;
const CUES = {
  list: {
    members: { name: 'text', type: 'number', num: 'number', start: 'number', end: 'number', color: 'text' },
    required: ['start'],
  },
} as const;
const SECTIONS = {
  list: { members: { kind: 'text', start: 'number', end: 'number' }, required: ['kind', 'start', 'end'] },
} as const;
const PLACES = { members: { start: 'place', end: 'place' } } as const;
const TEMPOS = {
  list: {
    members: { inizio_sec: 'number', bpm: 'number', metro: 'text', battito: 'number' },
    required: ['inizio_sec', 'bpm'],
  },
} as const;
const TEMPO_LIMITS = { members: { inizio_sec: 'place', bpm: POSSIBLE_BPM } } as const;
const CONTOUR_SHAPE = { members: { contour: 'numbers', reliability: 'number' }, required: ['contour'] } as const;
const FEATURES = {
  members: { samples: 'number', onset_rate: 'number', bass_contour: CONTOUR_SHAPE, rhythm_contour: CONTOUR_SHAPE },
} as const;
const NEXT_EMBEDDING = {
  members: { embedding: 'path', embedding_space: 'space', embedding_signature: 'text', embedding_decoder: 'text' },
  required: ['embedding', 'embedding_space', 'embedding_signature'],
} as const;
const ENCODER_DELAY = {
  members: { header: 'text', cut_samples: 'number', frame_samples: 'number', sample_rate: 'number' },
  required: ['header', 'cut_samples', 'frame_samples', 'sample_rate'],
} as const;
const REKORDBOX = { members: { track_id: 'text', location: 'text', key: 'text' } } as const;
const STAGED = { members: { to: 'path', keeper: 'path' }, required: ['to', 'keeper'] } as const;
const MISSING = { members: { since: 'text' }, required: ['since'] } as const;
const MERGE_CONFLICTS = {
  each: { list: { members: { from: 'text' }, required: ['value', 'from'] } },
} as const;
const STORED_REMEDY = { members: { action: 'text', paths: TEXTS, path: 'path' }, required: ['action'] } as const;
const ERROR = {
  members: { kind: 'text', message: 'text', remedies: { list: STORED_REMEDY }, signature: 'text' },
  required: ['kind', 'message'],
} as const;

/**
 * Table of the keys in a track record. Merging, pruning, staging, clearing, rounding and following moved files all read
 * it, so a new key needs only a new row. Keys without a row come from other programs and stay unchanged.
 */
export const RECORD_FIELDS = {
  artist: { shape: 'text', nullable: true, writer: 'tags', merge: 'name' },
  title: { shape: 'text', nullable: true, writer: 'tags', merge: 'name' },
  album: { shape: 'text', nullable: true, writer: 'tags', merge: 'given' },
  genre: { shape: 'text', nullable: true, writer: 'tags', merge: 'given' },
  subgenre: { shape: 'text', nullable: true, writer: 'person', merge: 'given' },
  year: { shape: 'number', limits: POSSIBLE_YEAR, nullable: true, writer: 'tags', merge: 'given' },

  embedding: { shape: 'path', writer: 'embedding', merge: 'with', goesWith: 'embedding' },
  embedding_source: { shape: 'text', writer: 'embedding', merge: 'with', goesWith: 'embedding' },
  embedding_space: { shape: 'space', writer: 'embedding', merge: 'with', goesWith: 'embedding' },
  embedding_signature: { shape: 'text', writer: 'embedding', merge: 'with', goesWith: 'embedding', signature: true },
  embedding_decoder: { shape: 'text', writer: 'embedding', merge: 'with', goesWith: 'embedding' },
  embedding_next: { shape: NEXT_EMBEDDING, writer: 'embedding', merge: 'measured', signature: 'embedding_signature' },

  duration: { shape: 'number', limits: POSITIVE, writer: 'scan', merge: 'measured', precision: SECONDS },
  bitrate: { shape: 'number', limits: POSITIVE, writer: 'tags', merge: 'measured', precision: 0 },
  sample_rate: { shape: 'number', limits: POSITIVE, writer: 'tags', merge: 'measured' },
  encoder_delay: { shape: ENCODER_DELAY, writer: 'scan', merge: 'measured' },
  added: { shape: 'text', writer: 'scan', merge: 'earlier' },

  bpm: {
    shape: 'number',
    limits: POSSIBLE_BPM,
    nullable: true,
    writer: 'tempo',
    merge: 'edited',
    precision: BPM,
  },
  bpm_confidence: { shape: 'number', writer: 'tempo', merge: 'with', goesWith: 'bpm', precision: CONFIDENCE },
  bpm_candidates: {
    shape: TEMPO_CANDIDATES,
    writer: 'tempo',
    merge: 'measured',
    precision: { bpm: BPM, confidence: CONFIDENCE },
  },

  key: { shape: 'text', limits: 'key', nullable: true, writer: 'key', merge: 'edited', showsPart: true },
  key_name: { shape: 'text', nullable: true, writer: 'key', merge: 'with', goesWith: 'key' },
  key_confidence: { shape: 'number', writer: 'key', merge: 'with', goesWith: 'key', precision: CONFIDENCE },
  key_candidates: { shape: KEY_CANDIDATES, writer: 'key', merge: 'measured', precision: { confidence: CONFIDENCE } },
  tuning_cents: { shape: 'number', nullable: true, writer: 'key', merge: 'measured', precision: 1 },

  cues: {
    shape: CUES,
    limits: PLACES,
    writer: 'cues',
    merge: 'edited',
    userWork: 'if-edited',
    handOver: 'same-sound',
    showsPart: true,
    precision: { start: SECONDS, end: SECONDS },
  },
  sections: {
    shape: SECTIONS,
    limits: PLACES,
    writer: 'cues',
    merge: 'measured',
    precision: { start: SECONDS, end: SECONDS },
  },

  tempos: {
    shape: TEMPOS,
    limits: TEMPO_LIMITS,
    writer: 'tempo',
    merge: 'edited',
    userWork: 'if-edited',
    handOver: 'same-sound',
    showsPart: true,
    precision: { inizio_sec: SECONDS, bpm: GRID_BPM },
  },
  beatgrid_mode: { shape: 'text', writer: 'tempo', merge: 'with', goesWith: 'tempos' },
  beatgrid_confidence: { shape: 'number', writer: 'tempo', merge: 'with', goesWith: 'tempos', precision: CONFIDENCE },

  features: {
    shape: FEATURES,
    writer: 'features',
    merge: 'members',
    showsPart: ['bass_contour', 'rhythm_contour'],
    precision: { samples: 'significant', onset_rate: 'significant', bass_contour: CONTOUR, rhythm_contour: CONTOUR },
  },

  loudness_lufs: {
    shape: 'number',
    nullable: true,
    writer: 'loudness',
    merge: 'measured',
    showsPart: true,
    precision: DECIBELS,
  },
  loudness_range_lu: { shape: 'number', nullable: true, writer: 'loudness', merge: 'measured', precision: DECIBELS },
  true_peak_db: { shape: 'number', nullable: true, writer: 'loudness', merge: 'measured', precision: DECIBELS },

  energy: { shape: 'number', nullable: true, writer: 'features', merge: 'measured', precision: CONFIDENCE },

  analysis_version: { shape: { each: 'number' }, writer: 'analysis', merge: 'with', goesWith: 'analysis' },
  analysis_signature: { shape: 'text', writer: 'analysis', merge: 'with', goesWith: 'analysis', signature: true },
  sig_bpmkey: { shape: 'text', writer: 'analysis', merge: 'with', goesWith: 'analysis', signature: true },
  sig_bpmkey_fast: { shape: 'text', writer: 'analysis', merge: 'with', goesWith: 'analysis', signature: true },
  analysis_wrote: { shape: { each: 'text' }, writer: 'analysis', merge: 'kept' },

  mytags: { shape: TEXTS, writer: 'person', merge: 'union', userWork: 'always', handOver: 'any-copy' },
  tags: { shape: TEXTS, writer: 'person', merge: 'union', userWork: 'always', handOver: 'any-copy' },
  rating: { shape: 'number', writer: 'person', merge: 'given', userWork: 'always', handOver: 'any-copy' },
  color: { shape: 'text', writer: 'person', merge: 'given', userWork: 'always', handOver: 'any-copy' },
  play_count: { shape: 'number', writer: 'person', merge: 'given' },
  last_played: { shape: 'text', writer: 'person', merge: 'given' },
  rekordbox: { shape: REKORDBOX, writer: 'person', merge: 'kept' },
  import_wrote: { shape: { each: 'text' }, writer: 'person', merge: 'kept' },
  comments: { shape: 'text', nullable: true, writer: 'tags', merge: 'given', handOver: 'any-copy' },
  tag_rejections: { shape: TEXTS, writer: 'person', merge: 'union', userWork: 'always', handOver: 'any-copy' },
  tag_suggestions: { shape: 'anything', writer: 'tagging', merge: 'measured' },

  staged: { shape: STAGED, writer: 'staging', merge: 'given' },
  missing: { shape: MISSING, writer: 'scan', merge: 'kept' },
  merge_conflicts: { shape: MERGE_CONFLICTS, writer: 'merge', merge: 'collected', userWork: 'always' },
  error: { shape: ERROR, nullable: true, writer: 'scan', merge: 'kept', signature: 'signature' },
} as const satisfies Partial<Record<keyof TrackRecord & string, RecordField>> & Record<string, RecordField>;

/** Key with a row in {@link RECORD_FIELDS}. */
export type KnownField = keyof typeof RECORD_FIELDS;

const ROWS = Object.entries(RECORD_FIELDS) as [KnownField, RecordField][];

/** Returns the row of a key; undefined for another program's key. */
export function recordField(key: string): RecordField | undefined {
  return Object.hasOwn(RECORD_FIELDS, key) ? RECORD_FIELDS[key as KnownField] : undefined;
}

/** Returns the keys whose rows pass a test, in the order of the table. */
export function fieldsWhere(test: (field: RecordField, key: KnownField) => boolean): KnownField[] {
  return ROWS.filter(([key, field]) => test(field, key)).map(([key]) => key);
}

/** Keys of the current vector. */
export const EMBEDDING_FIELDS = fieldsWhere(({ goesWith }) => goesWith === 'embedding');

/** Patch that removes the current vector from a record. */
export const NO_EMBEDDING: Readonly<Record<string, undefined>> = Object.fromEntries(
  EMBEDDING_FIELDS.map((key) => [key, undefined]),
);

/** Returns true for null, undefined, empty text, an empty list or object, and 0, which is an unset rating. */
export function isEmptyValue(value: unknown): boolean {
  if (value == null || value === '' || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
