export interface Id3Frame {
  /** Id of four characters; three in ID3v2.2. */
  id: string;
  /** Stored bytes after the frame's header. */
  data: Uint8Array;
  /** Flags of the frame; not in ID3v2.2. @default 0 */
  flags?: number;
}

/** Text encodings of ID3v2, by their byte in a frame. */
const ENCODINGS = { latin1: 0, utf16: 1, utf16be: 2, utf8: 3 } as const;

/** A text encoding of ID3v2: `utf16` begins with a byte order mark. */
export type Id3Encoding = keyof typeof ENCODINGS;

export interface Id3Layout {
  /** Version of ID3v2: 2, 3 or 4. @default 3 */
  version?: 2 | 3 | 4;
  /**
   * Sets bit 7 of the header: the whole tag is unsynchronised in versions 2 and 3, every frame in version 4. @default
   * false
   */
  unsynchronised?: boolean;
  /** Bytes of an extended header, including its size. @default none */
  extendedHeader?: Uint8Array;
  /** Bits per byte in frame sizes: 8 or 7. @default those of the version */
  frameSizes?: 'plain' | 'syncsafe';
  /** Number of zeros after the last frame. @default 0 */
  padding?: number;
  /** Size in the tag's header. @default the real size */
  statedSize?: number;
}

export function id3v2(frames: readonly Id3Frame[], layout: Id3Layout = {}): Buffer {
  const { version = 3, unsynchronised = false, extendedHeader, padding = 0 } = layout;
  const sizes = layout.frameSizes ?? (version === 4 ? 'syncsafe' : 'plain');
  const perFrame = unsynchronised && version === 4;
  const encoded = frames.map(({ id, data, flags = 0 }) => {
    const body = perFrame ? unsynchronise(data) : Buffer.from(data);
    if (version === 2) return Buffer.concat([Buffer.from(id, 'latin1'), plain(body.length).subarray(1), body]);
    const size = sizes === 'plain' ? plain(body.length) : syncsafe(body.length);
    return Buffer.concat([Buffer.from(id, 'latin1'), size, Buffer.from([flags >> 8, flags & 255]), body]);
  });
  const body = Buffer.concat([extendedHeader ?? Buffer.alloc(0), ...encoded, Buffer.alloc(padding)]);
  const stored = unsynchronised && !perFrame ? unsynchronise(body) : body;
  const flags = (unsynchronised ? 0x80 : 0) | (extendedHeader ? 0x40 : 0);
  const size = syncsafe(layout.statedSize ?? stored.length);
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([version, 0, flags]), size, stored]);
}

/** Builds a text frame. NUL separates several values. */
export function textFrame(id: string, text: string | readonly string[], encoding: Id3Encoding = 'utf16'): Id3Frame {
  const values = typeof text === 'string' ? [text] : text;
  const nul = encodeText('\0', encoding === 'utf16' ? 'utf16le' : encoding);
  const body = values.flatMap((value, n) =>
    n === 0 ? [encodeText(value, encoding)] : [nul, encodeText(value, encoding)],
  );
  return { id, data: Buffer.concat([Buffer.from([ENCODINGS[encoding]]), ...body]) };
}

export function userTextFrame(
  description: string,
  text: string,
  encoding: Id3Encoding = 'utf16',
  id = 'TXXX',
): Id3Frame {
  return { id, data: Buffer.concat([Buffer.from([ENCODINGS[encoding]]), described(description, text, encoding)]) };
}

export function commentFrame(
  text: string,
  options: { description?: string; language?: string; encoding?: Id3Encoding; id?: string } = {},
): Id3Frame {
  const { description = '', language = 'eng', encoding = 'utf16', id = 'COMM' } = options;
  const head = Buffer.concat([Buffer.from([ENCODINGS[encoding]]), Buffer.from(language, 'latin1')]);
  return { id, data: Buffer.concat([head, described(description, text, encoding)]) };
}

export function pictureFrame(picture: Uint8Array): Id3Frame {
  return { id: 'APIC', data: Buffer.concat([Buffer.from('\0image/png\0\x03\0', 'latin1'), picture]) };
}

/** Returns a number as four bytes of 7 bits each. */
export function syncsafe(value: number): Buffer {
  return Buffer.from([(value >> 21) & 127, (value >> 14) & 127, (value >> 7) & 127, value & 127]);
}

/** Inserts a zero after every 0xFF that could look like a frame sync or that a zero follows. */
export function unsynchronise(bytes: Uint8Array): Buffer {
  const out: number[] = [];
  bytes.forEach((byte, n) => {
    out.push(byte);
    const next = bytes[n + 1] ?? 0xff;
    if (byte === 0xff && (next >= 0xe0 || next === 0)) out.push(0);
  });
  return Buffer.from(out);
}

function described(description: string, text: string, encoding: Id3Encoding): Buffer {
  const nul = encodeText('\0', encoding === 'utf16' ? 'utf16le' : encoding);
  return Buffer.concat([encodeText(description, encoding), nul, encodeText(text, encoding)]);
}

function encodeText(text: string, encoding: Id3Encoding | 'utf16le'): Buffer {
  if (encoding === 'latin1' || encoding === 'utf8') return Buffer.from(text, encoding);
  const little = Buffer.from(encoding === 'utf16' ? `\ufeff${text}` : text, 'utf16le');
  return encoding === 'utf16be' ? little.swap16() : little;
}

function plain(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
