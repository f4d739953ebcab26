import type { BigIntStats } from 'node:fs';

/** Returns an id that all hard links of a file share; undefined on network and FAT file systems, which have none. */
export function fileIdentity({ dev, ino }: BigIntStats): string | undefined {
  return ino === 0n ? undefined : `${dev}:${ino}`;
}
