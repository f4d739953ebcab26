import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { exists, STAGING_LOG, TrackError } from '@rbassist/core';
import { isSoundOnly } from '../formats/sound-only.ts';
import { fileError, throwIfStopped } from '../track-errors.ts';
import {
  AUDIO_EXTENSIONS,
  isAppleDouble,
  isAudioName,
  isHiddenName,
  isSystemFolder,
  isUnfinishedName,
  isVideoName,
  mayBeVideo,
} from './music-names.ts';

/** Reason why a walk skips a file or folder. */
export type SkipReason =
  /** A hidden folder, or a hidden file that is named like audio. */
  | 'hidden'
  /** A system folder, such as the trash, or a metadata file. */
  | 'system'
  /** A folder of staged duplicates. */
  | 'staged'
  /** A video, or an .mp4 or .webm file without sound. */
  | 'video'
  /** A download that has not finished. */
  | 'unfinished'
  /** A name that is not UTF-8, so that the file can't be opened. */
  | 'bad-name'
  /** A link to a missing file, or to itself. */
  | 'broken-link'
  /** Any other file without an audio extension. */
  | 'other';

/** An audio file, a path that cannot be used, or a skipped path. A skipped folder includes everything in it. */
export type WalkEvent =
  | { type: 'file'; path: string }
  | { type: 'problem'; path: string; error: TrackError }
  | { type: 'skipped'; path: string; reason: SkipReason };

/** Options of {@link walkAudio}. */
export interface WalkOptions {
  /** Stops the walk, which then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Finds audio files by their names: the given files, and those in and below the given folders. Yields absolute paths,
 * spelled as on disk, each once, in a stable order: as given, then by code unit. Follows links, also in loops.
 *
 * Skips videos, hidden files and folders, and folders of the system and of staged duplicates, unless `paths` names
 * them. Yields a `skipped` event for each, and a `problem` event for a path that cannot be read.
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
      else if (await visited.addFile(real)) yield { type: 'file', path };
    } catch (error) {
      throwIfStopped(signal, path);
      yield { type: 'problem', path, error: hasBadName(path) ? badName(path, error) : fileError(path, error) };
    }
  }
}

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
  if (!isNamed && entries.some(({ name }) => name === STAGING_LOG)) {
    yield { type: 'skipped', path, reason: 'staged' };
    return;
  }
  visited.addFolder(real);
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    throwIfStopped(signal, path);
    const child = join(path, entry.name);
    const realChild = join(real, entry.name);
    if (hasBadName(entry.name) && !(await exists(child))) yield { type: 'skipped', path: child, reason: 'bad-name' };
    else if (entry.isSymbolicLink()) yield* walkLink(child, visited, signal);
    else if (entry.isDirectory()) yield* walkChild({ path: child, real: realChild, isNamed: false }, visited, signal);
    else if (!visited.hasFile(realChild)) yield await judge(child, entry);
  }
}

async function* walkChild(folder: Folder, visited: Visited, signal?: AbortSignal): AsyncGenerator<WalkEvent> {
  const name = basename(folder.path);
  const reason = folderSkipReason(name) ?? folderSkipReason(basename(folder.real));
  if (reason) yield { type: 'skipped', path: folder.path, reason };
  else yield* walkFolder(folder, visited, signal);
}

async function* walkLink(path: string, visited: Visited, signal?: AbortSignal): AsyncGenerator<WalkEvent> {
  try {
    const real = await realpath(path);
    const target = await stat(real);
    if (target.isDirectory()) yield* walkChild({ path, real, isNamed: false }, visited, signal);
    else {
      const found = await judge(path, target);
      if (found.type !== 'file' || (await visited.addFile(real))) yield found;
    }
  } catch (error) {
    throwIfStopped(signal, path);
    if (fileSkipReason(basename(path))) yield { type: 'skipped', path, reason: 'broken-link' };
    else yield { type: 'problem', path, error: fileError(path, error) };
  }
}

async function judge(path: string, file: { isFile(): boolean }): Promise<WalkEvent> {
  const reason = file.isFile() ? fileSkipReason(basename(path)) : 'other';
  if (reason) return { type: 'skipped', path, reason };
  try {
    const isMusic = !mayBeVideo(path) || (await isSoundOnly(path));
    return isMusic ? { type: 'file', path } : { type: 'skipped', path, reason: 'video' };
  } catch (error) {
    return { type: 'problem', path, error: fileError(path, error) };
  }
}

/** Returns the reason to skip a folder of that name; undefined to enter it. */
export function folderSkipReason(name: string): SkipReason | undefined {
  if (isSystemFolder(name)) return 'system';
  if (isUnfinishedName(name)) return 'unfinished';
  return isHiddenName(name) ? 'hidden' : undefined;
}

/** Returns the reason to skip a file of that name; undefined for audio. */
export function fileSkipReason(name: string): SkipReason | undefined {
  if (isUnfinishedName(name)) return 'unfinished';
  if (!isAudioName(name)) return isVideoName(name) ? 'video' : 'other';
  if (isAppleDouble(name)) return 'system';
  return isHiddenName(name) ? 'hidden' : undefined;
}

/** Real paths already visited: whole folders, and files that were reached through a link or by name. */
class Visited {
  readonly #folders = new Set<string>();
  readonly #files = new Set<string>();

  hasFolder(real: string): boolean {
    return this.#folders.has(real);
  }

  addFolder(real: string): void {
    this.#folders.add(real);
  }

  async addFile(real: string): Promise<boolean> {
    if (this.#files.has(real)) return false;
    const isWithFolder =
      this.#folders.has(dirname(real)) && (await judge(real, { isFile: () => true })).type === 'file';
    if (!isWithFolder) this.#files.add(real);
    return !isWithFolder;
  }

  hasFile(real: string): boolean {
    return this.#files.has(real);
  }
}

/** Node.js replaces bytes that are not UTF-8 with this character. */
function hasBadName(name: string): boolean {
  return name.includes('\ufffd');
}

function notAudioName(path: string): TrackError {
  const known = AUDIO_EXTENSIONS.join(' ');
  return new TrackError('not-audio', path, `${path} has no audio extension. rbassist reads ${known}.`);
}

function badName(path: string, cause: unknown): TrackError {
  const message = `${path} cannot be opened, because its name is not UTF-8. Rename it.`;
  return new TrackError('unreadable', path, message, { cause });
}
