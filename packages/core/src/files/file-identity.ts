import type { BigIntStats } from 'node:fs';

/**
 * Returns an id that all names of one file share, e.g. two hard links. Undefined on network and FAT file systems, which
 * number no files.
 */
export function fileIdentity({ dev, ino }: BigIntStats): string | undefined {
  return ino === 0n ? undefined : `${dev}:${ino}`;
}
