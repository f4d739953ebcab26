/** Builds an ID3v1.1 tag: 128 bytes, with texts cut to 30 bytes of Latin-1. */
export function id3v1(fields: {
  title?: string;
  artist?: string;
  album?: string;
  year?: string;
  comment?: string;
  genre?: number;
}): Buffer {
  const tag = Buffer.alloc(128);
  tag.write('TAG', 'latin1');
  const write = (text: string | undefined, offset: number, length: number) =>
    tag.write((text ?? '').slice(0, length), offset, 'latin1');
  write(fields.title, 3, 30);
  write(fields.artist, 33, 30);
  write(fields.album, 63, 30);
  write(fields.year, 93, 4);
  write(fields.comment, 97, 28);
  tag[127] = fields.genre ?? 255;
  return tag;
}

const APE_HAS_HEADER = 0x80000000;
const APE_IS_HEADER = 0x20000000;

/** Builds an APEv2 tag of text items. NUL separates the values of a list. */
export function apeTag(items: Readonly<Record<string, string | readonly string[]>>, header = true): Buffer {
  const encoded = Object.entries(items).map(([key, value]) => {
    const text = Buffer.from(typeof value === 'string' ? value : value.join('\0'));
    const head = Buffer.alloc(8);
    head.writeUInt32LE(text.length, 0);
    return Buffer.concat([head, Buffer.from(`${key}\0`, 'latin1'), text]);
  });
  const body = Buffer.concat(encoded);
  const frame = (flags: number) => {
    const bytes = Buffer.alloc(32, 0);
    bytes.write('APETAGEX', 'latin1');
    bytes.writeUInt32LE(2000, 8);
    bytes.writeUInt32LE(body.length + 32, 12);
    bytes.writeUInt32LE(encoded.length, 16);
    bytes.writeUInt32LE(flags >>> 0, 20);
    return bytes;
  };
  const footer = frame(header ? APE_HAS_HEADER : 0);
  return Buffer.concat([header ? frame(APE_HAS_HEADER + APE_IS_HEADER) : Buffer.alloc(0), body, footer]);
}
