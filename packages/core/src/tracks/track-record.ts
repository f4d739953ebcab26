import type { TrackErrorKind } from '../errors.ts';
import type { Remedy } from '../remedy.ts';
import type { EmbeddingSpace } from '../vectors/embedding-space.ts';

/** A point or loop in a track, as in Rekordbox. */
export interface Cue {
  name: string;
  /** Kind of cue; its meaning depends on the list's form, see `readCues`. */
  type: number;
  /** Hot-cue pad from 0, or -1. */
  num: number;
  /** Start, in seconds from the first sample. */
  start: number;
  /** End of a loop, in seconds; the start for a point. Points of an earlier rbassist have none. */
  end?: number;
}

/** A part of a track with a constant tempo. The names are those of Rekordbox's XML. */
export interface TempoSegment {
  /** Start, in seconds. */
  inizio_sec: number;
  /** Beats per minute. */
  bpm: number;
  /** Metre, e.g. "4/4". */
  metro: string;
  /** Beat of the bar at the start, from 1. */
  battito: number;
}

/** A tempo that a track may have. */
export interface TempoCandidate {
  /** Beats per minute. */
  bpm: number;
  /** Probability, 0..1. */
  confidence: number;
}

/** A part of a track between two places where the music changes. */
export interface TrackSection {
  kind: 'intro' | 'build' | 'drop' | 'breakdown' | 'outro' | 'section';
  /** Start, in seconds. */
  start: number;
  /** End, in seconds. */
  end: number;
}

/** Course of a trait over a track. */
export interface Contour {
  /** Values at 256 evenly spaced places. */
  contour: number[];
  /** Reliability of the values, 0..1. */
  reliability: number;
}

/** Measured traits used by the weighted ranking. */
export interface TrackFeatures {
  /** Room for samples and vocals, 0..1. */
  samples?: number;
  /** Strongest bass frequency over time, in hertz. */
  bass_contour?: Contour;
  /** Onset strength over time, 0..1. */
  rhythm_contour?: Contour;
  [unknown: string]: unknown;
}

/** The last failure of a track. */
export interface StoredTrackError {
  kind: TrackErrorKind;
  message: string;
  /** Remedies; absent if there are none. */
  remedies?: readonly Remedy[];
  /** Fast signature of the file that failed. rbassist tries a changed file again. */
  signature?: string;
}

/** A vector of a new model, kept until every track has one. Its keys mean the same as in {@link TrackRecord}. */
export interface NextEmbedding {
  embedding: string;
  embedding_space: EmbeddingSpace;
  embedding_signature: string;
  embedding_decoder: string;
}

/**
 * Record of one track. The keys are those of `meta.json`, which the Python rbassist shares. rbassist keeps keys that
 * are not listed here as they are.
 */
export interface TrackRecord {
  artist?: string;
  title?: string;
  album?: string;
  genre?: string;
  year?: number;
  /** Length, in seconds. */
  duration?: number;
  /** Kilobits per second. */
  bitrate?: number;
  /** Hertz. */
  sample_rate?: number;
  /** Time of the first scan, ISO 8601. */
  added?: string;
  rating?: number;
  comments?: string;
  /** Beats per minute. */
  bpm?: number | null;
  /** Camelot, e.g. "8A". */
  key?: string | null;
  /** Name of the key, e.g. "A minor". */
  key_name?: string | null;
  /** Signature of the file that bpm and key were measured from; the Python rbassist writes it too, as SHA-1. */
  sig_bpmkey?: string;
  /** Fast signature of the file when its SHA-1 last matched `sig_bpmkey`, so that rbassist need not hash it again. */
  sig_bpmkey_fast?: string;
  /** Probability that a listener would tap `bpm`, 0..1; absent if a person or a tag set it. */
  bpm_confidence?: number;
  /** Tempos that the track may have, the best first. */
  bpm_candidates?: TempoCandidate[];
  /** Probability of `key`, 0..1; absent if a person or a tag set it. */
  key_confidence?: number;
  /** Keys that the track may have, the best first. */
  key_candidates?: { key: string; confidence: number }[];
  /** Tuning, in cents from A4 = 440 Hz. */
  tuning_cents?: number | null;
  tempos?: TempoSegment[];
  beatgrid_mode?: 'fixed' | 'dynamic';
  /** Agreement of the sound with the beat grid, 0..1. */
  beatgrid_confidence?: number;
  sections?: TrackSection[];
  /** Integrated loudness, in LUFS. */
  loudness_lufs?: number | null;
  /** Loudness range, in LU. */
  loudness_range_lu?: number | null;
  /** True peak, in decibels relative to full scale. */
  true_peak_db?: number | null;
  /** Version of each part of the analysis that computed the stored values. */
  analysis_version?: Record<string, number>;
  /** Fast signature of the file that the parts in `analysis_version` belong to. */
  analysis_signature?: string;
  /** Digest of the value that the analysis wrote, by key. Someone else set a value that does not match it. */
  analysis_wrote?: Record<string, string>;
  cues?: Cue[];
  features?: TrackFeatures;
  /** Path of the `.npy` file with the track's vector. */
  embedding?: string;
  /** Source of the vector, e.g. "baseline". */
  embedding_source?: string;
  /** Embedding space of the vector, e.g. "spectral-v1/160". Only vectors of one space can be compared. */
  embedding_space?: EmbeddingSpace;
  /** Signature of the file from which the vector was computed. */
  embedding_signature?: string;
  /** Decoder and resampler that read the file for the vector. */
  embedding_decoder?: string;
  /** Path of the `.npy` file with the pure vector that the Python rbassist keeps beside a mixed one. */
  embedding_mert?: string;
  /** Vector that replaces this one once the whole library has moved to another model. */
  embedding_next?: NextEmbedding;
  mytags?: string[];
  tags?: string[];
  /** New path of the file in the staging folder, and the path of the copy that is kept. */
  staged?: { to: string; keeper: string };
  /** Present while the file is gone: `since` is the time of the first scan that did not find it, ISO 8601. */
  missing?: { since: string };
  error?: StoredTrackError | null;
  [unknown: string]: unknown;
}
