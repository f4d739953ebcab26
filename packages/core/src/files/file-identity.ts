import type { BigIntStats } from 'node:fs';

/** The number that all names of one file share; undefined on network and FAT file systems that number no files. */
export function fileIdentity({ dev, ino }: BigIntStats): string | undefined {
  return ino === 0n ? undefined : `${dev}:${ino}`;
}
