import { lstat } from 'node:fs/promises';

/**
 * Returns true if a file, a folder or a link is at a path, even a link to nothing. Returns false too if you have no
 * permission to look.
 */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
