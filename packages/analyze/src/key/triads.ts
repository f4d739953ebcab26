const CLASSES = 12;
/** Frames per estimate, 0.37 s. */
const SPAN = 4;
/** Exponent that lets the best of the 24 triads take most of the weight. */
const EMPHASIS = 12;
const FIFTH = 7;
const MAJOR_THIRD = 4;
const MINOR_THIRD = 3;

/**
 * Adds the likely triads of chroma to `major` and `minor`, by root: 1 for each span, shared between the triads by how
 * well they fit (cosine similarity to a triad of three equal tones).
 *
 * @see Fujishima, "Realtime chord recognition of musical sound" (ICMC 1999)
 */
export function addTriads(values: Float32Array, major: Float64Array, minor: Float64Array): void {
  const chord = new Float64Array(CLASSES);
  const fits = new Float64Array(2 * CLASSES);
  for (let at = 0; at < values.length; at += SPAN * CLASSES) {
    chord.fill(0);
    const end = Math.min(values.length, at + SPAN * CLASSES);
    for (let i = at; i < end; i++) chord[i % CLASSES] += values[i];
    const length = Math.hypot(...chord);
    if (length === 0) continue;
    let sum = 0;
    for (let root = 0; root < CLASSES; root++) {
      const open = chord[root] + chord[(root + FIFTH) % CLASSES];
      fits[root] = ((open + chord[(root + MAJOR_THIRD) % CLASSES]) / length) ** EMPHASIS;
      fits[CLASSES + root] = ((open + chord[(root + MINOR_THIRD) % CLASSES]) / length) ** EMPHASIS;
      sum += fits[root] + fits[CLASSES + root];
    }
    for (let root = 0; root < CLASSES; root++) {
      major[root] += fits[root] / sum;
      minor[root] += fits[CLASSES + root] / sum;
    }
  }
}
