import type { RealFft } from '@rbassist/audio';
import type { ChromaFrames } from '../src/features/chroma-frames.ts';
import type { FrameFeatures } from '../src/features/frame-features.ts';
import { findPulses } from '../src/tempo/find-pulses.ts';
import { beatTimes, type TapHypothesis, tapHypotheses } from '../src/tempo/tap-hypotheses.ts';
import { TEMPO_ANALYSIS_DEFAULTS } from '../src/tempo/tempo-options.ts';
import { groupOf, type LabelledRow } from './labelled-tracks.ts';
import type { Example } from './train-network.ts';

/** Largest difference from the labelled tempo, as a share. */
export const NEAR = 0.04;
/**
 * Largest distance of a tap from a labelled beat, as a share of the period. At least `MOSTLY` of the taps must be as
 * near.
 */
const ON_BEAT = 0.15;
const MOSTLY = 0.6;
/** Weights of tempos that nobody stated. */
const WEIGHTS: Readonly<Record<string, number>> = { 'module-grid': 0.3, 'style-guess': 0.5 };

/** All ways to tap one track. */
export interface TempoExample extends Example {
  /** Labelled tempo, and the tempo of each reading. */
  bpm: number;
  bpms: number[];
  /** True if the label states the tempo that listeners count, not its half or double. */
  sure: boolean;
}

/** Returns every way to tap a track, as examples for the tempo network. Null without a beat. */
export function tempoExample(
  row: LabelledRow,
  features: FrameFeatures,
  chroma: ChromaFrames,
  fft: RealFft,
): TempoExample | null {
  const { bpm } = row;
  const { paths, input } = findPulses(features, chroma, fft);
  const hypotheses = tapHypotheses(paths, input, TEMPO_ANALYSIS_DEFAULTS);
  if (!bpm || hypotheses.length === 0) return null;
  const guessed = row.bpm_kind === 'module-grid';
  const near = (tempo: number) => hypotheses.map((hypothesis) => Math.abs(hypothesis.bpm / tempo - 1) < NEAR);
  let right = near(bpm);
  if (guessed) {
    const [double, half] = [near(bpm * 2), near(bpm / 2)];
    right = right.map((yes, i) => yes || double[i] || half[i]);
  } else if (row.beats) {
    const { beats } = row;
    const inPhase = right.map((yes, i) => yes && onBeats(hypotheses[i], beats));
    if (inPhase.includes(true)) right = inPhase;
  }
  return {
    group: groupOf(row),
    weight: WEIGHTS[row.bpm_kind ?? ''] ?? 1,
    readings: hypotheses.map((hypothesis) => hypothesis.features),
    right,
    bpm,
    bpms: hypotheses.map((hypothesis) => hypothesis.bpm),
    sure: row.bpm_kind === undefined || !(row.bpm_kind in WEIGHTS),
  };
}

function onBeats(hypothesis: TapHypothesis, beats: readonly number[]): boolean {
  const taps = beatTimes(hypothesis);
  const tolerance = (ON_BEAT * 60) / hypothesis.bpm;
  let hits = 0;
  let nearest = 0;
  for (const tap of taps) {
    while (nearest + 1 < beats.length && Math.abs(beats[nearest + 1] - tap) <= Math.abs(beats[nearest] - tap))
      nearest++;
    if (Math.abs(beats[nearest] - tap) < tolerance) hits++;
  }
  return hits > MOSTLY * taps.length;
}
