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
 * pass is a first-order Butterworth filter L used twice, and the high pass (1 − L)² = 1 − 2L + L² comes from the same
 * filters. L is a trapezoidal integrator (Zavalishin, "The Art of VA Filter Design", 2018, section 3.10).
 */
export function createDetailExtractor(): DetailExtractor {
  const lowMid = integratorGain(CROSSOVERS_HZ.lowMid);
  const midHigh = integratorGain(CROSSOVERS_HZ.midHigh);
  const columns = new ColumnList();
  const states = new Float64Array(4);
  const peaks = new Float64Array(3);
  let missing = COLUMN_SAMPLES;

  function takeSamples(samples: Float32Array, from: number, to: number): void {
    let [p, q, s, t] = states;
    let [lowest, middle, highest] = peaks;
    for (let i = from; i < to; i++) {
      const sample = samples[i];
      const p1 = (sample - p) * lowMid;
      const once = p1 + p;
      p = once + p1;
      const q1 = (once - q) * lowMid;
      const low = q1 + q;
      q = low + q1;
      const rest = sample - 2 * once + low;
      const s1 = (rest - s) * midHigh;
      const restOnce = s1 + s;
      s = restOnce + s1;
      const t1 = (restOnce - t) * midHigh;
      const mid = t1 + t;
      t = mid + t1;
      lowest = Math.max(lowest, Math.abs(low));
      middle = Math.max(middle, Math.abs(mid));
      highest = Math.max(highest, Math.abs(rest - 2 * restOnce + mid));
    }
    states.set([p, q, s, t]);
    peaks.set([lowest, middle, highest]);
  }

  function endColumn(): void {
    columns.add(peaks[0], peaks[1], peaks[2]);
    peaks.fill(0);
    missing = COLUMN_SAMPLES;
    if (states.every((state) => Math.abs(state) < SILENCE)) states.fill(0);
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

/** Returns G = g / (1 + g) of a filter with the cutoff frequency `hz`. */
function integratorGain(hz: number): number {
  const g = Math.tan((Math.PI * hz) / ANALYSIS_RATE);
  return g / (1 + g);
}
