const VORBIS_COMMENT = 4;
const LAST_BLOCK = 0x80;

/** Builds the body of a Vorbis comment. A name may occur several times. */
export function vorbisComment(fields: readonly (readonly [name: string, value: string])[]): Buffer {
  const text = (value: string) => {
    const bytes = Buffer.from(value);
    return Buffer.concat([uint32(bytes.length), bytes]);
  };
  return Buffer.concat([
    text('vendor'),
    uint32(fields.length),
    ...fields.map(([name, value]) => text(`${name}=${value}`)),
  ]);
}

/** Replaces all metadata blocks of a FLAC file except STREAMINFO with a Vorbis comment. */
export function withVorbisComment(flac: Uint8Array, comment: Uint8Array): Buffer {
  const bytes = Buffer.from(flac);
  let offset = 4;
  for (let last = false; !last; ) {
    last = (bytes[offset] & LAST_BLOCK) !== 0;
    offset += 4 + bytes.readUIntBE(offset + 1, 3);
  }
  const head = Buffer.alloc(4);
  head.writeUInt32BE(comment.length);
  head[0] = LAST_BLOCK | VORBIS_COMMENT;
  const info = Buffer.from(bytes.subarray(4, 4 + 4 + 34));
  info[0] &= ~LAST_BLOCK;
  return Buffer.concat([bytes.subarray(0, 4), info, head, comment, bytes.subarray(offset)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
