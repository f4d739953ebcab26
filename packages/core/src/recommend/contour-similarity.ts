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
  let costs = new Float64Array(width);
  let lengths = new Uint32Array(width);
  let previousCosts = new Float64Array(width);
  let previousLengths = new Uint32Array(width);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < width; j++) {
      let best = i === 0 && j === 0 ? 0 : Number.POSITIVE_INFINITY;
      let length = 0;
      if (i > 0 && j > 0) {
        best = previousCosts[j - 1];
        length = previousLengths[j - 1];
      }
      if (j > 0 && costs[j - 1] < best) {
        best = costs[j - 1];
        length = lengths[j - 1];
      }
      if (i > 0 && previousCosts[j] < best) {
        best = previousCosts[j];
        length = previousLengths[j];
      }
      costs[j] = best + Math.abs(a[i] - b[j]);
      lengths[j] = length + 1;
    }
    [costs, previousCosts] = [previousCosts, costs];
    [lengths, previousLengths] = [previousLengths, lengths];
  }
  return Math.exp(-previousCosts[width - 1] / previousLengths[width - 1] / 2);
}
