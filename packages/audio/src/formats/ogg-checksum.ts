const POLYNOMIAL = 0x04c11db7;
const CHECKSUM_OFFSET = 22;
/** Checksums of each byte followed by 0 to 3 zero bytes, to process four bytes at once. */
const TABLES = tables();

/** Computes the checksum of RFC 3533, with the page's own four bytes as zeros. */
export function oggChecksum(page: Uint8Array): number {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const [t0, t1, t2, t3] = TABLES;
  let sum = 0;
  let at = 0;
  const step = (byte: number) => {
    sum = (sum << 8) ^ t0[(sum >>> 24) ^ byte];
  };
  for (; at < CHECKSUM_OFFSET; at++) step(page[at]);
  for (; at < CHECKSUM_OFFSET + 4; at++) step(0);
  for (; at + 4 <= page.length; at += 4) {
    sum ^= view.getInt32(at);
    sum = t3[sum >>> 24] ^ t2[(sum >>> 16) & 255] ^ t1[(sum >>> 8) & 255] ^ t0[sum & 255];
  }
  for (; at < page.length; at++) step(page[at]);
  return sum >>> 0;
}

function tables(): readonly Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum < 0 ? (sum << 1) ^ POLYNOMIAL : sum << 1;
    return sum;
  });
  const all = [first];
  for (let n = 1; n < 4; n++) {
    const before = all[n - 1];
    all.push(before.map((sum) => (sum << 8) ^ first[sum >>> 24]));
  }
  return all;
}
