import { createHash } from 'node:crypto';

/** Returns a whole number that depends on the text alone, so that all machines make the same draws. */
export function seedOf(text: string): number {
  return createHash('sha1').update(text).digest().readUInt32BE(0);
}
