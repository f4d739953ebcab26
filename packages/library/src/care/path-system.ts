import { normalPath } from '@rbassist/core';

/** Where a record's path can be a path: on Windows, on other systems, or, a bare name, nowhere. */
export type PathSystem = 'windows' | 'posix' | 'none';

const WINDOWS_ROOT = /^(?:[A-Z]:\\|\\\\)/;

/** Tells by the path alone. */
export function pathSystem(path: string): PathSystem {
  const normal = normalPath(path);
  if (WINDOWS_ROOT.test(normal)) return 'windows';
  return normal.startsWith('/') ? 'posix' : 'none';
}

/** Whether a path can be one of this machine. */
export function isNative(path: string, platform: NodeJS.Platform = process.platform): boolean {
  return pathSystem(path) === (platform === 'win32' ? 'windows' : 'posix');
}

/** The last part of a path of any system; empty where it ends in none, as `/` does. */
export function fileNameOf(path: string): string {
  return pathSystem(path) === 'posix' ? path.slice(path.lastIndexOf('/') + 1) : (/[^\\/]*$/.exec(path)?.[0] ?? '');
}

/** The name of the folder that a path of any system lies in; empty where none is named. */
export function folderNameOf(path: string): string {
  const above = path.slice(0, path.length - fileNameOf(path).length).replace(/[\\/]+$/, '');
  return fileNameOf(above);
}
