import { extname } from 'node:path';
import { AUDIO_EXTENSIONS } from '@rbassist/audio';
import { fileNameOf } from '@rbassist/core';

/** Prefix of the metadata files that macOS puts next to files on foreign disks. */
const APPLE_DOUBLE = '._';

/** Returns true if a path can't be a track: it has no audio extension, or names a macOS metadata file. */
export function isJunkPath(path: string): boolean {
  const name = fileNameOf(path);
  return name.startsWith(APPLE_DOUBLE) || !AUDIO_EXTENSIONS.includes(extname(name).toLowerCase());
}
