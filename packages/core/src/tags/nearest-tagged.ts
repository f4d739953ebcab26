import { dot, unit } from '../vectors/vector-math.ts';
import { hasDirection, learnableTracks, type TaggedTrack, tagKey } from './tagged-track.ts';

/** A track near another, and the cosine of their vectors. */
export interface NearTrack {
  path: string;
  similarity: number;
}

/** Finds the tracks with a tag that are nearest to a vector, nearest first. `path` is left out. */
export type NearestTagged = (
  tag: string,
  vector: Float32Array,
  options?: { count?: number; path?: string },
) => NearTrack[];

/**
 * Returns a function that finds the nearest tracks with a tag: the reason for a suggestion.
 *
 * @throws {OptionError} if the tracks' vectors have different lengths.
 */
export function nearestTagged(tracks: readonly TaggedTrack[]): NearestTagged {
  const byTag = new Map<string, { path: string; direction: Float32Array }[]>();
  for (const { path, tags, vector } of learnableTracks(tracks)) {
    const track = { path, direction: unit(vector) };
    for (const key of new Set(tags.map(tagKey))) {
      const tagged = byTag.get(key);
      if (tagged) tagged.push(track);
      else byTag.set(key, [track]);
    }
  }
  return (tag, vector, { count = 3, path } = {}) => {
    if (!hasDirection(vector)) return [];
    const direction = unit(vector);
    return (byTag.get(tagKey(tag)) ?? [])
      .filter((track) => track.path !== path)
      .map((track) => ({ path: track.path, similarity: dot(direction, track.direction) }))
      .sort((a, b) => b.similarity - a.similarity || (a.path < b.path ? -1 : 1))
      .slice(0, count);
  };
}
