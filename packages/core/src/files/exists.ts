import { lstat } from 'node:fs/promises';

/**
 * Returns true if there is anything at a path: a file, a folder, or a link, even to nothing. False also if the system
 * does not let you look.
 */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
