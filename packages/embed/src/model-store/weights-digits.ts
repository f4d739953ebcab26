import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileSha256 } from '../checkpoint/file-sha256.ts';

const DIGITS = 8;
const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Returns the first 8 hex digits of the SHA-256 of a weights file, which identify the weights in an embedding space. In
 * the hub's cache, the name of the contents is the checksum. Elsewhere, reads the whole file.
 */
export async function weightsDigits(weights: string): Promise<string> {
  return (await statedDigits(weights)) ?? (await fileSha256(weights)).slice(0, DIGITS);
}

/** Returns the digits of {@link weightsDigits} from the file's name in the hub's cache, or undefined elsewhere. */
export async function statedDigits(weights: string): Promise<string | undefined> {
  const name = basename(await realpath(weights).catch(() => ''));
  return SHA256.test(name) ? name.slice(0, DIGITS) : undefined;
}
