/** Right, a whole multiple or part, another simple ratio, another tempo, or missing. */
export type TempoVerdict = 'right' | 'octave' | 'fraction' | 'other' | 'none';

/** Maximum relative error (Gouyon et al., "An experimental comparison of audio tempo induction algorithms", 2006). */
const TOLERANCE = 0.04;
const OCTAVES = [2, 3, 1 / 2, 1 / 3];
/** Ratios if a listener taps dotted notes or triplets instead of the beat. */
const FRACTIONS = [2 / 3, 3 / 4, 4 / 5, 5 / 4, 4 / 3, 3 / 2];

/** Judges a tempo in BPM. Accuracy 1 counts `right`; Accuracy 2 also counts `octave`. */
export function judgeTempo(estimate: number | null, truth: number): TempoVerdict {
  if (estimate === null) return 'none';
  const near = (ratio: number) => Math.abs(estimate - ratio * truth) <= TOLERANCE * ratio * truth;
  if (near(1)) return 'right';
  if (OCTAVES.some(near)) return 'octave';
  return FRACTIONS.some(near) ? 'fraction' : 'other';
}

/** Checks if an estimate is within a number of BPM of the truth. */
export function isWithin(estimate: number | null, truth: number, bpm: number): boolean {
  // tolerance for binary rounding
  return estimate !== null && Math.abs(estimate - truth) <= bpm + 1e-9;
}
