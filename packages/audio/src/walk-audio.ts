import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { STAGING_LOG, TrackError } from '@rbassist/core';
import { fileError } from './audio-file.ts';
import { throwIfStopped } from './stop-reason.ts';

/** Names of audio files end with one of these, in any case. */
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

/** A file that was found, or something on the way that could not be used. */
export type WalkEvent = { type: 'file'; path: string } | { type: 'problem'; path: string; error: TrackError };

/** Options of {@link walkAudio}. */
export interface WalkOptions {
  /** Stops the walk; it rejects with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Finds the audio files in and below the given paths: roots in the order given, names within a folder in code-unit order.
 * Gives absolute paths spelled as the file system spells them, and each file once, by whatever ways it is reached. Hidden
 * files and folders and those of staged duplicates are passed over unless named, links are followed, and loops of links end.
 * What cannot be read is reported and the walk goes on. Memory holds one folder's names per level, never the whole list.
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

/** A folder by the way it was reached and by its own; `isNamed` when the caller asked for this very one. */
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

/** What the walk has given, by real paths: folders as wholes, and files that were not reached through their own folder. */
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
    const givenWithFolder = this.#folders.has(dirname(real)) && !isHidden(basename(real)) && isAudioName(real);
    if (givenWithFolder || this.#files.has(real)) return false;
    this.#files.add(real);
    return true;
  }

  hasFile(real: string): boolean {
    return this.#files.has(real);
  }
}

/** Dot files; among them the `._` companions that macOS leaves on foreign disks, which are named like audio and are none. */
function isHidden(name: string): boolean {
  return name.startsWith('.');
}

function isAudioName(path: string): boolean {
  return AUDIO_EXTENSIONS.includes(extname(path).toLowerCase());
}

function notAudioName(path: string): TrackError {
  const known = AUDIO_EXTENSIONS.join(' ');
  return new TrackError('not-audio', path, `${path} is not named like an audio file; names may end in ${known}.`);
}
