import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares two tokens in a time that does not depend on them. */
export function isSameToken(given: string, token: string): boolean {
  const [a, b] = [given, token].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a, b);
}
