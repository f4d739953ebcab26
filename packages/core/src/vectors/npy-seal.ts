/** First letters of a seal's mark, and the bytes from its start to the end of the file. */
const MARK = 'crc';
const SEAL_BYTES = 8;

/**
 * Tells if a `.npy` file ends with a seal of `sealNpy`, whole or not. Files of other programs have none.
 */
export function isSealedNpy(npy: Uint8Array): boolean {
  return Buffer.from(npy.subarray(-SEAL_BYTES)).toString('latin1').startsWith(MARK);
}
