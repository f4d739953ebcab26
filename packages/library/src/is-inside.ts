import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Whether a path lies below a folder, at any depth; the folder itself does not. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), path);
  // on Windows there is no way from one drive to another
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
