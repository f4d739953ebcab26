/** Reads bytes as Latin-1 text; shorter than `length` at the end of the bytes. */
export function ascii(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}
