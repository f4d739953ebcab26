const HEAD_BYTES = 27;
const MOST_SEGMENTS = 255;
const CONTINUED = 1;

interface Page {
  head: Buffer;
  lacing: Buffer;
  body: Buffer;
}

/** Renumbers the pages. The second page must contain the whole old packet. */
export function withSecondPacket(ogg: Uint8Array, packet: Uint8Array): Buffer {
  const [first, second, ...others] = pagesOf(Buffer.from(ogg));
  const end = second.lacing.findIndex((value) => value < MOST_SEGMENTS) + 1;
  const oldBytes = second.lacing.subarray(0, end).reduce((sum, value) => sum + value, 0);
  const lacing = Buffer.concat([lacingOf(packet.length), second.lacing.subarray(end)]);
  const body = Buffer.concat([packet, second.body.subarray(oldBytes)]);
  const pages = [first, ...pagesFor(second.head, lacing, body), ...others];
  return Buffer.concat(pages.map((page, n) => encoded(page, n)));
}

function pagesOf(ogg: Buffer): Page[] {
  const pages: Page[] = [];
  for (let offset = 0; offset + HEAD_BYTES <= ogg.length; ) {
    const head = ogg.subarray(offset, offset + HEAD_BYTES);
    const lacing = ogg.subarray(offset + HEAD_BYTES, offset + HEAD_BYTES + head[26]);
    const from = offset + HEAD_BYTES + lacing.length;
    offset = from + lacing.reduce((sum, value) => sum + value, 0);
    pages.push({ head, lacing, body: ogg.subarray(from, offset) });
  }
  return pages;
}

function lacingOf(bytes: number): Buffer {
  return Buffer.from([...Array(Math.floor(bytes / 255)).fill(255), bytes % 255]);
}

function pagesFor(head: Buffer, lacing: Buffer, body: Buffer): Page[] {
  const pages: Page[] = [];
  for (let at = 0, from = 0; at < lacing.length; at += MOST_SEGMENTS) {
    const part = lacing.subarray(at, at + MOST_SEGMENTS);
    const bytes = part.reduce((sum, value) => sum + value, 0);
    const own = Buffer.from(head);
    if (at > 0 && lacing[at - 1] === 255) own[5] |= CONTINUED;
    // no page may end inside a packet here
    if (part.every((value) => value === 255)) own.fill(0xff, 6, 14);
    pages.push({ head: own, lacing: part, body: body.subarray(from, from + bytes) });
    from += bytes;
  }
  return pages;
}

function encoded({ head, lacing, body }: Page, number: number): Buffer {
  const page = Buffer.concat([head, lacing, body]);
  page.writeUInt32LE(number, 18);
  page[26] = lacing.length;
  page.writeUInt32LE(0, 22);
  page.writeUInt32LE(checksum(page), 22);
  return page;
}

/** CRC-32 of Ogg: polynomial 0x04c11db7, not reflected, starting at 0. */
function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}
