import { isAbsolute, posix, relative, resolve, sep, win32 } from 'node:path';
import { normalPath } from './path-key.ts';

/** System of a path; `none` for a relative path. */
export type PathSystem = 'windows' | 'posix' | 'none';

const WINDOWS_ROOT = /^(?:[A-Z]:\\|\\\\)/;
const FORBIDDEN_ON_WINDOWS = '<>:"/\\|?*';

/** Returns the system of a path, from the path alone. */
export function pathSystem(path: string): PathSystem {
  const normal = normalPath(path);
  if (WINDOWS_ROOT.test(normal)) return 'windows';
  return normal.startsWith('/') ? 'posix' : 'none';
}

/** Returns true if a path can exist on this machine's system. */
export function isNative(path: string, platform: NodeJS.Platform = process.platform): boolean {
  return pathSystem(path) === (platform === 'win32' ? 'windows' : 'posix');
}

/** Returns the last part of a path of any system; empty if the path ends in a separator. */
export function fileNameOf(path: string): string {
  return pathSystem(path) === 'posix' ? path.slice(path.lastIndexOf('/') + 1) : (/[^\\/]*$/.exec(path)?.[0] ?? '');
}

/** Returns the name of the folder that contains a path of any system; empty if the path names no folder. */
export function folderNameOf(path: string): string {
  const above = path.slice(0, path.length - fileNameOf(path).length).replace(/[\\/]+$/, '');
  return fileNameOf(above);
}

/** Returns the folder above a path of any system; undefined for `/`, a drive, a share, or a relative path. */
export function parentFolder(path: string): string | undefined {
  const system = pathSystem(path);
  if (system === 'none') return undefined;
  const normal = normalPath(path);
  const parent = (system === 'windows' ? win32 : posix).dirname(normal);
  return parent === normal ? undefined : parent;
}

/** Returns the last part of a path of any system, without its extension. */
export function fileStem(path: string): string {
  const name = fileNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** Replaces every character that any system forbids in a file name with `_`. */
export function portableName(name: string): string {
  return [...name]
    .map((character) => (character < ' ' || FORBIDDEN_ON_WINDOWS.includes(character) ? '_' : character))
    .join('');
}

/** Returns true if a path of this machine is below a folder, at any depth. False for the folder itself. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(resolve(folder), path);
  // Windows has no relative path from one drive to another
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
