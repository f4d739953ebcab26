import { artistKeys } from './artist-names.ts';
import { type SongNames, songKeys } from './song-name.ts';

/**
 * Groups the versions of each song: tracks that share a song key, directly or through another track.
 *
 * @param artistsOf Returns the keys of the artists of the track at a position.
 * @returns the number of each track's group, from 0 in the order of the tracks; -1 without a key.
 */
export function songGroups(
  tracks: readonly SongNames[],
  artistsOf = (position: number): readonly string[] => artistKeys(tracks[position].artist),
): Int32Array {
  const parents = new Int32Array(tracks.length).fill(-1);
  const rootOf = (position: number): number => {
    let root = position;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  };
  const firstOf = new Map<string, number>();
  for (const [position, track] of tracks.entries()) {
    for (const key of songKeys(track, artistsOf(position))) {
      if (parents[position] < 0) parents[position] = position;
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, position);
      else {
        const [a, b] = [rootOf(first), rootOf(position)];
        parents[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  return parents.map((parent, position) => (parent < 0 ? -1 : rootOf(position)));
}
