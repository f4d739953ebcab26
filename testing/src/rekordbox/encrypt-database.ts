import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

const PAGE = 4096;
const RESERVED = 80;
const MAC_AT = PAGE - 64;
const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/** Keys of an encrypted database. */
export interface TestKeys {
  salt: Buffer;
  key: Buffer;
  macKey: Buffer;
}

/** Derives the keys of SQLCipher 4 from a passphrase, with a new salt. */
export function deriveTestKeys(passphrase: string, salt: Buffer = randomBytes(16)): TestKeys {
  const key = pbkdf2Sync(passphrase, salt, 256_000, 32, 'sha512');
  const macSalt = salt.map((byte) => byte ^ 0x3a);
  return { salt, key, macKey: pbkdf2Sync(key, macSalt, 2, 32, 'sha512') };
}

/** Encrypts a database with 80 reserved bytes a page as SQLCipher 4 does. For tests and benchmarks only. */
export function encryptDatabase(plain: Buffer, keys: TestKeys): Buffer {
  const encrypted = Buffer.from(plain);
  for (let at = 0; at < plain.length; at += PAGE) encryptPage(encrypted.subarray(at, at + PAGE), at / PAGE + 1, keys);
  return encrypted;
}

/** Encrypts the pages of a write-ahead log, and computes its checksums again. */
export function encryptWal(plain: Buffer, keys: TestKeys): Buffer {
  const wal = Buffer.from(plain);
  const littleEndian = wal.readUInt32BE(0) === 0x377f0682;
  let sums = checksum(wal.subarray(0, 24), [0, 0], littleEndian);
  writeSums(wal, 24, sums);
  for (let at = WAL_HEADER; at + FRAME_HEADER + PAGE <= wal.length; at += FRAME_HEADER + PAGE) {
    const page = wal.subarray(at + FRAME_HEADER, at + FRAME_HEADER + PAGE);
    encryptPage(page, wal.readUInt32BE(at), keys);
    sums = checksum(wal.subarray(at, at + 8), sums, littleEndian);
    sums = checksum(page, sums, littleEndian);
    writeSums(wal, at + 16, sums);
  }
  return wal;
}

function encryptPage(page: Buffer, number: number, { salt, key, macKey }: TestKeys): void {
  const from = number === 1 ? salt.length : 0;
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  cipher.update(page.subarray(from, PAGE - RESERVED)).copy(page, from);
  iv.copy(page, PAGE - RESERVED);
  const count = Buffer.alloc(4);
  count.writeUInt32LE(number);
  createHmac('sha512', macKey).update(page.subarray(from, MAC_AT)).update(count).digest().copy(page, MAC_AT);
  if (number === 1) salt.copy(page);
}

function checksum(bytes: Buffer, [a, b]: [number, number], littleEndian: boolean): [number, number] {
  let [first, second] = [a, b];
  for (let at = 0; at < bytes.length; at += 8) {
    const words = [at, at + 4].map((word) => (littleEndian ? bytes.readUInt32LE(word) : bytes.readUInt32BE(word)));
    first = (first + words[0] + second) >>> 0;
    second = (second + words[1] + first) >>> 0;
  }
  return [first, second];
}

function writeSums(bytes: Buffer, at: number, [first, second]: [number, number]): void {
  bytes.writeUInt32BE(first, at);
  bytes.writeUInt32BE(second, at + 4);
}
