import { dirname } from 'node:path';
import { exists, isInside } from '@rbassist/core';

/** Maximum number of folders of one scan, and of changed files for which reports may be trusted to be complete. */
const MOST_FOLDERS = 200;
const MOST_CHANGES = 1000;

/**
 * Returns the folders to scan after changes: the closest ones that exist, none inside another. After very many changes,
 * these are the whole watched folders, because a system drops reports when too many come at once.
 */
export async function foldersToScan(changed: readonly string[], roots: readonly string[]): Promise<string[]> {
  const folders = new Set<string>();
  for (const parent of new Set(changed.map((path) => dirname(path)))) {
    const root = roots.find((each) => parent === each || isInside(parent, each));
    if (root !== undefined) folders.add(await existingFolder(parent, root));
  }
  if (folders.size <= MOST_FOLDERS && changed.length <= MOST_CHANGES) return outermost([...folders]);
  return outermost(roots.filter((root) => [...folders].some((folder) => folder === root || isInside(folder, root))));
}

/** Returns the folders that are in no other one. */
export function outermost(folders: readonly string[]): string[] {
  const sorted = [...new Set(folders)].sort((a, b) => a.length - b.length);
  const kept: string[] = [];
  for (const folder of sorted) if (!kept.some((other) => isInside(folder, other))) kept.push(folder);
  return kept.sort();
}

async function existingFolder(folder: string, root: string): Promise<string> {
  let closest = folder;
  while (closest !== root && !(await exists(closest))) closest = dirname(closest);
  return closest;
}
