import type { Cue, TrackFeatures, TrackSection } from '@rbassist/core';
import type { KeyAnalysis } from '../key/analyze-key.ts';
import type { LoudnessAnalysis } from '../loudness/loudness-meter.ts';
import type { TempoAnalysis } from '../tempo/analyze-tempo.ts';

/** Parts of an analysis. Each is optional and has its own version. */
export const ANALYSIS_PARTS = ['tempo', 'key', 'cues', 'features', 'loudness'] as const;

/** One of {@link ANALYSIS_PARTS}. */
export type AnalysisPart = (typeof ANALYSIS_PARTS)[number];

/** Version of each part. It rises when the part's result changes, so that older stored results are computed again. */
export const ANALYSIS_VERSION: Readonly<Record<AnalysisPart, number>> = {
  tempo: 2,
  key: 3,
  cues: 1,
  features: 1,
  loudness: 1,
};

/** Analysis of a track, with the properties of the track record. Parts that were not requested are absent. */
export interface TrackAnalysis extends Partial<TempoAnalysis>, Partial<KeyAnalysis>, Partial<LoudnessAnalysis> {
  cues?: Cue[];
  sections?: TrackSection[];
  features?: Pick<TrackFeatures, 'samples' | 'onset_rate' | 'bass_contour' | 'rhythm_contour'>;
}
