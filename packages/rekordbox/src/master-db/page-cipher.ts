import { createDecipheriv, type Decipheriv, hash, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { freeBytes } from '../sqlite/free-bytes.ts';
import { isIndexPage } from '../sqlite/index-page.ts';
import { damagedPage } from './database-errors.ts';

/** Bytes of a page of SQLCipher 4. */
export const CIPHER_PAGE = 4096;
/** Bytes of the salt at the start of the file. */
export const SALT_LENGTH = 16;
/** Bytes at the end of a page that hold its initialization vector and its MAC. */
const RESERVED = 80;

const KEY_ROUNDS = 256_000;
const MAC_KEY_ROUNDS = 2;
const MAC_SALT_MASK = 0x3a;
const KEY_LENGTH = 32;
const DIGEST = 'sha512';
const DIGEST_LENGTH = 64;
const DIGEST_BLOCK = 128;
const WORDS = CIPHER_PAGE / 4;
const IV_AT = (CIPHER_PAGE - RESERVED) / 4;
const MAC_AT = CIPHER_PAGE - DIGEST_LENGTH;
const IV_WORDS = 4;

const deriveKey = promisify(pbkdf2);

/**
 * Decrypts pages of SQLCipher 4: AES-256 in CBC mode, with an HMAC-SHA512 over the ciphertext, the initialization
 * vector and the page number.
 *
 * Node takes longer to set up a cipher than to decrypt a page. So pages are decrypted many at a time in ECB mode, and
 * chained here.
 */
export class PageCipher {
  readonly #path: string;
  readonly #decipher: Decipheriv;
  /** Inner and outer padded key, each followed by room for what is hashed with it. */
  readonly #inner = Buffer.allocUnsafeSlow(DIGEST_BLOCK + CIPHER_PAGE);
  readonly #outer = Buffer.allocUnsafeSlow(DIGEST_BLOCK + DIGEST_LENGTH);

  private constructor(path: string, key: Buffer, macKey: Buffer) {
    this.#path = path;
    this.#decipher = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false);
    for (let at = 0; at < DIGEST_BLOCK; at++) {
      const byte = macKey[at] ?? 0;
      this.#inner[at] = byte ^ 0x36;
      this.#outer[at] = byte ^ 0x5c;
    }
  }

  /** Derives the keys from a passphrase and the salt of the database at `path`, which takes about 0.2 s. */
  static async create(path: string, passphrase: string, salt: Buffer): Promise<PageCipher> {
    const key = await deriveKey(passphrase, salt, KEY_ROUNDS, KEY_LENGTH, DIGEST);
    const macSalt = salt.map((byte) => byte ^ MAC_SALT_MASK);
    return new PageCipher(path, key, await deriveKey(key, macSalt, MAC_KEY_ROUNDS, KEY_LENGTH, DIGEST));
  }

  /** Returns true if the MAC of a page is right. */
  isAuthentic(page: Buffer, number: number): boolean {
    const from = number === 1 ? SALT_LENGTH : 0;
    const end = DIGEST_BLOCK + MAC_AT - from;
    page.copy(this.#inner, DIGEST_BLOCK, from, MAC_AT);
    this.#inner.writeUInt32LE(number, end);
    hash(DIGEST, this.#inner.subarray(0, end + 4), 'buffer').copy(this.#outer, DIGEST_BLOCK);
    return page.compare(hash(DIGEST, this.#outer, 'buffer'), 0, DIGEST_LENGTH, MAC_AT, CIPHER_PAGE) === 0;
  }

  /**
   * Decrypts consecutive pages into `target`, which is zeros. Pages of indexes are checked and left zeros, as are the
   * reserved bytes of each page.
   *
   * @param pages Encrypted pages. It must start at a multiple of 4 in its ArrayBuffer, as must `target`.
   * @param first Number of the first page, from 1.
   * @param skip Numbers of pages that are left out.
   * @returns Numbers of pages of zeros, which SQLite never wrote; they are left zeros.
   * @throws {FileFormatError} if the MAC of a page is wrong.
   */
  decrypt(pages: Buffer, first: number, target: Buffer, skip?: { has(page: number): boolean }): number[] {
    const blocks = this.#decipher.update(pages);
    const cipher = wordsOf(pages);
    const deciphered = wordsOf(blocks);
    const plain = wordsOf(target);
    const unwritten: number[] = [];
    for (let start = 0, number = first; start < cipher.length; start += WORDS, number++) {
      if (skip?.has(number)) continue;
      const page = pages.subarray(start * 4, start * 4 + CIPHER_PAGE);
      if (!this.isAuthentic(page, number)) {
        if (number === 1 || page.some((byte) => byte !== 0)) {
          throw damagedPage(this.#path, number, 'its checksum (HMAC) is wrong');
        }
        unwritten.push(number);
        continue;
      }
      const isIndex = number > 1 && isIndexPage((deciphered[start] ^ cipher[start + IV_AT]) & 0xff);
      if (!isIndex) unchain(cipher, deciphered, plain, start, number === 1 ? start + SALT_LENGTH / 4 : start);
    }
    freeBytes(blocks);
    return unwritten;
  }
}

/** Turns the blocks of one page from ECB into CBC mode. */
function unchain(cipher: Int32Array, deciphered: Int32Array, plain: Int32Array, page: number, from: number): void {
  const iv = page + IV_AT;
  for (let at = 0; at < IV_WORDS; at++) plain[from + at] = deciphered[from + at] ^ cipher[iv + at];
  for (let at = from + IV_WORDS; at < iv; at++) plain[at] = deciphered[at] ^ cipher[at - IV_WORDS];
}

function wordsOf(bytes: Buffer): Int32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
  return new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}
