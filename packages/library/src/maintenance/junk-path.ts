import { extname } from 'node:path';
import { AUDIO_EXTENSIONS } from '@rbassist/audio';
import { fileNameOf } from '@rbassist/core';

/** Prefix of the metadata files that macOS puts next to files on foreign disks. */
const APPLE_DOUBLE = '._';

/** True if a path can be no track: its file name is no audio file's, or that of a macOS metadata file. */
export function isJunkPath(path: string): boolean {
  const name = fileNameOf(path);
  return name.startsWith(APPLE_DOUBLE) || !AUDIO_EXTENSIONS.includes(extname(name).toLowerCase());
}
