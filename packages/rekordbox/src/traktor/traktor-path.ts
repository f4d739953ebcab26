import { normalPath, pathSystem } from '@rbassist/core';

/** A file as Traktor stores it: volume, folders with `/:` before each and after the last, and name. */
export interface TraktorLocation {
  volume: string;
  dir: string;
  file: string;
}

const SEPARATOR = '/:';
const DRIVE = /^[a-z]:$/i;
const SHARE = '\\\\';
const MAC_VOLUMES = '/Volumes/';
/** Usual name of a Mac's start volume. */
export const START_VOLUME = 'Macintosh HD';
/** Folders at the root of a Mac's start volume. A stick hardly ever has one of them. */
const START_FOLDERS = new Set(['Users', 'Library', 'System', 'Applications', 'private']);

/** Returns the key of a file in playlists. */
export function traktorKey({ volume, dir, file }: TraktorLocation): string {
  return volume + dir + file;
}

/** Returns the path of a file as its own system spells it. */
export function pathOfTraktor({ volume, dir, file }: TraktorLocation): string {
  const names = [...dir.split(SEPARATOR), file].filter((name) => name !== '');
  if (DRIVE.test(volume) || volume.startsWith(SHARE)) return normalPath([volume, ...names].join('\\'));
  const isStart = volume === '' || volume === START_VOLUME || START_FOLDERS.has(names[0]);
  return (isStart ? '/' : `${MAC_VOLUMES}${volume}/`) + names.join('/');
}

/** Returns the location that Traktor stores for a path. Paths without a volume get the start volume. */
export function traktorLocation(path: string, startVolume: string = START_VOLUME): TraktorLocation {
  const normal = normalPath(path);
  if (pathSystem(path) === 'windows') {
    const [, root = '', rest = ''] = /^([A-Z]:|\\\\[^\\]+\\[^\\]+)\\(.*)$/s.exec(normal) ?? [];
    return located(root, rest.split('\\'));
  }
  const [, volume, below] = /^\/Volumes\/([^/]+)\/(.*)$/s.exec(normal) ?? [];
  return volume === undefined ? located(startVolume, normal.split('/').slice(1)) : located(volume, below.split('/'));
}

function located(volume: string, names: readonly string[]): TraktorLocation {
  const folders = names.slice(0, -1).map((name) => SEPARATOR + name);
  return { volume, dir: folders.join('') + SEPARATOR, file: names[names.length - 1] };
}

/** Splits a key of a playlist. Returns undefined for a text that is none. */
export function splitTraktorKey(key: string): TraktorLocation | undefined {
  const first = key.indexOf(SEPARATOR);
  const last = key.lastIndexOf(SEPARATOR);
  if (first < 0) return undefined;
  const fileAt = last + SEPARATOR.length;
  return { volume: key.slice(0, first), dir: key.slice(first, fileAt), file: key.slice(fileAt) };
}
