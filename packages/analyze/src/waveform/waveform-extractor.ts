import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import { CROSSOVERS_HZ, DETAIL_RATE, WAVEFORM_BANDS } from './waveform-form.ts';

/** Computes the waveform of one track in three bands, block by block. */
export interface WaveformExtractor {
  /** Takes the next samples of the track: mono, at `ANALYSIS_RATE`. */
  push(samples: Float32Array): void;
  /** Ends the track. Returns its columns, `DETAIL_RATE` a second. */
  finish(): Uint8Array<ArrayBuffer>;
}

const COLUMN_SAMPLES = ANALYSIS_RATE / DETAIL_RATE;
const FIRST_COLUMNS = 1 << 15;
/** State below which a filter is silent. Smaller numbers would slow the processor down. */
const SILENCE = 1e-20;

/**
 * Creates an extractor of a waveform in three bands: below 200 Hz, up to 2 kHz, and above. A column is three bytes, one
 * per band: the square root of the band's peak, times 255. The block size does not change the result. Memory use grows
 * by 450 bytes per second.
 *
 * The bands come from second-order Linkwitz-Riley crossovers (Linkwitz, JAES 24(1), 1976; 12 dB per octave): the low
 * pass is a one-pole filter L used twice, and the high pass (1 − L)² = 1 − 2L + L² comes from the same filters.
 */
export function createWaveformExtractor(): WaveformExtractor {
  const takeLow = onePole(CROSSOVERS_HZ.lowMid);
  const takeMid = onePole(CROSSOVERS_HZ.midHigh);
  const [keepLow, keepMid] = [1 - takeLow, 1 - takeMid];
  const poles = new Float64Array(4);
  const peaks = new Float64Array(WAVEFORM_BANDS);
  let columns = new Uint8Array(FIRST_COLUMNS * WAVEFORM_BANDS);
  let length = 0;
  let missing = COLUMN_SAMPLES;

  function endColumn(): void {
    if (length === columns.length) {
      const larger = new Uint8Array(columns.length * 2);
      larger.set(columns);
      columns = larger;
    }
    for (const peak of peaks) columns[length++] = byteOf(peak);
    missing = COLUMN_SAMPLES;
    peaks.fill(0);
    if (poles.every((pole) => Math.abs(pole) < SILENCE)) poles.fill(0);
  }

  function takeSamples(samples: Float32Array, from: number, to: number): void {
    let [p, q, s, t] = poles;
    let [lowest, middle, highest] = peaks;
    for (let i = from; i < to; i++) {
      const sample = samples[i];
      p = keepLow * p + takeLow * sample;
      q = keepLow * q + takeLow * p;
      const rest = sample - 2 * p + q;
      s = keepMid * s + takeMid * rest;
      t = keepMid * t + takeMid * s;
      const high = Math.abs(rest - 2 * s + t);
      const low = Math.abs(q);
      const mid = Math.abs(t);
      if (low > lowest) lowest = low;
      if (mid > middle) middle = mid;
      if (high > highest) highest = high;
    }
    poles.set([p, q, s, t]);
    peaks.set([lowest, middle, highest]);
  }

  return {
    push(samples) {
      for (let at = 0; at < samples.length; ) {
        const end = Math.min(samples.length, at + missing);
        takeSamples(samples, at, end);
        missing -= end - at;
        at = end;
        if (missing === 0) endColumn();
      }
    },
    finish() {
      if (missing < COLUMN_SAMPLES) endColumn();
      return columns.slice(0, length);
    },
  };
}

/** Returns the weight of the new sample in a one-pole low pass. */
function onePole(hz: number): number {
  return 1 - Math.exp((-2 * Math.PI * hz) / ANALYSIS_RATE);
}

function byteOf(peak: number): number {
  return Math.round(255 * Math.sqrt(Math.min(1, peak)));
}
