import { FRAME_RATE, type Frames, MEL_BANDS } from './frames.ts';
import type { Slot } from './slot.ts';
import { meanAndDeviation } from './statistics.ts';

const LAGS = 22;
const SHORTEST_S = 0.1;
const LONGEST_S = 2.4;
const EDGES_S = Array.from({ length: LAGS + 1 }, (_, i) => SHORTEST_S * (LONGEST_S / SHORTEST_S) ** (i / LAGS));
const PULSE_FROM_S = 0.25;
const PULSE_TO_S = 1.2;
/** Duration of an onset's rise in short frames, 46 ms. */
const RISE_FRAMES = 2;
/** Frames on either side (70 ms) within which an onset must be the highest. */
const ONSET_REACH = 3;
/** Overlap in frames (1 s) below which an autocorrelation has less weight. */
const TRUSTED_OVERLAP = Math.round(FRAME_RATE);

export const rhythmSlots: readonly Slot[] = [
  ...Array.from(
    { length: LAGS },
    (_, i): Slot => ({
      name: `repeat_${Math.round(EDGES_S[i] * 1000)}ms`,
      group: 'rhythm',
      unit: '1',
      description: `Highest autocorrelation of the onset strength at lags from ${EDGES_S[i].toFixed(2)} to ${EDGES_S[i + 1].toFixed(2)} s`,
    }),
  ),
  {
    name: 'pulse',
    group: 'rhythm',
    unit: '1',
    description: 'Highest autocorrelation of the onset strength from 0.25 to 1.2 s',
  },
  { name: 'onset_rate', group: 'rhythm', unit: 'octaves', description: 'Logarithm to base 2 of the onsets per second' },
  { name: 'flux', group: 'rhythm', unit: 'dB', description: 'Mean rise of the mel bands in 46 ms' },
];

export function describeRhythm({ mel }: Frames): number[] {
  const onsets = onsetStrength(mel);
  const { mean, deviation } = meanAndDeviation(onsets);
  const correlation = autocorrelation(onsets, mean, Math.ceil(LONGEST_S * FRAME_RATE) + 1);
  const seconds = onsets.length / FRAME_RATE;
  return [
    ...Array.from({ length: LAGS }, (_, i) =>
      highest(correlation, EDGES_S[i] * FRAME_RATE, EDGES_S[i + 1] * FRAME_RATE),
    ),
    Math.max(0, highest(correlation, PULSE_FROM_S * FRAME_RATE, PULSE_TO_S * FRAME_RATE)),
    Math.log2(0.25 + countPeaks(onsets, mean + deviation / 2) / seconds),
    mean,
  ];
}

/** Returns the mean rise over the mel bands for each frame, in decibels. */
function onsetStrength(mel: Float32Array): Float32Array {
  const distance = RISE_FRAMES * MEL_BANDS;
  const onsets = new Float32Array(mel.length / MEL_BANDS);
  for (let i = distance; i < mel.length; i++) {
    const rise = mel[i] - mel[i - distance];
    if (rise > 0) onsets[Math.floor(i / MEL_BANDS)] += rise / MEL_BANDS;
  }
  return onsets;
}

/** Returns the unbiased autocorrelation relative to lag 0, all 0 for a constant series. */
function autocorrelation(series: Float32Array, mean: number, lags: number): Float64Array {
  const result = new Float64Array(lags + 1);
  let power = 0;
  for (let i = 0; i < series.length; i++) power += (series[i] - mean) ** 2;
  if (power < 1e-6) return result;
  for (let lag = 1; lag <= Math.min(lags, series.length - 1); lag++) {
    let sum = 0;
    for (let i = lag; i < series.length; i++) sum += (series[i] - mean) * (series[i - lag] - mean);
    const overlap = series.length - lag;
    result[lag] = (sum / power) * (series.length / overlap) * Math.min(1, overlap / TRUSTED_OVERLAP);
  }
  return result;
}

function highest(values: Float64Array, from: number, to: number): number {
  const at = (position: number) => {
    const below = Math.floor(position);
    return values[below] + (position - below) * (values[below + 1] - values[below]);
  };
  let best = Math.max(at(from), at(to));
  for (let i = Math.ceil(from); i <= to; i++) if (values[i] > best) best = values[i];
  return best;
}

function countPeaks(series: Float32Array, threshold: number): number {
  let count = 0;
  for (let i = ONSET_REACH; i < series.length - ONSET_REACH; i++) {
    if (series[i] <= threshold) continue;
    let isPeak = true;
    for (let reach = 1; reach <= ONSET_REACH && isPeak; reach++) {
      isPeak = series[i] >= series[i - reach] && series[i] > series[i + reach];
    }
    if (isPeak) count++;
  }
  return count;
}
