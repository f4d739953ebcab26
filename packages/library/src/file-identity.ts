import type { BigIntStats } from 'node:fs';

/** What tells a file from all others, under whichever name; undefined on the network and FAT file systems that number no files. */
export function fileIdentity({ dev, ino }: BigIntStats): string | undefined {
  return ino === 0n ? undefined : `${dev}:${ino}`;
}
