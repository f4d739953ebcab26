import { ONSET_BANDS } from '../features/frame-features.ts';
import type { FollowedPulse } from './follow-pulse.ts';
import { type MetricalGrid, SUBDIVISIONS } from './metrical-grid.ts';

/** Way to tap along: the places of a metrical grid that are beats. */
export interface TempoHypothesis {
  /** Places from one beat to the next. */
  stride: number;
  /** First place that is a beat, below `stride`. */
  phase: number;
  bpm: number;
  /** Input of the network, named by {@link HYPOTHESIS_FEATURES}. */
  features: Float64Array;
}

const MIN_BPM = 39;
const MAX_BPM = 250;
/** Multiples of the followed pulse's tempo: 4, 3, 2, 3/2, 4/3, 1, 3/4, 2/3, 1/2, 1/3 and 1/4. */
const STRIDES = [3, 4, 6, 8, 9, 12, 16, 18, 24, 36, 48];
const PHASES_PER_STRIDE = 4;
const MIN_BEATS = 6;

/** A local maximum above this strength, relative to the mean, is an onset. */
const ONSET_ABOVE_MEAN = 1.5;
/** Added to the density, to keep the logarithm finite without onsets. */
const MIN_ONSETS = 0.02;

const BAND_NAMES = ['low', 'body', 'snare', 'hat', 'all', 'attack'] as const;
const LOW = 0;
const SNARE = 2;
const ALL = ONSET_BANDS;
const POSITIONS = ['on', 'half', 'quarter', 'third'] as const;
const LAGS = [1, 2, 3, 4, 6, 8, 1 / 2, 1 / 3, 1 / 4] as const;
/** Harmony rarely changes faster than once per beat. */
const HARMONY_LAGS = [1, 2, 3, 4, 8] as const;
/**
 * Lags at which music repeats if the beat is really 2/3, 3/4, 4/3 or 3/2 of this one: a bar or half a bar of four of
 * those beats, in beats of this tempo.
 */
const RIVAL_LAGS = [4 / 3, 3 / 2, 8 / 3, 16 / 3] as const;
const TEMPO_BUMPS_BPM = [50, 62, 76, 92, 110, 130, 150, 175, 205];
const BUMP_OCTAVES = 0.27;

export const HYPOTHESIS_FEATURES: readonly string[] = [
  ...BAND_NAMES.flatMap((band) => POSITIONS.map((position) => `${position} ${band}`)),
  'alternation low',
  'backbeat snare',
  ...LAGS.map((lag) => `repeats ${lag.toFixed(2)} all`),
  ...LAGS.map((lag) => `repeats ${lag.toFixed(2)} low`),
  ...HARMONY_LAGS.map((lag) => `repeats ${lag.toFixed(2)} harmony`),
  ...RIVAL_LAGS.map((lag) => `repeats ${lag.toFixed(2)} all`),
  ...RIVAL_LAGS.map((lag) => `repeats ${lag.toFixed(2)} low`),
  ...RIVAL_LAGS.map((lag) => `repeats ${lag.toFixed(2)} harmony`),
  ...[12, 16].map((lag) => `repeats ${lag.toFixed(2)} all`),
  ...[6, 12, 16].map((lag) => `repeats ${lag.toFixed(2)} harmony`),
  ...TEMPO_BUMPS_BPM.map((bpm) => `near ${bpm} bpm`),
  'salience',
  'relative salience',
  ...BAND_NAMES.map((band) => `onsets per beat ${band}`),
];

