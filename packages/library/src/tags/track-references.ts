import { fileNameOf, findPath } from '@rbassist/core';

/**
 * Returns a function that finds the track that a stored path means: the same path in any spelling, else the only track
 * with this file name, as in the Python rbassist.
 */
export function trackReferences(paths: readonly string[]): (reference: string) => string | undefined {
  const find = findPath(paths);
  const byName = new Map<string, string | null>();
  for (const path of paths) byName.set(nameKey(path), byName.has(nameKey(path)) ? null : path);
  return (reference) => {
    if (reference.trim() === '') return undefined;
    return find(reference.trim())?.path ?? byName.get(nameKey(reference.trim())) ?? undefined;
  };
}

function nameKey(path: string): string {
  return fileNameOf(path).normalize('NFC').toLowerCase();
}
