import { melFilterbank } from '@rbassist/audio';
import { GrowingArray } from '../series/growing-array.ts';
import { ANALYSIS_RATE } from './analysis-rate.ts';
import { ONSET_BAND_EDGES_HZ, ONSET_BANDS, SHORT_FRAME_SIZE } from './frame-features.ts';

const MEL_BANDS = 40;
/** Frames from the earlier frame to the current one. */
const LAG_FRAMES = 2;
/** Log compression of magnitudes: nearly linear at −60 dBFS, flat above. */
const COMPRESSION = 1000;

/**
 * Extracts onset strength from short frames: rises of log-compressed mel magnitudes above an earlier frame, summed per
 * band and over all bands. The earlier frame is maximum-filtered, so that vibrato and slides do not count as onsets.
 *
 * @see Böck and Widmer, "Maximum filter vibrato suppression for onset detection" (SuperFlux, DAFx 2013)
 */
export class OnsetExtractor {
  readonly #mel = melFilterbank({
    bands: MEL_BANDS,
    sampleRate: ANALYSIS_RATE,
    fftSize: SHORT_FRAME_SIZE,
    minHz: ONSET_BAND_EDGES_HZ[0],
    maxHz: ONSET_BAND_EDGES_HZ[ONSET_BANDS],
  });
  /** Ring of the newest frame and the {@link LAG_FRAMES} before it. */
  readonly #history = Array.from({ length: LAG_FRAMES + 1 }, () => new Float32Array(MEL_BANDS));
  readonly #bandOf = Uint8Array.from(this.#mel.centersHz, onsetBandOf);
  readonly #onset = new GrowingArray();
  readonly #bandOnsets = Array.from({ length: ONSET_BANDS }, () => new GrowingArray());
  readonly #sums = new Float32Array(ONSET_BANDS);

  push(power: Float32Array, index: number): void {
    const history = this.#history;
    const now = history[index % history.length];
    const before = history[(index + 1) % history.length];
    this.#mel.apply(power, now, 0);
    for (let m = 0; m < MEL_BANDS; m++) now[m] = Math.log1p(COMPRESSION * Math.sqrt(now[m]));
    const sums = this.#sums.fill(0);
    for (let m = 0; m < MEL_BANDS; m++) {
      let earlier = before[m];
      if (m > 0 && before[m - 1] > earlier) earlier = before[m - 1];
      if (m + 1 < MEL_BANDS && before[m + 1] > earlier) earlier = before[m + 1];
      const rise = now[m] - earlier;
      if (rise > 0) sums[this.#bandOf[m]] += rise;
    }
    let total = 0;
    for (let band = 0; band < ONSET_BANDS; band++) {
      const series = this.#bandOnsets[band];
      const at = series.extend();
      series.values[at] = sums[band];
      total += sums[band];
    }
    const at = this.#onset.extend();
    this.#onset.values[at] = total / MEL_BANDS;
  }

  finish(): { onset: Float32Array; bandOnsets: Float32Array[] } {
    return { onset: this.#onset.take(), bandOnsets: this.#bandOnsets.map((series) => series.take()) };
  }
}

function onsetBandOf(hertz: number): number {
  let band = 0;
  while (band + 1 < ONSET_BANDS && hertz >= ONSET_BAND_EDGES_HZ[band + 1]) band++;
  return band;
}
