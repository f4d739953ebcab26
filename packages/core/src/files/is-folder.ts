import { stat } from 'node:fs/promises';

/** Returns true if a path, also through a link, is a folder. */
export function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
