import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, homeFolder, isFolder, listFolder, normalPath } from '@rbassist/core';

/** A folder from which a person can look for music. */
export interface MusicPlace {
  kind: 'home' | 'music' | 'drive';
  path: string;
}

/** Facts of a machine that {@link musicPlaces} reads. */
export interface PlacesOptions {
  /** @default this machine's */
  platform?: NodeJS.Platform;
  /** @default the user's */
  home?: string;
}

const DRIVE_LETTERS = Array.from({ length: 26 }, (_, i) => String.fromCharCode('A'.charCodeAt(0) + i));

/** Lists where a person can look for music: the home folder, the folder of music, and the drives. */
export async function musicPlaces(options: PlacesOptions = {}): Promise<MusicPlace[]> {
  const { platform = process.platform, home = homeFolder() } = options;
  const places: MusicPlace[] = [];
  if (home !== undefined) {
    places.push({ kind: 'home', path: home });
    const music = await musicFolder(home, platform);
    if (music !== home && (await isFolder(music))) places.push({ kind: 'music', path: music });
  }
  for (const path of await drives(platform)) places.push({ kind: 'drive', path });
  return places;
}

/** Returns the folder of music; on Linux, a person's language may name it. */
async function musicFolder(home: string, platform: NodeJS.Platform): Promise<string> {
  const usual = join(home, 'Music');
  if (platform !== 'linux') return usual;
  const settings = await readFile(join(home, '.config', 'user-dirs.dirs'), 'utf8').catch(() => '');
  return xdgMusicFolder(settings, home) ?? usual;
}

/** Reads the folder of music from the text of `user-dirs.dirs`; undefined if it names none. */
export function xdgMusicFolder(settings: string, home: string): string | undefined {
  const path = /^\s*XDG_MUSIC_DIR="(.+)"\s*$/m.exec(settings)?.[1]?.replace(/^\$HOME(?=\/|$)/, home);
  return path?.startsWith('/') ? normalPath(path) : undefined;
}

async function drives(platform: NodeJS.Platform): Promise<string[]> {
  const found: string[] = [];
  if (platform === 'win32') {
    // an empty card reader or a drive that sleeps must not hold up the others
    const present = await Promise.all(DRIVE_LETTERS.map((letter) => exists(`${letter}:\\`).catch(() => false)));
    return DRIVE_LETTERS.filter((_, i) => present[i]).map((letter) => `${letter}:\\`);
  }
  for (const parent of driveParents(platform)) {
    const names = await listFolder(parent).catch(() => []);
    for (const name of names.sort()) if (await isFolder(join(parent, name))) found.push(join(parent, name));
  }
  return found;
}

/** Returns the folders in which a system shows its drives. */
function driveParents(platform: NodeJS.Platform, user = process.env.USER ?? ''): string[] {
  if (platform === 'darwin') return ['/Volumes'];
  return user === '' ? ['/mnt'] : [`/media/${user}`, `/run/media/${user}`, '/mnt'];
}
