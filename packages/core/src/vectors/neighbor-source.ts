/** A track near a query. */
export interface Neighbor {
  path: string;
  /** Cosine distance, 0 (same direction) to 2 (opposite). */
  distance: number;
}

/** A source of nearest tracks, such as an index on disk or a list in memory. */
export interface NeighborSource {
  /** Returns up to `count` nearest tracks that `accept` allows, the nearest first. The query must be finite. */
  nearest(query: Float32Array, count: number, accept?: (path: string) => boolean): Neighbor[];
}
