/** Larger samples count as damage, like NaN and infinity. */
const LIMIT = 2 ** 16;

/** Replaces NaN, infinity and values beyond ±65536 with silence, in place. Returns their number. */
export function repairSamples(samples: Float32Array): number {
  let repaired = 0;
  for (let i = 0; i < samples.length; i++) {
    // NaN fails every comparison
    if (!(Math.abs(samples[i]) <= LIMIT)) {
      samples[i] = 0;
      repaired++;
    }
  }
  return repaired;
}
