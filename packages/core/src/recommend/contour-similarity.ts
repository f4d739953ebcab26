/** Lengths of compared contours, as in the Python rbassist. Shorter ones are padded with zeros. */
const BASS_LENGTH = 512;
const RHYTHM_LENGTH = 256;

/**
 * Compares two bass lines by dynamic time warping of their log-frequency contours.
 *
 * @param a Contour in hertz; values below 1 Hz count as 1 Hz.
 * @param b Contour in hertz.
 * @returns similarity 0..1: `exp(-d/2)` of the mean cost d along the path. 0 if either contour is empty.
 * @see Müller, "Information Retrieval for Music and Motion", chapter 4 (DTW)
 */
export function bassSimilarity(a: readonly number[], b: readonly number[]): number {
  const logFrequency = (contour: readonly number[]) =>
    fitLength(
      contour.map((hertz) => Math.log(Math.max(1, hertz))),
      BASS_LENGTH,
    );
  return a.length === 0 || b.length === 0 ? 0 : warpedSimilarity(logFrequency(a), logFrequency(b));
}

/** Compares two rhythms as {@link bassSimilarity} does, by their onset contours (0..1). Returns 0..1. */
export function rhythmSimilarity(a: readonly number[], b: readonly number[]): number {
  return a.length === 0 || b.length === 0
    ? 0
    : warpedSimilarity(fitLength(a, RHYTHM_LENGTH), fitLength(b, RHYTHM_LENGTH));
}

function fitLength(values: readonly number[], length: number): Float64Array {
  const fitted = new Float64Array(length);
  fitted.set(values.slice(0, length));
  return fitted;
}

/** The steps (1,1), (0,1) and (1,0) have equal weights; on a tie, the first of them wins. */
function warpedSimilarity(a: Float64Array, b: Float64Array): number {
  const width = b.length;
  // costs and lengths of the paths that end in the last row; a question compares a hundred pairs of 262,144 cells
  const costs = new Float64Array(width);
  const lengths = new Int32Array(width);
  let sum = 0;
  for (let j = 0; j < width; j++) {
    sum += Math.abs(a[0] - b[j]);
    costs[j] = sum;
    lengths[j] = j + 1;
  }
  for (let i = 1; i < a.length; i++) {
    const value = a[i];
    let diagonal = costs[0];
    let diagonalLength = lengths[0];
    let left = diagonal + Math.abs(value - b[0]);
    let leftLength = diagonalLength + 1;
    costs[0] = left;
    lengths[0] = leftLength;
    for (let j = 1; j < width; j++) {
      const above = costs[j];
      const aboveLength = lengths[j];
      let best = diagonal;
      let length = diagonalLength;
      if (left < best) {
        best = left;
        length = leftLength;
      }
      if (above < best) {
        best = above;
        length = aboveLength;
      }
      left = best + Math.abs(value - b[j]);
      leftLength = length + 1;
      costs[j] = left;
      lengths[j] = leftLength;
      diagonal = above;
      diagonalLength = aboveLength;
    }
  }
  return Math.exp(-costs[width - 1] / lengths[width - 1] / 2);
}
