import { STEPS_PER_SECOND } from './weighted-power.ts';

/** Offset that makes a 0 dBFS sine of 997 Hz in one channel −3.01 LUFS. */
const OFFSET_DB = -0.691;
/** Seconds of a gated block, and of a short-term window. */
const BLOCK_S = 0.4;
const SHORT_TERM_S = 3;
/** LUFS below which a block counts as silence. */
const ABSOLUTE_GATE = -70;
/** Relative gates in LU, from the mean of the blocks above silence. */
const LOUDNESS_GATE = -10;
const RANGE_GATE = -20;
/** Percentiles that leave out the softest and the loudest moments. */
const RANGE_LOW = 0.1;
const RANGE_HIGH = 0.95;

/**
 * Returns the integrated loudness in LUFS: the mean power of the blocks that pass both gates (ITU-R BS.1770-4, annex
 * 1); null if none passes the absolute gate. `steps` are weighted mean squares of 100 ms.
 */
export function integratedLoudness(steps: Float32Array): number | null {
  const gated = gate(windowPowers(steps, BLOCK_S), LOUDNESS_GATE);
  return gated.length > 0 ? loudnessOf(mean(gated)) : null;
}

/**
 * Returns the loudness range in LU, from the 10th to the 95th percentile of the gated short-term loudness (EBU Tech
 * 3342); null below 3 s, or if nothing passes the gates. `steps` are those of {@link integratedLoudness}.
 */
export function loudnessRange(steps: Float32Array): number | null {
  const gated = gate(windowPowers(steps, SHORT_TERM_S), RANGE_GATE).sort();
  if (gated.length === 0) return null;
  const percentile = (share: number) => loudnessOf(gated[Math.round((gated.length - 1) * share)]);
  return percentile(RANGE_HIGH) - percentile(RANGE_LOW);
}

function windowPowers(steps: Float32Array, seconds: number): Float64Array {
  const width = Math.round(seconds * STEPS_PER_SECOND);
  return Float64Array.from({ length: Math.max(0, steps.length - width + 1) }, (_, start) => {
    let sum = 0;
    for (let i = start; i < start + width; i++) sum += steps[i];
    return sum / width;
  });
}

/** Applies the absolute gate, then a gate at the mean of the rest plus `relative` decibels. */
function gate(powers: Float64Array, relative: number): Float64Array {
  const silence = 10 ** ((ABSOLUTE_GATE - OFFSET_DB) / 10);
  const sounding = powers.filter((power) => power > silence);
  const threshold = mean(sounding) * 10 ** (relative / 10);
  return sounding.filter((power) => power > threshold);
}

function mean(powers: Float64Array): number {
  let sum = 0;
  for (const power of powers) sum += power;
  return sum / powers.length;
}

function loudnessOf(power: number): number {
  return OFFSET_DB + 10 * Math.log10(power);
}
