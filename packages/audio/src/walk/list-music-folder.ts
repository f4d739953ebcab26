import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isFolder } from '@rbassist/core';
import { fileError } from '../track-errors.ts';
import { fileSkipReason, folderSkipReason } from './walk-audio.ts';

/** Contents of a folder. */
export interface MusicFolder {
  /** Folders directly in it that {@link walkAudio} would enter, by name. */
  folders: { name: string; path: string }[];
  /** Number of files directly in it that are named like audio. */
  audioFiles: number;
}

/**
 * Lists the folders in a folder, and counts its audio files, by the rules of {@link walkAudio}. Opens no file.
 *
 * @throws {TrackError} `missing` or `unreadable`.
 */
export async function listMusicFolder(path: string): Promise<MusicFolder> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
    throw fileError(path, error);
  });
  const found: MusicFolder = { folders: [], audioFiles: 0 };
  for (const entry of entries) {
    const { name } = entry;
    if (await leadsToFolder(path, entry)) {
      if (folderSkipReason(name) === undefined) found.folders.push({ name, path: join(path, name) });
    } else if (!entry.isDirectory() && fileSkipReason(name) === undefined) found.audioFiles++;
  }
  found.folders.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  return found;
}

function leadsToFolder(parent: string, entry: Dirent): boolean | Promise<boolean> {
  return entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(parent, entry.name)));
}
