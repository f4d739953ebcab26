/** A part of a Serato file: a name of four letters and its content. */
export interface SeratoChunk {
  tag: string;
  bytes: Uint8Array;
}

const HEAD_BYTES = 8;

/** Yields the chunks of a Serato file, or of a chunk that contains others. Throws a RangeError for cut-off data. */
export function* seratoChunks(bytes: Uint8Array): Generator<SeratoChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    if (at + HEAD_BYTES > bytes.length) throw new RangeError('it ends in the middle of an entry');
    const tag = Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
    const from = at + HEAD_BYTES;
    at = from + view.getUint32(at + 4);
    if (at > bytes.length) throw new RangeError('it ends in the middle of an entry');
    yield { tag, bytes: bytes.subarray(from, at) };
  }
}

/** Decodes text, UTF-16 with the high byte first. A NUL may end it. */
export function seratoText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
  // a pattern such as /\0+$/ would take a time that grows with the square of the length
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--;
  return text.slice(0, end);
}

/** Decodes a whole number of 4 bytes; undefined for another length. */
export function seratoNumber(bytes: Uint8Array): number | undefined {
  return bytes.length === 4 ? Buffer.from(bytes).readUInt32BE() : undefined;
}
