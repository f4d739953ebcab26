import { createHash } from 'node:crypto';
import { fileStem, portableName } from '@rbassist/core';

const HASH_DIGITS = 8;
/** Most file systems allow 255 bytes in a name; this leaves room for hashes, the ending and a temporary suffix. */
const MAX_STEM_BYTES = 180;

/** Returns `<stem>-<8 hex of the path>`, the start of the name of every file that belongs to a track. */
export function trackFileStem(trackPath: string): string {
  return `${safeStem(fileStem(trackPath))}-${shortHash(trackPath)}`;
}

export function shortHash(text: string): string {
  return createHash('sha1').update(text).digest('hex').slice(0, HASH_DIGITS);
}

function safeStem(stem: string): string {
  let characters = [...portableName(stem)];
  while (Buffer.byteLength(characters.join('')) > MAX_STEM_BYTES) characters = characters.slice(0, -1);
  return characters.join('');
}
