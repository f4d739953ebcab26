/** A track near a query. `distance` is the cosine distance, 0 (same direction) to 2 (opposite). */
export interface Neighbor {
  path: string;
  distance: number;
}

/** Anything that can be asked for nearest tracks: an index on disk, an array in a test. */
export interface NeighborSource {
  /**
   * The nearest tracks that `accept` lets through, nearest first, `count` of them whenever the source holds that many.
   *
   * @param query One vector of the source's embedding space, finite, of its dimensions.
   */
  nearest(query: Float32Array, count: number, accept?: (path: string) => boolean): Neighbor[];
}
