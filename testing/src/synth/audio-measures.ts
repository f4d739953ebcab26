/** Audio measures for the tests of this folder. */

const FRAME = 2048;
const HOP = 2048;
const ONSET_HOP = 128;
const BANDS = 40;
const LOWEST_HERTZ = 40;

/** Returns the magnitudes of windowed frames in one array, `FRAME / 2` bins each. */
function spectrogram(samples: Float32Array): Float32Array[] {
  const frames = Math.floor((samples.length - FRAME) / HOP) + 1;
  return Array.from({ length: frames }, (_, frame) => {
    const real = Float64Array.from({ length: FRAME }, (_, i) => {
      return samples[frame * HOP + i] * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME));
    });
    const imaginary = new Float64Array(FRAME);
    transform(real, imaginary);
    return Float32Array.from({ length: FRAME / 2 }, (_, bin) => Math.hypot(real[bin], imaginary[bin]));
  });
}

/** Computes a Fourier transform in place (Cooley and Tukey, 1965). */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) [real[i], real[j], imaginary[i], imaginary[j]] = [real[j], real[i], imaginary[j], imaginary[i]];
  }
  for (let half = 1; half < size; half *= 2) {
    for (let k = 0; k < half; k++) {
      const cosine = Math.cos((Math.PI * k) / half);
      const sine = -Math.sin((Math.PI * k) / half);
      for (let a = k; a < size; a += 2 * half) {
        const b = a + half;
        const turnedReal = real[b] * cosine - imaginary[b] * sine;
        const turnedImaginary = real[b] * sine + imaginary[b] * cosine;
        real[b] = real[a] - turnedReal;
        imaginary[b] = imaginary[a] - turnedImaginary;
        real[a] += turnedReal;
        imaginary[a] += turnedImaginary;
      }
    }
  }
}

function mean(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return values.length === 0 ? 0 : total / values.length;
}

export function deviation(values: readonly number[]): number {
  const average = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - average) ** 2)));
}

/** Returns the median over time of the spectral centroid, in Hz. */
export function centroid(samples: Float32Array, sampleRate: number): number {
  const centres = spectrogram(samples).map((magnitudes) => {
    let weighted = 0;
    let total = 1e-9;
    for (let bin = 0; bin < magnitudes.length; bin++) {
      weighted += bin * magnitudes[bin];
      total += magnitudes[bin];
    }
    return ((weighted / total) * sampleRate) / FRAME;
  });
  return centres.sort((a, b) => a - b)[centres.length >> 1];
}

/** Returns a timbre as 80 numbers: the mean level of 40 bands relative to their mean, in dB, and their variation. */
export function timbre(samples: Float32Array, sampleRate: number): number[] {
  const frames = spectrogram(samples);
  const nyquist = FRAME / 2;
  const low = (LOWEST_HERTZ * FRAME) / sampleRate;
  const edges = Array.from({ length: BANDS + 1 }, (_, i) => low * (nyquist / low) ** (i / BANDS));
  const levels = edges.slice(0, -1).map((edge, band) => {
    const from = Math.floor(edge);
    const to = Math.max(from + 1, Math.floor(edges[band + 1]));
    return frames.map((frame) => 10 * Math.log10(mean(frame.subarray(from, to).map((value) => value * value)) + 1e-6));
  });
  const average = mean(levels.map(mean));
  return [...levels.map((level) => mean(level) - average), ...levels.map(deviation)];
}

/** Returns the period in seconds, within 10 % of `expected`, at which the onsets repeat best. */
export function repetition(samples: Float32Array, sampleRate: number, expected: number): number {
  const levels = Array.from({ length: Math.floor(samples.length / ONSET_HOP) }, (_, frame) => {
    const power = mean(samples.subarray(frame * ONSET_HOP, (frame + 1) * ONSET_HOP).map((sample) => sample * sample));
    return Math.log10(power + 1e-6);
  });
  const rises = levels.map((level, i) => Math.max(0, level - levels[Math.max(0, i - 2)]));
  const average = mean(rises);
  const onsets = rises.map((rise) => rise - average);
  const lags = (expected * sampleRate) / ONSET_HOP;
  let best = { lag: 0, likeness: Number.NEGATIVE_INFINITY };
  for (let lag = Math.round(0.9 * lags); lag <= Math.round(1.1 * lags); lag++) {
    let likeness = 0;
    for (let i = lag; i < onsets.length; i++) likeness += onsets[i] * onsets[i - lag];
    if (likeness > best.likeness) best = { lag, likeness };
  }
  return (best.lag * ONSET_HOP) / sampleRate;
}