/** Lists the plausible ways to tap along with a pulse. `best` is the salience of the track's strongest one. */
export function tempoHypotheses({ grid, periodS, salience }: FollowedPulse, best: number): TempoHypothesis[] {
  const placeS = periodS / SUBDIVISIONS;
  const places = grid.timesS.length;
  const correlations = [grid.bands[ALL], grid.bands[LOW]].map((band) => correlator(band));
  const harmony = correlator(grid.harmony);
  const densities = grid.bands.map(onsetDensity);
  const hypotheses: TempoHypothesis[] = [];
  for (const stride of STRIDES) {
    const bpm = 60 / (stride * placeS);
    if (bpm < MIN_BPM || bpm > MAX_BPM || places < MIN_BEATS * stride) continue;
    const repeats = correlations.map((correlation) => LAGS.map((lag) => correlation(Math.round(lag * stride))));
    const harmonyRepeats = HARMONY_LAGS.map((lag) => harmony(lag * stride));
    for (const phase of bestPhases(grid, stride)) {
      const features = [
        ...grid.bands.flatMap((band) => onsetProfile(band, stride, phase)),
        ...alternation(grid, stride, phase),
        ...repeats.flat(),
        ...harmonyRepeats,
        ...[...correlations, harmony].flatMap((c) => RIVAL_LAGS.map((lag) => c(Math.round(lag * stride)))),
        ...[12, 16].map((lag) => correlations[0](lag * stride)),
        ...[6, 12, 16].map((lag) => harmony(lag * stride)),
        ...TEMPO_BUMPS_BPM.map((centre) => Math.exp(-0.5 * (Math.log2(bpm / centre) / BUMP_OCTAVES) ** 2)),
        salience,
        salience / best,
        ...densities.map((density) => Math.log(density * stride + MIN_ONSETS)),
      ];
      hypotheses.push({ stride, phase, bpm, features: Float64Array.from(features) });
    }
  }
  return hypotheses;
}

function bestPhases(grid: MetricalGrid, stride: number): number[] {
  const sums = Float64Array.from(
    { length: stride },
    (_, phase) => meanAt(grid.bands[ALL], stride, phase) + 0.5 * meanAt(grid.bands[LOW], stride, phase),
  );
  const isPeak = (phase: number) =>
    sums[phase] >= sums[(phase + 1) % stride] && sums[phase] >= sums[(phase + stride - 1) % stride];
  return [...sums.keys()]
    .filter(isPeak)
    .sort((a, b) => sums[b] - sums[a])
    .slice(0, PHASES_PER_STRIDE);
}

/** Returns the log mean onset strength on the beats, halfway, at the quarters and at the thirds between them. */
function onsetProfile(band: Float32Array, stride: number, phase: number): number[] {
  const mean = (share: number) => meanBetween(band, stride, phase + share * stride);
  const strengths = [mean(0), mean(1 / 2), (mean(1 / 4) + mean(3 / 4)) / 2, (mean(1 / 3) + mean(2 / 3)) / 2];
  return strengths.map((strength) => Math.log(0.05 + strength));
}

function onsetDensity(band: Float32Array): number {
  let onsets = 0;
  for (let i = 1; i + 1 < band.length; i++) {
    if (band[i] > ONSET_ABOVE_MEAN && band[i] > band[i - 1] && band[i] >= band[i + 1]) onsets++;
  }
  return onsets / Math.max(1, band.length);
}

/** Returns the contrast between even and odd beats: of the bass, and of the snare on the beats with less bass. */
function alternation({ bands }: MetricalGrid, stride: number, phase: number): [number, number] {
  const contrast = (band: Float32Array) => {
    const even = meanAt(band, 2 * stride, phase);
    const odd = meanAt(band, 2 * stride, phase + stride);
    return (even - odd) / (even + odd + 0.1);
  };
  const low = contrast(bands[LOW]);
  return [Math.abs(low), -Math.sign(low) * contrast(bands[SNARE])];
}

function meanBetween(band: Float32Array, stride: number, place: number): number {
  const low = Math.floor(place);
  const share = place - low;
  const below = meanAt(band, stride, low);
  return share === 0 ? below : below + share * (meanAt(band, stride, low + 1) - below);
}

function meanAt(band: Float32Array, stride: number, first: number): number {
  let sum = 0;
  let count = 0;
  for (let i = first % stride; i < band.length; i += stride) {
    sum += band[i];
    count++;
  }
  return count > 0 ? sum / count : 0;
}

/** Returns a function that computes the autocorrelation (Pearson) of a series at a lag. */
function correlator(band: Float32Array): (lag: number) => number {
  let mean = 0;
  for (const value of band) mean += value / band.length;
  let variance = 0;
  for (const value of band) variance += (value - mean) ** 2;
  return (lag) => {
    const products = band.length - lag;
    if (products <= 0 || variance === 0) return 0;
    let sum = 0;
    for (let i = lag; i < band.length; i++) sum += (band[i] - mean) * (band[i - lag] - mean);
    return (sum * band.length) / (products * variance);
  };
}
