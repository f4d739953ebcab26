import { resolve } from 'node:path';
import { findPath, matchSeed, NotFoundError, type SeedMatches, type TrackRecord, trackName } from '@rbassist/core';

const SUGGESTIONS = 5;
const SEPARATOR = /[\\/]/;
/** 0 asks for a perfect match, 1 takes anything; this forgives a few wrong letters. */
const FUZZINESS = 0.5;

/**
 * Finds the tracks a person may mean, best first, by path (relative ones too), name, or part of either.
 *
 * @throws {NotFoundError} with the closest names when nothing matches.
 */
export async function findSeed(wanted: string, tracks: ReadonlyMap<string, TrackRecord>): Promise<SeedMatches> {
  const absolute = resolve(wanted);
  if (tracks.has(absolute)) return { paths: [absolute], exact: true };
  if (SEPARATOR.test(wanted)) {
    // both as it stands and below this folder, since a Windows path means nothing to other systems
    const find = findPath(tracks.keys());
    const known = find(wanted) ?? find(absolute);
    if (known) return { paths: [known.path], exact: true };
  }
  const matches = matchSeed(wanted, tracks);
  if (matches.paths.length > 0) return matches;
  const suggestions = await closestNames(wanted, tracks);
  const hint = suggestions.length > 0 ? ` Closest: ${suggestions.map((name) => `"${name}"`).join(', ')}.` : '';
  throw new NotFoundError(`No track matches "${wanted}".${hint}`, suggestions);
}

async function closestNames(wanted: string, tracks: ReadonlyMap<string, TrackRecord>): Promise<string[]> {
  const { default: Fuse } = await import('fuse.js');
  const names = [...tracks].map(([path, record]) => trackName(path, record));
  const fuse = new Fuse(names, { threshold: FUZZINESS, ignoreLocation: true });
  return fuse.search(wanted, { limit: SUGGESTIONS }).map(({ item }) => item);
}
