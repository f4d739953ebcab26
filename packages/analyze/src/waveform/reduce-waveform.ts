import { WAVEFORM_BANDS } from './waveform-form.ts';

/**
 * Returns a waveform in at most `count` columns of equal length, or the same columns if there are no more. A column is
 * the quadratic mean of the amplitudes that it covers; a byte is the square root of an amplitude, times 255.
 */
export function reduceWaveform(columns: Uint8Array, count: number): Uint8Array<ArrayBuffer> {
  const given = columns.length / WAVEFORM_BANDS;
  if (given <= count) return Uint8Array.from(columns);
  const reduced = new Uint8Array(count * WAVEFORM_BANDS);
  for (let column = 0; column < count; column++) {
    const from = Math.floor((column * given) / count);
    const to = Math.floor(((column + 1) * given) / count);
    for (let band = 0; band < WAVEFORM_BANDS; band++) {
      let sum = 0;
      // bytes are square roots, so that a fourth power is the square of an amplitude
      for (let i = from; i < to; i++) sum += columns[i * WAVEFORM_BANDS + band] ** 4;
      reduced[column * WAVEFORM_BANDS + band] = Math.round((sum / (to - from)) ** 0.25);
    }
  }
  return reduced;
}
