import { extname } from 'node:path';
import { AUDIO_EXTENSIONS } from '@rbassist/audio';
import { fileNameOf } from '@rbassist/core';

const APPLE_DOUBLE = '._';

export function isJunkPath(path: string): boolean {
  const name = fileNameOf(path);
  return name.startsWith(APPLE_DOUBLE) || !AUDIO_EXTENSIONS.includes(extname(name).toLowerCase());
}
