/** Header of one frame of MPEG audio (mp1/2/3) or ADTS (raw AAC). */
export interface FrameHeader {
  sampleRate: number;
  channelCount: number;
  frameBytes: number;
  /** Samples per channel. */
  samples: number;
  /** Version, layer and rate; the same for all frames of a stream. */
  kind: number;
}

export interface MpegFrameHeader extends FrameHeader {
  /** Offset of a Xing or Info tag, from the start of the frame. */
  infoOffset: number;
}

export type ParseFrame<Header extends FrameHeader> = (bytes: Uint8Array, offset: number) => Header | null;

const RATES = [44100, 48000, 32000];
const KBITS = {
  v1l1: [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  v1l2: [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v1l3: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2l1: [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  v2l23: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const ADTS_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

/** Parses an MPEG audio frame header (ISO/IEC 11172-3, 13818-3, MPEG 2.5). Returns null for {@link isFreeFormat}. */
export function parseMpegFrame(bytes: Uint8Array, offset: number): MpegFrameHeader | null {
  if (offset + 4 > bytes.length || bytes[offset] !== 0xff || (bytes[offset + 1] & 0xe0) !== 0xe0) return null;
  const version = (bytes[offset + 1] >> 3) & 3; // 3 = MPEG 1, 2 = MPEG 2, 0 = MPEG 2.5
  const layer = 4 - ((bytes[offset + 1] >> 1) & 3);
  const rateIndex = (bytes[offset + 2] >> 2) & 3;
  const kbitsIndex = bytes[offset + 2] >> 4;
  if (version === 1 || layer === 4 || rateIndex === 3 || kbitsIndex === 0 || kbitsIndex === 15) return null;

  const first = version === 3;
  const table = first ? [KBITS.v1l1, KBITS.v1l2, KBITS.v1l3][layer - 1] : layer === 1 ? KBITS.v2l1 : KBITS.v2l23;
  const sampleRate = RATES[rateIndex] >> (first ? 0 : version === 2 ? 1 : 2);
  const padding = (bytes[offset + 2] >> 1) & 1;
  const samples = layer === 1 ? 384 : layer === 3 && !first ? 576 : 1152;
  const slotBytes = layer === 1 ? 4 : 1;
  const slots = Math.floor(((samples / 8 / slotBytes) * table[kbitsIndex] * 1000) / sampleRate) + padding;
  const channelCount = bytes[offset + 3] >> 6 === 3 ? 1 : 2;
  const sideInfoBytes = first ? (channelCount === 1 ? 17 : 32) : channelCount === 1 ? 9 : 17;
  return {
    sampleRate,
    channelCount,
    frameBytes: slots * slotBytes,
    samples,
    kind: (version << 4) | (layer << 2) | rateIndex,
    infoOffset: 4 + sideInfoBytes,
  };
}

/** Size of the largest free-format frame, with a margin. */
const MOST_FREE_BYTES = 1 << 13;

/** Returns true if three free-format MPEG audio frames begin here. Such frames do not state their size. */
export function isFreeFormat(bytes: Uint8Array): boolean {
  const isHeader = (at: number) =>
    bytes[at] === 0xff && (bytes[at + 1] & 0xe6) > 0xe0 && (bytes[at + 1] & 0x18) !== 8 && bytes[at + 2] >> 2 < 3;
  const isNext = (at: number) => bytes[at + 1] === bytes[1] && bytes[at + 2] >> 2 === bytes[2] >> 2;
  if (!isHeader(0)) return false;
  let last = 0;
  let frames = 1;
  for (let at = bytes.indexOf(0xff, 4); at >= 0 && at < last + MOST_FREE_BYTES; at = bytes.indexOf(0xff, at + 1)) {
    if (!isNext(at)) continue;
    frames++;
    last = at;
  }
  return frames >= CHAIN;
}

/** Parses an ADTS frame header (ISO/IEC 13818-7, 6.2). */
export function parseAdtsFrame(bytes: Uint8Array, offset: number): FrameHeader | null {
  if (offset + 7 > bytes.length || bytes[offset] !== 0xff || (bytes[offset + 1] & 0xf6) !== 0xf0) return null;
  const rateIndex = (bytes[offset + 2] >> 2) & 15;
  const frameBytes = ((bytes[offset + 3] & 3) << 11) | (bytes[offset + 4] << 3) | (bytes[offset + 5] >> 5);
  if (rateIndex >= ADTS_RATES.length || frameBytes < 8) return null;
  return {
    sampleRate: ADTS_RATES[rateIndex],
    channelCount: ((bytes[offset + 2] & 1) << 2) | (bytes[offset + 3] >> 6),
    frameBytes,
    samples: 1024 * ((bytes[offset + 6] & 3) + 1),
    kind: rateIndex,
  };
}

const CHAIN = 3;

/** One header is not enough: one in two thousand pairs of random bytes looks like a header. */
export function isChain<Header extends FrameHeader>(
  bytes: Uint8Array,
  offset: number,
  parse: ParseFrame<Header>,
): boolean {
  const first = parse(bytes, offset);
  if (!first) return false;
  let next = offset + first.frameBytes;
  for (let count = 1; count < CHAIN; count++) {
    const header = parse(bytes, next);
    if (header?.kind !== first.kind) return count === CHAIN - 1 && next >= bytes.length - 4;
    next += header.frameBytes;
  }
  return true;
}

/** Returns the offset of the first chain of frames (see {@link isChain}), or -1. */
export function findFrames<Header extends FrameHeader>(bytes: Uint8Array, parse: ParseFrame<Header>): number {
  for (let offset = bytes.indexOf(0xff); offset >= 0; offset = bytes.indexOf(0xff, offset + 1)) {
    if (isChain(bytes, offset, parse)) return offset;
  }
  return -1;
}
