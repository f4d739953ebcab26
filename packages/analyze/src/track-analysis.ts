import type { CamelotKey, Cue, TempoCandidate, TempoSegment, TrackFeatures, TrackSection } from '@rbassist/core';

/** The parts of an analysis; each can be left out, and each has a version of its own. */
export const ANALYSIS_PARTS = ['tempo', 'key', 'cues', 'features', 'loudness'] as const;

/** One of {@link ANALYSIS_PARTS}. */
export type AnalysisPart = (typeof ANALYSIS_PARTS)[number];

/** Raised whenever a part's result changes; what is stored with a lower one is computed again. */
export const ANALYSIS_VERSION: Readonly<Record<AnalysisPart, number>> = {
  tempo: 1,
  key: 1,
  cues: 1,
  features: 1,
  loudness: 1,
};

/** The tempo and beat grid of a track. Keys as in the track record. */
export interface TempoAnalysis {
  /** Beats per minute to the hundredth; null where there is no beat. */
  bpm: number | null;
  /** Probability, 0..1, that `bpm` is what a listener would tap. */
  bpm_confidence: number;
  /** Other tempos it may be, best first, `bpm` itself included; confidences add up to at most 1. */
  bpm_candidates: TempoCandidate[];
  /** The grid as stretches of constant tempo, Rekordbox's sense; empty where there is no beat. */
  tempos: TempoSegment[];
  beatgrid_mode: 'fixed' | 'dynamic';
  /** How well the sound agrees with the grid, 0..1. */
  beatgrid_confidence: number;
}

/** The key of a track. Keys as in the track record. */
export interface KeyAnalysis {
  /** Null for silence, noise, or drums alone. */
  key: CamelotKey | null;
  /** E.g. "A minor". */
  key_name: string | null;
  /** Probability of `key`, 0..1. */
  key_confidence: number;
  /** Most likely keys, best first, `key` itself included. */
  key_candidates: { key: CamelotKey; confidence: number }[];
  /** Cents from A4 = 440 Hz, −50..50; null without anything tonal. */
  tuning_cents: number | null;
}

/** The loudness of a track, EBU R128. Null for silence. Keys as in the track record. */
export interface LoudnessAnalysis {
  /** Integrated loudness, LUFS. */
  loudness_lufs: number | null;
  /** Loudness range, LU. */
  loudness_range_lu: number | null;
  /** Decibels relative to full scale, oversampled. */
  true_peak_db: number | null;
}

/** Everything that was heard. A part that was not asked for is absent. */
export interface TrackAnalysis extends Partial<TempoAnalysis>, Partial<KeyAnalysis>, Partial<LoudnessAnalysis> {
  cues?: Cue[];
  sections?: TrackSection[];
  features?: Pick<TrackFeatures, 'samples' | 'bass_contour' | 'rhythm_contour'>;
}
