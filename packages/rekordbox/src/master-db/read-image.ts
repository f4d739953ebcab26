import type { FileHandle } from 'node:fs/promises';
import { FileFormatError } from '@rbassist/core';
import { isIndexPage } from '../sqlite/index-page.ts';
import { DatabaseKeyError, damagedPage, foreignLog, truncatedDatabase } from './database-errors.ts';
import { requireFreePages } from './free-pages.ts';
import { CIPHER_PAGE, PageCipher, SALT_LENGTH } from './page-cipher.ts';
import { isPageSize, readWalChanges, type WalChanges } from './wal.ts';

const PLAIN_HEADER = Buffer.from('SQLite format 3\0', 'latin1');
const BATCH_PAGES = 64;

/** Open files of a database. */
export interface DatabaseFiles {
  path: string;
  main: FileHandle;
  wal: FileHandle | undefined;
}

/**
 * Reads a database of SQLite or SQLCipher 4 with the changes of its write-ahead log, and returns it decrypted, as bytes
 * that SQLite opens. Checks the MAC of every page.
 *
 * Pages of indexes, about half of a database, are left zeros and so take no memory: a query must say NOT INDEXED.
 *
 * @param passphrase Key of an encrypted database.
 */
export async function readImage(files: DatabaseFiles, passphrase: string | undefined): Promise<Buffer<ArrayBuffer>> {
  const { path, main, wal } = files;
  const { size } = await main.stat();
  const changes = wal && (await readWalChanges(wal, (await wal.stat()).size));
  const start = await readAt(main, 0, Math.min(size, 100));
  if (size === 0 && !changes) throw new FileFormatError(path, `${path} is empty.`);
  const isPlain = start.subarray(0, PLAIN_HEADER.length).equals(PLAIN_HEADER);
  const pageSize = isPlain ? plainPageSize(path, start) : CIPHER_PAGE;
  if (changes && changes.pageSize !== pageSize) {
    throw foreignLog(path);
  }
  if (size < pageSize && !changes?.pages.has(1)) {
    throw new FileFormatError(path, `${path} is not a Rekordbox database, or it is truncated: it has ${size} bytes.`);
  }
  const first = await readPage(files, changes, 1, pageSize);
  const stored = changes?.pages.has(1) && size >= pageSize ? await readAt(main, 0, pageSize) : first;
  const cipher = isPlain ? undefined : await openCipher(path, [first, stored], passphrase);
  const pageCount = countPages(path, size, pageSize, changes, cipher ? plainFirstPage(cipher, first) : first);
  const image = allocate(path, pageCount * pageSize);
  const filePages = Math.min(Math.floor(size / pageSize), pageCount);
  const unwritten = await readMain(files, changes, cipher, image.subarray(0, filePages * pageSize), pageSize);
  for (const page of changes?.pages.keys() ?? []) {
    if (page > pageCount) continue;
    const bytes = await readPage(files, changes, page, pageSize);
    const target = image.subarray((page - 1) * pageSize, page * pageSize);
    if (cipher) unwritten.push(...decryptLogged(path, cipher, bytes, page, target));
    else copyPages(bytes, target, page, pageSize);
  }
  finishHeader(image, pageCount);
  requireFreePages(path, image, pageSize, unwritten);
  return image;
}

/** Copies or decrypts the pages of the main file, except those that the log replaces. */
async function readMain(
  { main }: DatabaseFiles,
  changes: WalChanges | undefined,
  cipher: PageCipher | undefined,
  target: Buffer,
  pageSize: number,
): Promise<number[]> {
  const unwritten: number[] = [];
  const batch = Buffer.allocUnsafeSlow(BATCH_PAGES * pageSize);
  for (let at = 0; at < target.length; at += batch.length) {
    const bytes = batch.subarray(0, Math.min(batch.length, target.length - at));
    await fill(main, bytes, at);
    const part = target.subarray(at, at + bytes.length);
    if (cipher) unwritten.push(...cipher.decrypt(bytes, at / pageSize + 1, part, changes?.pages));
    else copyPages(bytes, part, at / pageSize + 1, pageSize);
  }
  return unwritten;
}

