import type { BigIntStats } from 'node:fs';

/**
 * Returns an id that all names of one file share, e.g. two hard links. Returns undefined on network and FAT file
 * systems, which have no such ids.
 */
export function fileIdentity({ dev, ino }: BigIntStats): string | undefined {
  return ino === 0n ? undefined : `${dev}:${ino}`;
}
