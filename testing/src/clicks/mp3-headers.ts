/** Starts that an MP3 can be given, by the names of DJ programs' users: A to D, VBRI, and rarer ones. */
export const MP3_HEADERS = [
  'A',
  'B Xing only',
  'B Lavc',
  'B Lavf',
  'C wrong CRC',
  'C no CRC',
  'D',
  'VBRI',
  'L3.99',
  'GOGO',
  'D without sizes',
] as const;

/** One of {@link MP3_HEADERS}. */
export type Mp3Header = (typeof MP3_HEADERS)[number];

const CRC_OFFSET = 34;
const LAME_BYTES = CRC_OFFSET + 2;
const FIELD_BYTES = 4 + 4 + 100 + 4;
const VBRI_OFFSET = 36;

/** Gives an MP3 with a tag of LAME or Lavc another start. The sound after it stays. */
export function mp3With(mp3: Buffer, header: Mp3Header): Buffer {
  const bytes = Buffer.from(mp3);
  const info = Math.max(bytes.indexOf('Info'), bytes.indexOf('Xing'));
  const frame = bytes.lastIndexOf(0xff, info);
  const lame = info + 8 + FIELD_BYTES;
  const named = (encoder: string) => {
    bytes.write(encoder.padEnd(9, '\0'), lame, 'latin1');
    bytes.writeUInt16BE(crc16(bytes.subarray(frame, lame + CRC_OFFSET)), lame + CRC_OFFSET);
  };
  const edits: Record<Mp3Header, () => unknown> = {
    A: () => bytes.copyWithin(frame, frame + frameBytes(bytes, frame)),
    'B Xing only': () => bytes.fill(0, lame, lame + LAME_BYTES),
    'B Lavc': () => named('Lavc59.37'),
    'B Lavf': () => named('Lavf59.27'),
    'C wrong CRC': () => {
      named('LAME3.100');
      bytes.writeUInt16BE(bytes.readUInt16BE(lame + CRC_OFFSET) ^ 1, lame + CRC_OFFSET);
    },
    'C no CRC': () => {
      named('LAME3.100');
      bytes.writeUInt16BE(0, lame + CRC_OFFSET);
    },
    D: () => named('LAME3.100'),
    VBRI: () => writeVbri(bytes, frame),
    'L3.99': () => named('L3.99r'),
    GOGO: () => named('GOGO3.13'),
    'D without sizes': () => {
      bytes.writeUInt32BE(0, info + 8);
      bytes.writeUInt32BE(0, info + 12);
      named('LAME3.100');
    },
  };
  edits[header]();
  return header === 'A' ? bytes.subarray(0, bytes.length - frameBytes(mp3, frame)) : bytes;
}

function writeVbri(bytes: Buffer, frame: number): void {
  bytes.fill(0, frame + 4, frame + frameBytes(bytes, frame));
  bytes.write('VBRI', frame + VBRI_OFFSET, 'latin1');
  bytes.writeUInt16BE(1, frame + VBRI_OFFSET + 4);
  bytes.writeUInt32BE(bytes.length, frame + VBRI_OFFSET + 10);
  bytes.writeUInt32BE(24, frame + VBRI_OFFSET + 14);
}

/** The fixtures have a constant bitrate and no padding in the first frame, so the next frame has the same two bytes. */
function frameBytes(bytes: Buffer, frame: number): number {
  return bytes.indexOf(bytes.subarray(frame, frame + 2), frame + 4) - frame;
}

function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}
