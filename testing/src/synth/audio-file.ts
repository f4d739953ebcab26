import { encode } from 'node-wav';

export interface Recording {
  channels: readonly Float32Array[];
  sampleRate: number;
  bitDepth: 16 | 24;
}

const WAV_HEADER_BYTES = 44;
/** Sizes of the chunk headers, format chunk and offsets of an AIFF file: FORM, COMM, SSND. */
const AIFF_HEADER_BYTES = 12 + 26 + 16;

export function encodeWav({ channels, sampleRate, bitDepth }: Recording): Uint8Array {
  return encode(channels, { sampleRate, bitDepth });
}

/** Follows Apple, AIFF 1.3 (1989): like WAV, with other chunk names and big-endian numbers. */
export function encodeAiff(recording: Recording): Uint8Array {
  const { channels, sampleRate, bitDepth } = recording;
  const samples = encodeWav(recording).subarray(WAV_HEADER_BYTES);
  const width = bitDepth / 8;
  const padding = samples.length % 2;
  const bytes = new Uint8Array(AIFF_HEADER_BYTES + samples.length + padding);
  const view = new DataView(bytes.buffer);
  const name = (offset: number, text: string) => bytes.set(new TextEncoder().encode(text), offset);
  name(0, 'FORM');
  view.setUint32(4, bytes.length - 8);
  name(8, 'AIFFCOMM');
  view.setUint32(16, 18);
  view.setInt16(20, channels.length);
  view.setUint32(22, channels[0].length);
  view.setInt16(26, bitDepth);
  writeExtended(view, 28, sampleRate);
  name(38, 'SSND');
  view.setUint32(42, 8 + samples.length);
  for (let i = 0; i < samples.length; i += width) {
    for (let byte = 0; byte < width; byte++) bytes[AIFF_HEADER_BYTES + i + byte] = samples[i + width - 1 - byte];
  }
  return bytes;
}

/** Writes a positive whole number as the 80-bit float of AIFF's sample rate. */
function writeExtended(view: DataView, offset: number, value: number): void {
  const exponent = 31 - Math.clz32(value);
  view.setUint16(offset, 16_383 + exponent);
  view.setUint32(offset + 2, value * 2 ** (31 - exponent));
}
