import { melFilterbank } from '@rbassist/audio';
import { GrowingArray } from '../series/growing-array.ts';
import { ANALYSIS_RATE } from './analysis-rate.ts';
import { SHORT_FRAME_SIZE, SHORT_FRAMES_PER_TIMBRE, TIMBRE_BANDS } from './frame-features.ts';

/** Power of −80 dBFS. */
const FLOOR = 1e-8;

/** Extracts timbre: the mean power of a few short frames in mel bands, in decibels. */
export class TimbreExtractor {
  readonly #mel = melFilterbank({
    bands: TIMBRE_BANDS,
    sampleRate: ANALYSIS_RATE,
    fftSize: SHORT_FRAME_SIZE,
    minHz: 30,
    maxHz: 10_500,
  });
  readonly #bands = new Float32Array(TIMBRE_BANDS);
  readonly #sums = new Float32Array(TIMBRE_BANDS);
  readonly #series = new GrowingArray(TIMBRE_BANDS);
  #count = 0;

  push(power: Float32Array): void {
    this.#mel.apply(power, this.#bands, 0);
    for (let band = 0; band < TIMBRE_BANDS; band++) this.#sums[band] += this.#bands[band];
    this.#count++;
    if (this.#count === SHORT_FRAMES_PER_TIMBRE) this.#emit();
  }

  finish(): Float32Array {
    if (this.#count > 0) this.#emit();
    return this.#series.take();
  }

  #emit(): void {
    const at = this.#series.extend();
    for (let band = 0; band < TIMBRE_BANDS; band++) {
      this.#series.values[at + band] = 10 * Math.log10(this.#sums[band] / this.#count + FLOOR);
    }
    this.#sums.fill(0);
    this.#count = 0;
  }
}
