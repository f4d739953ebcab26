import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** Kinds of file signature: `fast` is the modification time and size, `content` the SHA-1 of the bytes. */
export type SignatureMode = 'fast' | 'content';

const DEFAULT_SIGNATURE_MODE: SignatureMode = 'fast';

const CHUNK_BYTES = 1 << 20;
const CONTENT_SIGNATURE = /^[0-9a-f]{40}$/;
const FAST_SIGNATURE = /^(\d+)_(\d+)$/;

/** Parts of a `fast` signature. */
export interface FastSignature {
  signature: string;
  mtimeNs: bigint;
  /** Size, in bytes. */
  size: number;
}

/**
 * Returns a signature that changes with the file, the same as the Python rbassist's.
 *
 * @returns `${mtimeNs}_${size}` for `fast`, 40 hex digits for `content`.
 * @throws the system's error (`ENOENT`, `EACCES`, …).
 */
export async function fileSignature(path: string, mode: SignatureMode = DEFAULT_SIGNATURE_MODE): Promise<string> {
  if (mode === 'content') return contentSignature(path);
  return fastSignature(await stat(path, { bigint: true }));
}

/** Returns the `fast` signature for the stats of a file. */
export function fastSignature({ mtimeNs, size }: Pick<BigIntStats, 'mtimeNs' | 'size'>): string {
  return `${mtimeNs}_${size}`;
}

/** Splits a `fast` signature into its parts. Returns undefined for anything else. */
export function parseFastSignature(stored: unknown): FastSignature | undefined {
  const [signature, mtime, size] = (typeof stored === 'string' && FAST_SIGNATURE.exec(stored)) || [];
  return signature === undefined ? undefined : { signature, mtimeNs: BigInt(mtime!), size: Number(size) };
}

/** Returns true for a `content` signature. */
export function isContentSignature(stored: unknown): stored is string {
  return typeof stored === 'string' && CONTENT_SIGNATURE.test(stored);
}

async function contentSignature(path: string): Promise<string> {
  const hash = createHash('sha1');
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
