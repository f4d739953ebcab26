import { createRealFft, type RealFft } from '@rbassist/audio';

export interface WindowedAutocorrelation {
  /** Per window, `MAX_LAG + 1` values from lag 0, where it is 1. All 0 for a silent window. */
  windows: Float32Array[];
  weights: Float32Array;
}

/** Frames per window, 24 s at the onset rate. */
export const WINDOW_FRAMES = 2048;
export const HOP_FRAMES = 512;
const FFT_SIZE = 2 * WINDOW_FRAMES;
export const MAX_LAG = 712;

/** Creates the transform for autocorrelations (Wiener-Khinchin theorem). */
export async function createAutocorrelationFft(): Promise<RealFft> {
  return createRealFft(FFT_SIZE);
}

/**
 * Computes the sum of the autocorrelations of several series, in windows of {@link WINDOW_FRAMES} and without their
 * means. Short series have one window.
 */
export function windowedAutocorrelation(series: readonly Float32Array[], fft: RealFft): WindowedAutocorrelation {
  const frames = series[0].length;
  const count = Math.max(1, Math.ceil((frames - WINDOW_FRAMES) / HOP_FRAMES) + 1);
  const padded = new Float32Array(FFT_SIZE);
  const power = new Float32Array(FFT_SIZE / 2 + 1);
  const symmetric = new Float32Array(FFT_SIZE);
  const spectrum = new Float32Array(FFT_SIZE + 2);
  const windows: Float32Array[] = [];
  const weights = new Float32Array(count);
  for (let w = 0; w < count; w++) {
    const start = w * HOP_FRAMES;
    const length = Math.min(WINDOW_FRAMES, frames - start);
    symmetric.fill(0);
    for (const values of series) {
      padded.fill(0);
      padded.set(values.subarray(start, start + length));
      let average = 0;
      for (let i = 0; i < length; i++) average += padded[i];
      average /= Math.max(1, length);
      for (let i = 0; i < length; i++) padded[i] -= average;
      fft.power(padded, power);
      for (let k = 0; k <= FFT_SIZE / 2; k++) symmetric[k] += power[k];
    }
    for (let k = 1; k < FFT_SIZE / 2; k++) symmetric[FFT_SIZE - k] = symmetric[k];
    fft.transform(symmetric, spectrum);
    const energy = spectrum[0];
    const lags = new Float32Array(MAX_LAG + 1);
    if (energy > 1e-6) {
      for (let lag = 0; lag <= Math.min(MAX_LAG, length / 2); lag++) {
        // longer lags have fewer products
        lags[lag] = ((spectrum[2 * lag] / energy) * length) / (length - lag);
      }
      weights[w] = Math.sqrt(energy);
    }
    windows.push(lags);
  }
  return { windows, weights };
}
