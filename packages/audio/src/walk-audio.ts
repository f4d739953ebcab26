import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { STAGING_LOG, TrackError } from '@rbassist/core';

import { fileError, throwIfStopped } from './track-errors.ts';

/** Extensions of audio files, lower case; the case of a file's name does not matter. */
export const AUDIO_EXTENSIONS: readonly string[] = [
  '.wav',
  '.flac',
  '.mp3',
  '.m4a',
  '.aiff',
  '.aif',
  '.aifc',
  '.ogg',
  '.opus',
  '.aac',
  '.alac',
  '.wma',
];

/** An audio file, or a path that cannot be used. */
export type WalkEvent = { type: 'file'; path: string } | { type: 'problem'; path: string; error: TrackError };

/** Options of {@link walkAudio}. */
export interface WalkOptions {
  /** Stops the walk, which then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Finds audio files by their extensions: the given files, and those in and below the given folders. Yields absolute
 * paths, spelled as on disk, in a stable order: paths as given, names within a folder by code unit. Yields each file
 * once. Follows links, also in loops. Skips hidden files and folders and those of staged duplicates, unless `paths`
 * names them. Yields a `problem` for everything that cannot be read, and goes on. Memory holds the names of one folder
 * per level.
 *
 * @throws the signal's reason, or a TrackError `timeout` after a timeout.
 */
export async function* walkAudio(paths: readonly string[], { signal }: WalkOptions = {}): AsyncGenerator<WalkEvent> {
  const visited = new Visited();
  for (const path of paths.map((given) => resolve(given))) {
    throwIfStopped(signal, path);
    try {
      const real = await realpath(path);
      if ((await stat(path)).isDirectory()) yield* walkFolder({ path, real, isNamed: true }, visited, signal);
      else if (!isAudioName(path)) yield { type: 'problem', path, error: notAudioName(path) };
      else if (visited.addFile(real)) yield { type: 'file', path };
    } catch (error) {
      throwIfStopped(signal, path);
      yield { type: 'problem', path, error: fileError(path, error) };
    }
  }
}

/** A folder: its path as reached, its real path, and `isNamed` if the caller asked for it. */
interface Folder {
  path: string;
  real: string;
  isNamed: boolean;
}

async function* walkFolder(
  { path, real, isNamed }: Folder,
  visited: Visited,
  signal?: AbortSignal,
): AsyncGenerator<WalkEvent> {
  if (visited.hasFolder(real)) return;
  let entries: Dirent[] = [];
  try {
    entries = await readdir(path, { withFileTypes: true });
  } catch (error) {
    yield { type: 'problem', path, error: fileError(path, error) };
  }
  if (!isNamed && entries.some(({ name }) => name === STAGING_LOG)) return;
  visited.addFolder(real);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    throwIfStopped(signal, path);
    if (isHidden(entry.name)) continue;
    const child = join(path, entry.name);
    const realChild = join(real, entry.name);
    if (entry.isSymbolicLink()) yield* walkLink(child, visited, signal);
    else if (entry.isDirectory()) yield* walkFolder({ path: child, real: realChild, isNamed: false }, visited, signal);
    else if (entry.isFile() && isAudioName(child) && !visited.hasFile(realChild)) yield { type: 'file', path: child };
  }
}

async function* walkLink(path: string, visited: Visited, signal?: AbortSignal): AsyncGenerator<WalkEvent> {
  try {
    const real = await realpath(path);
    const target = await stat(real);
    if (target.isDirectory()) yield* walkFolder({ path, real, isNamed: false }, visited, signal);
    else if (target.isFile() && isAudioName(path) && visited.addFile(real)) yield { type: 'file', path };
  } catch (error) {
    throwIfStopped(signal, path);
    if (isAudioName(path)) yield { type: 'problem', path, error: fileError(path, error) };
  }
}

/** Real paths already visited: whole folders, and files reached through a link or by name. */
class Visited {
  readonly #folders = new Set<string>();
  readonly #files = new Set<string>();

  hasFolder(real: string): boolean {
    return this.#folders.has(real);
  }

  addFolder(real: string): void {
    this.#folders.add(real);
  }

  addFile(real: string): boolean {
    const visitedWithFolder = this.#folders.has(dirname(real)) && !isHidden(basename(real)) && isAudioName(real);
    if (visitedWithFolder || this.#files.has(real)) return false;
    this.#files.add(real);
    return true;
  }

  hasFile(real: string): boolean {
    return this.#files.has(real);
  }
}

/** Returns true for dot files, such as the `._` files named like audio that macOS writes to foreign disks. */
function isHidden(name: string): boolean {
  return name.startsWith('.');
}

function isAudioName(path: string): boolean {
  return AUDIO_EXTENSIONS.includes(extname(path).toLowerCase());
}

function notAudioName(path: string): TrackError {
  const known = AUDIO_EXTENSIONS.join(' ');
  return new TrackError('not-audio', path, `${path} does not have the extension of an audio file: ${known}.`);
}
