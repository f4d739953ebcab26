/** Root mean square that windows are brought to, so that vectors don't depend on the level of a recording. */
const TARGET_RMS = 0.15;
/** −90 dBFS. Quieter windows count as silence and are not amplified. */
const SILENCE_RMS = 10 ** (-90 / 20);

/** Linear change of samples: `gain * (sample - offset)`. */
export interface Level {
  readonly offset: number;
  readonly gain: number;
}

/** Measures the change that removes a window's DC offset and brings it to an RMS of 0.15. NaN if a sample is. */
export function measureLevel(window: Float32Array): Level {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < window.length; i++) {
    sum += window[i];
    squares += window[i] ** 2;
  }
  const offset = sum / window.length;
  const rms = Math.sqrt(Math.max(0, squares / window.length - offset ** 2));
  return { offset, gain: rms < SILENCE_RMS ? 1 : TARGET_RMS / rms };
}

/** Applies a level to samples in place, and returns them. */
export function applyLevel(samples: Float32Array, { offset, gain }: Level): Float32Array {
  for (let i = 0; i < samples.length; i++) samples[i] = gain * (samples[i] - offset);
  return samples;
}
