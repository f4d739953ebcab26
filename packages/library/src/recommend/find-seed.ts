import { resolve } from 'node:path';
import { findPath, matchSeed, NotFoundError, type SeedMatches, type TrackRecord, trackName } from '@rbassist/core';

const SUGGESTIONS = 5;
const SEPARATOR = /[\\/]/;
/** From 0 (exact match) to 1 (any); allows a few wrong letters. */
const FUZZINESS = 0.5;

/**
 * Finds the tracks that a seed may mean, best first: by path (also relative), name, or part of either.
 *
 * @throws {NotFoundError} with the closest names if nothing matches.
 */
export async function findSeed(seed: string, tracks: ReadonlyMap<string, TrackRecord>): Promise<SeedMatches> {
  const absolute = resolve(seed);
  if (tracks.has(absolute)) return { paths: [absolute], exact: true };
  if (SEPARATOR.test(seed)) {
    // unresolved too, since other systems can't resolve a Windows path
    const find = findPath(tracks.keys());
    const match = find(seed) ?? find(absolute);
    if (match) return { paths: [match.path], exact: true };
  }
  const matches = matchSeed(seed, tracks);
  if (matches.paths.length > 0) return matches;
  const suggestions = await closestNames(seed, tracks);
  const hint = suggestions.length > 0 ? ` Closest: ${suggestions.map((name) => `"${name}"`).join(', ')}.` : '';
  throw new NotFoundError(`No track matches "${seed}".${hint}`, suggestions);
}

async function closestNames(seed: string, tracks: ReadonlyMap<string, TrackRecord>): Promise<string[]> {
  const { default: Fuse } = await import('fuse.js');
  const names = [...tracks].map(([path, record]) => trackName(path, record));
  const fuse = new Fuse(names, { threshold: FUZZINESS, ignoreLocation: true });
  return fuse.search(seed, { limit: SUGGESTIONS }).map(({ item }) => item);
}
