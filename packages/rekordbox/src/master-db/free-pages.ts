import { damagedPage } from './database-errors.ts';

/**
 * Throws if a page of zeros is in use. SQLite leaves only free pages unwritten, and such a page has no MAC to check.
 *
 * @param image Decrypted database.
 * @param unwritten Numbers of the pages of zeros.
 */
export function requireFreePages(path: string, image: Buffer, pageSize: number, unwritten: readonly number[]): void {
  if (unwritten.length === 0) return;
  const free = freePages(image, pageSize);
  const used = unwritten.find((page) => !free.has(page) && page !== lockPage(pageSize));
  if (used !== undefined) throw damagedPage(path, used, 'it was never written');
}

/** Lists the pages of the free list. Stops at the first trunk that is out of range or visited before. */
function freePages(image: Buffer, pageSize: number): Set<number> {
  const free = new Set<number>();
  const trunks = new Set<number>();
  const pageCount = image.length / pageSize;
  for (let trunk = image.readUInt32BE(32); trunk > 0 && trunk <= pageCount && !trunks.has(trunk); ) {
    trunks.add(trunk);
    const at = (trunk - 1) * pageSize;
    const leaves = Math.min(image.readUInt32BE(at + 4), pageSize / 4 - 2);
    for (let leaf = 0; leaf < leaves; leaf++) free.add(image.readUInt32BE(at + 8 + leaf * 4));
    trunk = image.readUInt32BE(at);
  }
  return free;
}

/** Returns the page with the byte that SQLite locks, which is never used. */
function lockPage(pageSize: number): number {
  return 2 ** 30 / pageSize + 1;
}
