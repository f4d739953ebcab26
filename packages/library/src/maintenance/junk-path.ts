import { extname } from 'node:path';
import { AUDIO_EXTENSIONS } from '@rbassist/audio';
import { fileNameOf } from '@rbassist/core';

/** What macOS leaves beside files on foreign disks: named like the file, and none. */
const APPLE_DOUBLE = '._';

/** Whether a record's path can be no track: it has no name, not that of an audio file, or that of a companion which macOS leaves. */
export function isJunkPath(path: string): boolean {
  const name = fileNameOf(path);
  return name.startsWith(APPLE_DOUBLE) || !AUDIO_EXTENSIONS.includes(extname(name).toLowerCase());
}
