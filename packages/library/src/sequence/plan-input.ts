import { dot, type MixTrack, type PlanInput, type TrackFeatures } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';

/** Returns the tracks that a set may contain, with the distances of their vectors if there is an index. */
export function planInput(
  { meta, mixTracks }: LibraryContext,
  tracks: readonly MixTrack[],
  index: ReadonlyVectorIndex | undefined,
): PlanInput {
  const { table } = mixTracks;
  const source = index && mixTracks.sourceOf(index);
  const { toTable, fromTable } = tablePositions(table.tracks, tracks, (path) => table.position(path));
  const vectors: (Float32Array | null)[] = [];
  const vectorOf = (track: number) => {
    vectors[track] ??= index?.vector(tracks[track].path) ?? null;
    return vectors[track];
  };
  const features = new Map<number, TrackFeatures | undefined>();
  return {
    tracks,
    distance: (a, b) => {
      const [one, other] = [vectorOf(a), vectorOf(b)];
      return one && other ? Math.min(2, Math.max(0, 1 - dot(one, other))) : undefined;
    },
    nearest: (track, count, accept) => {
      const query = vectorOf(track);
      if (!source || !query) return [];
      const isAccepted = (position: number) => {
        const other = fromTable(position);
        return other >= 0 && other !== track && accept(other);
      };
      return source.nearest(query, count, isAccepted).map(({ position }) => fromTable(position));
    },
    song: (track) => {
      const song = table.songs[toTable(track)] ?? -1;
      return song < 0 ? undefined : String(song);
    },
    features: (track) => {
      if (!features.has(track)) features.set(track, meta.get(tracks[track].path, ['features'])?.features);
      return features.get(track);
    },
  };
}

/** Returns the positions of some tracks in the table of all, and the reverse; -1 for a track that has none. */
function tablePositions(
  all: readonly MixTrack[],
  some: readonly MixTrack[],
  find: (path: string) => number | undefined,
): { toTable: (track: number) => number; fromTable: (position: number) => number } {
  if (all === some) return { toTable: (track) => track, fromTable: (position) => position };
  const toTable = Int32Array.from(some, ({ path }) => find(path) ?? -1);
  const fromTable = new Int32Array(all.length).fill(-1);
  for (const [track, position] of toTable.entries()) if (position >= 0) fromTable[position] = track;
  return { toTable: (track) => toTable[track], fromTable: (position) => fromTable[position] };
}