/** Copies pages except those of indexes, as decryption does. */
function copyPages(bytes: Buffer, target: Buffer, first: number, pageSize: number): void {
  for (let at = 0; at < bytes.length; at += pageSize) {
    const isFirst = first === 1 && at === 0;
    if (isFirst || !isIndexPage(bytes[at])) bytes.copy(target, at, at, at + pageSize);
  }
}

function decryptLogged(path: string, cipher: PageCipher, bytes: Buffer, page: number, target: Buffer): number[] {
  try {
    return cipher.decrypt(bytes, page, target);
  } catch (error) {
    throw foreignLog(path, error);
  }
}

/** Takes page 1 as the log has it, and as the main file has it. */
async function openCipher(
  path: string,
  [first, stored]: readonly [Buffer, Buffer],
  passphrase: string | undefined,
): Promise<PageCipher> {
  if (passphrase === undefined) {
    throw new DatabaseKeyError(path, `${path} is encrypted, and you gave no key.`);
  }
  const cipher = await PageCipher.create(path, passphrase, stored.subarray(0, SALT_LENGTH));
  if (!cipher.isAuthentic(first, 1)) {
    if (cipher.isAuthentic(stored, 1)) throw foreignLog(path);
    throw new DatabaseKeyError(
      path,
      `The key does not open ${path}. Either it is wrong, or page 1 is damaged, or this is no Rekordbox database.`,
    );
  }
  return cipher;
}

function plainFirstPage(cipher: PageCipher, first: Buffer): Buffer {
  const plain = Buffer.alloc(CIPHER_PAGE);
  cipher.decrypt(first, 1, plain);
  return plain;
}

/** Returns the number of pages that the database must have. */
function countPages(
  path: string,
  size: number,
  pageSize: number,
  changes: WalChanges | undefined,
  first: Buffer,
): number {
  const inFile = Math.floor(size / pageSize);
  const isStated = first.readUInt32BE(24) === first.readUInt32BE(92);
  const stated = isStated ? first.readUInt32BE(28) : 0;
  const pageCount = changes?.pageCount ?? (stated === 0 ? inFile : stated);
  const inLog = changes ? [...changes.pages.keys()].filter((page) => page > inFile && page <= pageCount).length : 0;
  if (pageCount > inFile + inLog) throw truncatedDatabase(path, inFile + inLog, pageCount);
  // a size that the header does not state must come out even
  if (!changes && stated === 0 && size % pageSize !== 0) throw truncatedDatabase(path, inFile, inFile + 1);
  return pageCount;
}

/** Makes the header that of a database without a log, since SQLite opens no other from memory. */
function finishHeader(image: Buffer, pageCount: number): void {
  PLAIN_HEADER.copy(image, 0);
  image.fill(1, 18, 20);
  image.writeUInt32BE(pageCount, 28);
  image.copy(image, 92, 24, 28);
}

function plainPageSize(path: string, header: Buffer): number {
  const stored = header.length < 100 ? 0 : header.readUInt16BE(16);
  const pageSize = stored === 1 ? 65_536 : stored;
  if (!isPageSize(pageSize)) throw damagedPage(path, 1, 'its page size is invalid');
  return pageSize;
}

async function readPage(
  { main, wal }: DatabaseFiles,
  changes: WalChanges | undefined,
  page: number,
  pageSize: number,
): Promise<Buffer> {
  const position = changes?.pages.get(page);
  return position === undefined || !wal
    ? readAt(main, (page - 1) * pageSize, pageSize)
    : readAt(wal, position, pageSize);
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  await fill(handle, bytes, position);
  return bytes;
}

async function fill(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, position + filled);
    if (bytesRead === 0) throw new Error('the file became shorter while it was read');
    filled += bytesRead;
  }
}

function allocate(path: string, bytes: number): Buffer<ArrayBuffer> {
  try {
    return Buffer.from(new ArrayBuffer(bytes));
  } catch (cause) {
    throw new FileFormatError(path, `${path} needs ${bytes} bytes of memory, more than there is.`, { cause });
  }
}
