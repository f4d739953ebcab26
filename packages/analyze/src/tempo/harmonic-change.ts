import type { ChromaFrames } from '../features/chroma-frames.ts';

/** Frames compared on either side, 370 ms. */
const REACH = 4;

export interface HarmonicChange {
  values: Float32Array;
  rate: number;
}

/**
 * Computes the change of harmony at each frame: the distance between the normalised mean chroma before and after it.
 *
 * @see Harte, Sandler and Gasser, "Detecting harmonic change in musical audio" (AMCMM 2006), here on chroma itself
 */
export function harmonicChange({ values, rate }: ChromaFrames): HarmonicChange {
  const count = values.length / 12;
  const change = new Float32Array(count);
  const before = new Float64Array(12);
  const after = new Float64Array(12);
  for (let n = 1; n < count; n++) {
    mean(values, Math.max(0, n - REACH), n, before);
    mean(values, n, Math.min(count, n + REACH), after);
    let squares = 0;
    for (let k = 0; k < 12; k++) squares += (before[k] - after[k]) ** 2;
    change[n] = Math.sqrt(squares);
  }
  return { values: change, rate };
}

function mean(values: Float32Array, from: number, to: number, out: Float64Array): void {
  out.fill(0);
  for (let n = from; n < to; n++) for (let k = 0; k < 12; k++) out[k] += values[n * 12 + k];
  let squares = 0;
  for (let k = 0; k < 12; k++) squares += out[k] * out[k];
  if (squares > 0) for (let k = 0; k < 12; k++) out[k] /= Math.sqrt(squares);
}
