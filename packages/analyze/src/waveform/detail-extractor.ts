import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import { ColumnList } from './column-list.ts';
import { CROSSOVERS_HZ, DETAIL_RATE } from './waveform-form.ts';

export interface DetailExtractor {
  /** Takes the next samples of the track: mono, at {@link ANALYSIS_RATE}. */
  push(samples: Float32Array): void;
  /** Ends the track. Returns its columns, {@link DETAIL_RATE} a second. */
  finish(): Uint8Array<ArrayBuffer>;
}

const COLUMN_SAMPLES = ANALYSIS_RATE / DETAIL_RATE;
/** State below which a filter is silent. Smaller numbers would slow the processor down. */
const SILENCE = 1e-20;

/**
 * Creates an extractor of a waveform in detail. A column is three bytes, one per band: the square root of the band's
 * peak, times 255. The block size does not change the result. Memory use grows by 450 bytes per second.
 *
 * The bands come from second-order Linkwitz-Riley crossovers (Linkwitz, JAES 24(1), 1976; 12 dB per octave): the low
 * pass is a one-pole filter L used twice, and the high pass (1 − L)² = 1 − 2L + L² comes from the same filters.
 */
export function createDetailExtractor(): DetailExtractor {
  const takeLow = onePole(CROSSOVERS_HZ.lowMid);
  const takeMid = onePole(CROSSOVERS_HZ.midHigh);
  const [keepLow, keepMid] = [1 - takeLow, 1 - takeMid];
  const columns = new ColumnList();
  const poles = new Float64Array(4);
  const peaks = new Float64Array(3);
  let missing = COLUMN_SAMPLES;

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
      lowest = Math.max(lowest, Math.abs(q));
      middle = Math.max(middle, Math.abs(t));
      highest = Math.max(highest, Math.abs(rest - 2 * s + t));
    }
    poles.set([p, q, s, t]);
    peaks.set([lowest, middle, highest]);
  }

  function endColumn(): void {
    columns.add(peaks[0], peaks[1], peaks[2]);
    peaks.fill(0);
    missing = COLUMN_SAMPLES;
    if (poles.every((pole) => Math.abs(pole) < SILENCE)) poles.fill(0);
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
      return columns.take();
    },
  };
}

/** Returns the weight of the new sample in a one-pole low pass. */
function onePole(hz: number): number {
  return 1 - Math.exp((-2 * Math.PI * hz) / ANALYSIS_RATE);
}
