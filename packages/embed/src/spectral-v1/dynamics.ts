import { FRAME_RATE, type Frames } from './frames.ts';
import type { Slot } from './slot.ts';
import { meanAndDeviation, percentile } from './statistics.ts';

/** Minimum level of a frame, 50 dB below the mean. */
const FRAME_FLOOR = 10 ** (-50 / 20);
const LOW_RMS = 0.7;
const QUIET_RMS = 0.1;
/** Duration of a rise or fall in short frames, 46 ms. */
const STEP_FRAMES = 2;

/** Slots for changes of the loudness. Only the first depends on the volume. */
export const dynamicsSlots: readonly Slot[] = [
  { name: 'loudness', group: 'loudness', unit: 'dBFS', description: 'Root mean square level' },
  { name: 'crest', group: 'dynamics', unit: 'dB', description: 'Highest peak above the root mean square' },
  { name: 'level_deviation', group: 'dynamics', unit: 'dB', description: 'Standard deviation of the frame level' },
  {
    name: 'level_skewness',
    group: 'dynamics',
    unit: '1',
    description: 'Cube root of the third moment of the frame level, in deviations',
  },
  {
    name: 'level_above',
    group: 'dynamics',
    unit: 'dB',
    description: '95th percentile of the frame level above its median',
  },
  {
    name: 'level_below',
    group: 'dynamics',
    unit: 'dB',
    description: 'Median of the frame level above its 5th percentile',
  },
  { name: 'low_share', group: 'dynamics', unit: '1', description: 'Share of frames below 0.7 of the mean RMS' },
  {
    name: 'quiet_share',
    group: 'dynamics',
    unit: '1',
    description: 'Square root of the share of frames 20 dB below the mean',
  },
  {
    name: 'level_drift',
    group: 'dynamics',
    unit: 'dB',
    description: 'Standard deviation of the level from second to second',
  },
  { name: 'rise', group: 'dynamics', unit: 'dB', description: 'Root mean square of rises of the level in 46 ms' },
  { name: 'fall', group: 'dynamics', unit: 'dB', description: 'Root mean square of falls of the level in 46 ms' },
];

export function describeDynamics({ rms, level }: Frames): number[] {
  const levels = rms.map((value) => 20 * Math.log10(value + FRAME_FLOOR));
  const { mean, deviation } = meanAndDeviation(levels);
  const ascending = levels.slice().sort();
  const median = percentile(ascending, 0.5);
  let cubes = 0;
  let low = 0;
  let quiet = 0;
  for (let i = 0; i < levels.length; i++) {
    cubes += (levels[i] - mean) ** 3;
    if (rms[i] < LOW_RMS) low++;
    if (rms[i] < QUIET_RMS) quiet++;
  }
  let rises = 0;
  let falls = 0;
  for (let i = STEP_FRAMES; i < levels.length; i++) {
    const step = levels[i] - levels[i - STEP_FRAMES];
    if (step > 0) rises += step * step;
    else falls += step * step;
  }
  return [
    20 * Math.log10(level.rms),
    20 * Math.log10(Math.max(level.crest, 1)),
    deviation,
    deviation > 1e-3 ? Math.cbrt(cubes / levels.length) / deviation : 0,
    percentile(ascending, 0.95) - median,
    median - percentile(ascending, 0.05),
    low / levels.length,
    Math.sqrt(quiet / levels.length),
    meanAndDeviation(secondMeans(levels)).deviation,
    Math.sqrt(rises / levels.length),
    Math.sqrt(falls / levels.length),
  ];
}

function secondMeans(levels: Float32Array): number[] {
  const width = Math.round(FRAME_RATE);
  const means: number[] = [];
  for (let start = 0; start + width <= levels.length; start += width) {
    means.push(meanAndDeviation(levels.subarray(start, start + width)).mean);
  }
  return means;
}
