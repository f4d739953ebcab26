export interface Hit {
  label: number;
  /** Cosine distance, 0..2. */
  distance: number;
}

export function compareHits(a: Hit, b: Hit): number {
  return a.distance - b.distance || a.label - b.label;
}

/** Limits a cosine distance to 0..2, because rounding may exceed it. */
export function clampDistance(distance: number): number {
  return Math.min(2, Math.max(0, distance));
}
