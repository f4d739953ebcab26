import { createHash } from 'node:crypto';

/** Returns a whole number that depends on the text alone, so that a piece is drawn and arranged in the same way everywhere. */
export function seedOf(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE(0);
}
