import { folderOf } from './sort-keys.ts';

/** A folder and the number of tracks in it, at any depth. */
export interface FolderCount {
  path: string;
  /** Folder that contains it; absent at the top. */
  parent?: string;
  count: number;
}

/** Folders to list. */
const MOST_FOLDERS = 500;

/**
 * Counts tracks by folder, with all folders above, from the lowest that contains everything of its drive. Lists the
 * largest folders, so that each one's parent is in the list too.
 *
 * @param own Number of tracks directly in each folder.
 */
export function folderCounts(own: ReadonlyMap<string, number>): FolderCount[] {
  const counts = new Map<string, number>();
  for (const [folder, count] of own) {
    for (let above = folder; ; above = folderOf(above)) {
      counts.set(above, (counts.get(above) ?? 0) + count);
      if (folderOf(above) === above || above === '') break;
    }
  }
  counts.delete('');
  const children = Map.groupBy(counts.keys(), folderOf);
  /** A folder with nothing but one folder in it says nothing. */
  const isChain = (folder: string) => !own.has(folder) && children.get(folder)?.length === 1;
  const isTop = (folder: string) => !counts.has(folderOf(folder)) || isHidden.has(folderOf(folder));
  const isHidden = new Set<string>();
  for (const folder of [...counts.keys()].sort((a, b) => a.length - b.length)) {
    if (isChain(folder) && isTop(folder)) isHidden.add(folder);
  }
  return [...counts]
    .filter(([folder]) => !isHidden.has(folder))
    .sort(([a, countA], [b, countB]) => countB - countA || a.length - b.length)
    .slice(0, MOST_FOLDERS)
    .map(([path, count]) => ({ path, ...(!isTop(path) && { parent: folderOf(path) }), count }));
}
