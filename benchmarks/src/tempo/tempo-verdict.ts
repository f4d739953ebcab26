/**
 * What a tempo is worth: right, a whole multiple or part of the right one, another simple ratio of it, something else, or missing.
 */
export type TempoVerdict = 'right' | 'octave' | 'fraction' | 'other' | 'none';

/** Share by which a tempo may be off and still be right (Gouyon et al., "An experimental comparison of audio tempo induction algorithms", 2006). */
const TOLERANCE = 0.04;
/** A tempo to the hundredth is off by less; beats per minute. */
const EXACT_BPM = 0.05;
const OCTAVES = [2, 3, 1 / 2, 1 / 3];
/** What a listener would tap who takes dotted notes or triplets for the beat. */
const FRACTIONS = [2 / 3, 3 / 4, 4 / 5, 5 / 4, 4 / 3, 3 / 2];

/** Judges a tempo; both in BPM. Accuracy 1 counts `right`, Accuracy 2 `octave` too. */
export function judgeTempo(estimate: number | null, truth: number): TempoVerdict {
  if (estimate === null) return 'none';
  const near = (ratio: number) => Math.abs(estimate - ratio * truth) <= TOLERANCE * ratio * truth;
  if (near(1)) return 'right';
  if (OCTAVES.some(near)) return 'octave';
  return FRACTIONS.some(near) ? 'fraction' : 'other';
}

/** Whether a tempo is right to the hundredth. */
export function isExact(estimate: number | null, truth: number): boolean {
  // 0.05 is not to fail for the want of a bit
  return estimate !== null && Math.abs(estimate - truth) <= EXACT_BPM + 1e-9;
}
