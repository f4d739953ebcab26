import { dot, type MixTrack, type PlanInput, type TrackFeatures, unit } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';

/** Returns the tracks that a set may contain, with the distances of their vectors if there is an index. */
export function planInput(
  { meta, mixTracks: { table } }: LibraryContext,
  tracks: readonly MixTrack[],
  index: ReadonlyVectorIndex | undefined,
): PlanInput {
  const vectors = new Map<number, Float32Array | undefined>();
  const vectorOf = (track: number) =>
    cached(vectors, track, () => {
      const { path } = tracks[track];
      const vector = index?.has(path) ? index.vector(path) : undefined;
      // an index may round it, so that its length is not exactly 1
      return vector && unit(vector);
    });
  const features = new Map<number, TrackFeatures | undefined>();
  const positions = new Map(tracks.map(({ path }, track) => [path, track]));
  return {
    tracks,
    distance: (a, b) => {
      const [one, other] = [vectorOf(a), vectorOf(b)];
      return one && other && Math.min(2, Math.max(0, 1 - dot(one, other)));
    },
    nearest: (track, count, accept) => {
      const query = vectorOf(track);
      if (index === undefined || query === undefined) return [];
      const isAccepted = (path: string) => {
        const position = positions.get(path);
        return position !== undefined && position !== track && accept(position);
      };
      return index.nearest(query, count, isAccepted).map(({ path }) => positions.get(path) as number);
    },
    song: (track) => {
      const song = table.songs[table.position(tracks[track].path) ?? -1] ?? -1;
      return song < 0 ? undefined : String(song);
    },
    features: (track) => cached(features, track, () => meta.get(tracks[track].path, ['features'])?.features),
  };
}

function cached<Value>(values: Map<number, Value>, key: number, compute: () => Value): Value {
  if (!values.has(key)) values.set(key, compute());
  return values.get(key) as Value;
}
