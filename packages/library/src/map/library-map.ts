import type { EmbeddingSpace } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { isPresent } from '../mix/is-present.ts';

/** The library's tracks in two dimensions. Tracks that sound alike are near each other. */
export interface LibraryMap {
  /** Embedding space of the vectors. */
  space: EmbeddingSpace;
  /** Paths of the tracks, sorted. */
  paths: readonly string[];
  /** x and y of each track in turn; mostly within ±20. */
  places: Float32Array;
  /** Number of tracks with a vector that are not on the map yet. */
  unplaced: number;
}

/** See `Library.storedMap`. */
export async function storedMap(context: LibraryContext): Promise<LibraryMap | undefined> {
  await context.refresh();
  const map = await context.map.read();
  if (map === undefined) return undefined;
  // without an index, the map is the best there is
  const index = await context.vectors.openIndex().catch(() => undefined);
  if (index && index.space !== map.space) return undefined;
  const kept = [...map.paths.keys()].filter((i) => isPresent(context.mixTracks.get(map.paths[i])));
  const paths = kept.map((i) => map.paths[i]);
  const places = new Float32Array(2 * kept.length);
  for (const [to, from] of kept.entries()) places.set(map.places.subarray(2 * from, 2 * from + 2), 2 * to);
  const mapped = new Set(map.paths);
  const unplaced = index ? [...index.keys()].filter((path) => !mapped.has(path)).length : 0;
  return { space: map.space, paths, places, unplaced };
}
