import type { TrackErrorKind } from '../errors.ts';
import type { Remedy } from '../remedy.ts';
import type { EmbeddingSpace } from '../vectors/embedding-space.ts';

/** A point or loop in a track, as Rekordbox knows it. Seconds from the first sample. */
export interface Cue {
  name: string;
  /** 0 = hot cue, 1 = memory cue. */
  type: number;
  /** Hot-cue pad from 0, or -1 for none. */
  num: number;
  start: number;
  /** Absent for a point. */
  end?: number;
}

/** A stretch of constant tempo. Names as in Rekordbox's own XML. */
export interface TempoSegment {
  /** Where it begins, in seconds. */
  inizio_sec: number;
  bpm: number;
  /** Metre, e.g. "4/4". */
  metro: string;
  /** Which beat of the bar it begins on, from 1. */
  battito: number;
}

/** A tempo that a track may have. */
export interface TempoCandidate {
  bpm: number;
  /** Probability, 0..1. */
  confidence: number;
}

/** A part of a track between two places where the music changes. */
export interface TrackSection {
  kind: 'intro' | 'build' | 'drop' | 'breakdown' | 'outro' | 'section';
  /** Seconds. */
  start: number;
  end: number;
}

/** 256 values over a track and how far to trust them, 0..1. */
export interface Contour {
  contour: number[];
  reliability: number;
}

/** Measured traits used by the weighted ranking. */
export interface TrackFeatures {
  /** How open to samples and vocals a track is, 0..1. */
  samples?: number;
  /** Strongest bass frequency over time, in hertz. */
  bass_contour?: Contour;
  /** Onset strength over time, 0..1. */
  rhythm_contour?: Contour;
  [unknown: string]: unknown;
}

/** The last failure of a track, and of which state of the file. */
export interface StoredTrackError {
  kind: TrackErrorKind;
  message: string;
  /** Ways out; absent if there are none. */
  remedies?: readonly Remedy[];
  /** Fast signature of the file that failed; a changed file is tried again. */
  signature?: string;
}

/** A vector of another space than the library's, kept until every track has one. */
export interface NextEmbedding {
  /** As the keys of the same names with `embedding`. */
  embedding: string;
  embedding_space: EmbeddingSpace;
  embedding_signature: string;
  embedding_decoder: string;
}

/**
 * What is known about one track. Keys are spelled as in `meta.json`, which the Python rbassist shares; keys that are not
 * listed here are kept as they are.
 */
export interface TrackRecord {
  artist?: string;
  title?: string;
  album?: string;
  genre?: string;
  year?: number;
  /** Seconds. */
  duration?: number;
  /** Kilobits per second. */
  bitrate?: number;
  /** Hertz. */
  sample_rate?: number;
  /** ISO 8601 time of the first scan. */
  added?: string;
  rating?: number;
  comments?: string;
  /** Beats per minute. */
  bpm?: number | null;
  /** Camelot, e.g. "8A". */
  key?: string | null;
  /** E.g. "A minor". */
  key_name?: string | null;
  /** Signature of the file that bpm and key were measured from; the Python rbassist writes it too, as SHA-1. */
  sig_bpmkey?: string;
  /** Fast signature of the file when a `sig_bpmkey` of the other kind was last found to hold, so that it is not read through again. */
  sig_bpmkey_fast?: string;
  /** Probability that `bpm` is what a listener would tap, 0..1; absent where a person or a tag gave it. */
  bpm_confidence?: number;
  /** Tempos it may be, best first. */
  bpm_candidates?: TempoCandidate[];
  /** Probability of `key`, 0..1; absent where a person or a tag gave it. */
  key_confidence?: number;
  /** Keys it may be, best first. */
  key_candidates?: { key: string; confidence: number }[];
  /** Cents from A4 = 440 Hz. */
  tuning_cents?: number | null;
  tempos?: TempoSegment[];
  beatgrid_mode?: 'fixed' | 'dynamic';
  /** How well the sound agrees with the grid, 0..1. */
  beatgrid_confidence?: number;
  sections?: TrackSection[];
  /** Integrated loudness, LUFS. */
  loudness_lufs?: number | null;
  /** Loudness range, LU. */
  loudness_range_lu?: number | null;
  /** True peak in decibels relative to full scale. */
  true_peak_db?: number | null;
  /** By part of the analysis, the version that computed what is stored. */
  analysis_version?: Record<string, number>;
  /** Fast signature of the file that the parts in `analysis_version` belong to. */
  analysis_signature?: string;
  /**
   * By key (`bpm`, `key`, `tempos`, `cues`), a digest of the value that the analysis wrote. A value that differs from it was set by
   * someone else.
   */
  analysis_wrote?: Record<string, string>;
  cues?: Cue[];
  features?: TrackFeatures;
  /** Path of the `.npy` file with the track's vector. */
  embedding?: string;
  /** What the vector was computed from, e.g. "baseline". */
  embedding_source?: string;
  /** Which embedder's vectors this one may be compared with, e.g. "spectral-v1/96". */
  embedding_space?: EmbeddingSpace;
  /** Signature of the file that the vector belongs to. */
  embedding_signature?: string;
  /** Decoder and resampler that the vector was computed with. */
  embedding_decoder?: string;
  /** What will take the place of the vector when the library moves to another model. */
  embedding_next?: NextEmbedding;
  mytags?: string[];
  tags?: string[];
  /** Where the file was moved as a duplicate, and of which track; the record keeps what is known of it. */
  staged?: { to: string; keeper: string };
  error?: StoredTrackError | null;
  [unknown: string]: unknown;
}
