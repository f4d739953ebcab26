import type { BigIntStats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { fileIdentity } from './file-identity.ts';
import { pathKey } from './path-key.ts';

/**
 * Compares two files through links, hard links and other spellings of their paths.
 *
 * @returns undefined if a path names nothing.
 */
export async function isSameFile(path: string, otherPath: string): Promise<boolean | undefined> {
  const [first, second] = await Promise.all([placeOf(path), placeOf(otherPath)]);
  if (!first || !second) return undefined;
  const [one, other] = [fileIdentity(first.stats), fileIdentity(second.stats)];
  // some file systems give files no identity
  return one !== undefined && other !== undefined ? one === other : pathKey(first.path) === pathKey(second.path);
}

async function placeOf(path: string): Promise<{ stats: BigIntStats; path: string } | undefined> {
  try {
    return { stats: await stat(path, { bigint: true }), path: await realpath(path) };
  } catch {
    return undefined;
  }
}
