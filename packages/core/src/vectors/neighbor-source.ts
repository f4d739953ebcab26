/** A track near a query. */
export interface Neighbor {
  path: string;
  /** Cosine distance, 0 (same direction) to 2 (opposite). */
  distance: number;
}

/** A source of nearest tracks: an index on disk, a list in memory. */
export interface NeighborSource {
  /**
   * Returns the nearest tracks that `accept` allows, the nearest first: `count` of them if the source holds that many.
   *
   * @param query A finite vector of the source's embedding space.
   */
  nearest(query: Float32Array, count: number, accept?: (path: string) => boolean): Neighbor[];
}
