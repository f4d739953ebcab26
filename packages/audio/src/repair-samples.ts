/** No sound is this loud; samples of floating-point files that claim more are damage, as NaN and infinity are. */
const LIMIT = 2 ** 16;

/** Replaces what is no sample (NaN, infinite, beyond ±65536) by silence, in place. Returns how many there were. */
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
