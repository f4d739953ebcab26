import type { MixTable } from './mix-table.ts';
import type { VectorSource } from './recommend.ts';

/** Vectors of the tracks of a {@link MixTable}, by position. */
export interface TableSource {
  has(position: number): boolean;
  /** Returns up to `count` nearest tracks that `accept` allows, the nearest first. */
  nearest(query: Float32Array, count: number, accept: (position: number) => boolean): TableNeighbor[];
}

/** A track near a query. */
export interface TableNeighbor {
  position: number;
  /** Cosine distance, 0..2. */
  distance: number;
}

/** Returns a source by position for a source by path. Leaves out paths that the table does not have. */
export function tableSource(table: MixTable, source: VectorSource): TableSource {
  return {
    has: (position) => source.has(table.tracks[position].path),
    nearest: (query, count, accept) => {
      const neighbors = source.nearest(query, count, (path) => {
        const position = table.position(path);
        return position !== undefined && accept(position);
      });
      return neighbors.flatMap(({ path, distance }) => {
        const position = table.position(path);
        return position === undefined ? [] : { position, distance };
      });
    },
  };
}
