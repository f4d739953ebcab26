import { isAbsolute, relative, resolve, sep } from 'node:path';
import { normalPath } from './path-key.ts';

/** Systems that a path can belong to; a bare name belongs to none. */
export type PathSystem = 'windows' | 'posix' | 'none';

const WINDOWS_ROOT = /^(?:[A-Z]:\\|\\\\)/;
/** Characters that Windows does not allow in a file's name. */
const FORBIDDEN_ON_WINDOWS = '<>:"/\\|?*';

/** The system of a path, told from the path alone. */
export function pathSystem(path: string): PathSystem {
  const normal = normalPath(path);
  if (WINDOWS_ROOT.test(normal)) return 'windows';
  return normal.startsWith('/') ? 'posix' : 'none';
}

/** True if a path can exist on this machine's system. */
export function isNative(path: string, platform: NodeJS.Platform = process.platform): boolean {
  return pathSystem(path) === (platform === 'win32' ? 'windows' : 'posix');
}

/** The last part of a path of any system; empty if it ends in a separator. */
export function fileNameOf(path: string): string {
  return pathSystem(path) === 'posix' ? path.slice(path.lastIndexOf('/') + 1) : (/[^\\/]*$/.exec(path)?.[0] ?? '');
}

/** The name of the folder that holds a path of any system; empty if the path names none. */
export function folderNameOf(path: string): string {
  const above = path.slice(0, path.length - fileNameOf(path).length).replace(/[\\/]+$/, '');
  return fileNameOf(above);
}

/** The last part of a path of any system, without its ending. */
export function fileStem(path: string): string {
  const name = fileNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** A file name in which every character that some system forbids is `_`. */
export function portableName(name: string): string {
  return [...name]
    .map((character) => (character < ' ' || FORBIDDEN_ON_WINDOWS.includes(character) ? '_' : character))
    .join('');
}

/** True if a path of this machine lies below a folder, at any depth; false for the folder itself. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), path);
  // Windows has no relative path from one drive to another
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
