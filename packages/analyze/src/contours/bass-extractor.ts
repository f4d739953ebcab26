import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import type { FrameSink } from '../features/feature-pipeline.ts';
import { LONG_FRAME_SIZE } from '../features/frame-features.ts';
import { GrowingArray } from '../series/growing-array.ts';

/** Range of a bass note's strongest partial, in hertz. */
const MIN_HZ = 40;
const MAX_HZ = 200;
const HZ_PER_BIN = ANALYSIS_RATE / LONG_FRAME_SIZE;
const FIRST_BIN = Math.ceil(MIN_HZ / HZ_PER_BIN);
const LAST_BIN = Math.floor(MAX_HZ / HZ_PER_BIN);
/** Bins per group. A group is as wide as one bin of a 93 ms spectrum, which defines the reliability. */
const GROUP_BINS = 4;
const GROUPS = Math.floor((LAST_BIN - FIRST_BIN + 1) / GROUP_BINS);
/** Share of a partial's power that the Hann window of a 93 ms spectrum leaks into the next bin. */
const LEAK = 0.25;
/** Power of −80 dBFS. Weaker frames have no bass. */
const FLOOR = 1e-8;

/** The bass of a track, one value per long frame. */
export interface BassFeatures {
  /** Hertz of the strongest partial from 40 to 200 Hz. 0 without bass. */
  hz: Float32Array;
  /** Magnitude of that partial divided by the band's median, in a 93 ms spectrum. 0 without bass. */
  ratio: Float32Array;
}

export interface BassExtractor {
  onLongFrame: FrameSink;
  finish(): BassFeatures;
}

export function createBassExtractor(): BassExtractor {
  const hz = new GrowingArray();
  const ratio = new GrowingArray();
  const groups = new Float32Array(GROUPS + 2);
  const band = new Float32Array(GROUPS);
  return {
    onLongFrame(power) {
      let strongest = FIRST_BIN;
      for (let bin = FIRST_BIN + 1; bin <= LAST_BIN; bin++) if (power[bin] > power[strongest]) strongest = bin;
      const hasBass = power[strongest] > FLOOR;
      hz.values[hz.extend()] = hasBass ? peakHz(power, strongest) : 0;
      ratio.values[ratio.extend()] = hasBass ? prominence(power, groups, band) : 0;
    },
    finish: () => ({ hz: hz.take(), ratio: ratio.take() }),
  };
}

/** Returns the vertex of a parabola through the log powers; the bin itself if the peak is outside the band. */
function peakHz(power: Float32Array, bin: number): number {
  const before = Math.log(power[bin - 1] + FLOOR);
  const here = Math.log(power[bin] + FLOOR);
  const after = Math.log(power[bin + 1] + FLOOR);
  const isPeak = here >= before && here >= after && 2 * here > before + after;
  return (bin + (isPeak ? (0.5 * (before - after)) / (before - 2 * here + after) : 0)) * HZ_PER_BIN;
}

/** Returns the strongest over the median magnitude, as a 93 ms window has it. Overwrites `groups` and `band`. */
function prominence(power: Float32Array, groups: Float32Array, band: Float32Array): number {
  for (let group = 0; group < groups.length; group++) {
    const first = FIRST_BIN + (group - 1) * GROUP_BINS;
    groups[group] = 0;
    for (let bin = first; bin < first + GROUP_BINS; bin++) groups[group] += power[bin];
  }
  for (let group = 0; group < GROUPS; group++) {
    band[group] = groups[group + 1] + LEAK * (groups[group] + groups[group + 2]);
  }
  band.sort();
  return Math.sqrt(band[GROUPS - 1] / (band[GROUPS >> 1] + FLOOR));
}
