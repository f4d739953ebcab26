import { ascii } from './ascii.ts';
import { parseFlacFrame } from './flac-frame.ts';
import { vorbisBlockSize } from './vorbis-blocks.ts';

export type OggCodec = 'vorbis' | 'opus' | 'flac';

export interface OggHeader {
  codec: OggCodec;
  /** Hertz; also the unit of positions. */
  sampleRate: number;
  channelCount: number;
  /** Samples to drop at the start. */
  preSkip: number;
  /** Packets that a decoder needs before the audio, without tags. */
  packets: Uint8Array[];
  /** Returns the samples per channel of the next audio packet; call it once for each, in order. */
  durationOf(packet: Uint8Array): number;
}

const OPUS_RATE = 48_000;
/** First byte of the Opus header and tags, `O`. An audio packet may begin with it too. */
const OPUS_ID = 0x4f;
/** Samples of a frame of speech in Opus, by the last two bits of its configuration (RFC 6716, 3.1). */
const OPUS_SPEECH = [480, 960, 1920, 2880];

export function oggCodecOf(packet: Uint8Array): OggCodec | null {
  if (ascii(packet, 0, 7) === '\x01vorbis') return 'vorbis';
  if (ascii(packet, 0, 8) === 'OpusHead') return 'opus';
  return ascii(packet, 0, 5) === '\x7fFLAC' ? 'flac' : null;
}

export function oggPacketKind(codec: OggCodec, start: Uint8Array): 'head' | 'tags' | 'audio' {
  if (codec === 'vorbis') return start[0] === 3 ? 'tags' : start[0] & 1 ? 'head' : 'audio';
  if (codec === 'flac') return start[0] === 0xff ? 'audio' : start[0] === 0x7f ? 'head' : 'tags';
  if (start[0] !== OPUS_ID) return 'audio';
  const id = ascii(start, 0, 8);
  return id === 'OpusHead' ? 'head' : id === 'OpusTags' ? 'tags' : 'audio';
}

/** Returns null while some header packets are missing, or if they are damaged. */
export function readOggHeader(codec: OggCodec, packets: Uint8Array[]): OggHeader | null {
  const [first] = packets;
  const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
  if (codec === 'opus') {
    if (first.length < 19) return null;
    const fields = { channelCount: first[9], preSkip: view.getUint16(10, true) };
    return { codec, packets, sampleRate: OPUS_RATE, ...fields, durationOf: opusDuration };
  }
  if (codec === 'flac') {
    // 13 bytes of mapping and marker, 4 of block header, 10 in STREAMINFO
    if (first.length < 31) return null;
    const sampleRate = view.getUint32(27) >>> 12;
    const channelCount = ((first[29] >> 1) & 7) + 1;
    const durationOf = (packet: Uint8Array) => parseFlacFrame(packet, 0)?.samples ?? 0;
    return { codec, packets, sampleRate, channelCount, preSkip: 0, durationOf };
  }
  if (packets.length < 2 || first.length < 29) return null;
  const blockSize = vorbisBlockSize(first, packets[1]);
  if (!blockSize) return null;
  let before = 0;
  const durationOf = (packet: Uint8Array) => {
    const size = blockSize(packet);
    const samples = before === 0 ? 0 : (before + size) / 4;
    before = size;
    return samples;
  };
  return { codec, packets, sampleRate: view.getUint32(12, true), channelCount: first[11], preSkip: 0, durationOf };
}

/** Returns the length of an Opus packet at 48 kHz: speech, hybrid or music, each in frames of 2.5 to 60 ms. */
function opusDuration(packet: Uint8Array): number {
  const config = packet[0] >> 3;
  const samples = config < 12 ? OPUS_SPEECH[config & 3] : config < 16 ? 480 << (config & 1) : 120 << (config & 3);
  const code = packet[0] & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : packet.length > 1 ? packet[1] & 63 : 0;
  return samples * frames;
}
