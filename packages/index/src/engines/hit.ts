/** A vector near a query. */
export interface Hit {
  /** Number of the vector, from 0. */
  label: number;
  /** Cosine distance, 0..2. */
  distance: number;
}

/** Orders hits: nearest first, equally near ones by label. */
export function compareHits(a: Hit, b: Hit): number {
  return a.distance - b.distance || a.label - b.label;
}

/** Removes the rounding error that takes a cosine distance out of 0..2. */
export function clampDistance(distance: number): number {
  return Math.min(2, Math.max(0, distance));
}
