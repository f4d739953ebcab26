import { lstat } from 'node:fs/promises';

/** Returns true if a file, folder or link (even to nothing) is at a path. Returns false without permission to look. */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
