import type { AudioFile } from './audio-file.ts';
import { type OggCodec, type OggHeader, oggCodecOf, oggPacketKind, readOggHeader } from './ogg-header.ts';
import { type OggPage, oggPages } from './ogg-pages.ts';

/** Audio packets that end on one page of an Ogg file. */
export interface OggAudioPage {
  /** Header of the stream. A new object means that another stream is chained to it. */
  header: OggHeader;
  /** Valid until the next page is read. */
  packets: Uint8Array[];
  /** Decoded samples per channel, without those after the stated end of the stream. */
  samples: number;
  /** True if there is no junk between this audio page and the one before. */
  follows: boolean;
}

/** Longest packet to keep. The longest kind is a Vorbis setup. */
const MOST_PACKET_BYTES = 1 << 18;
const WHOLE_SEGMENT = 255;
/** Bytes of a batch, large enough to make the cost of a decoder call small. */
const BATCH_BYTES = 1 << 16;

/** Reads the first audio stream and those of its codec chained to it, without tags. Returns true for a cut-off end. */
export async function* oggAudio(
  file: AudioFile,
  options: { verify?: boolean } = {},
): AsyncGenerator<OggAudioPage, boolean> {
  const pages = oggPages(file, options);
  let link: Link | null = null;
  for (;;) {
    const { value: page, done } = await pages.next();
    if (done) return link === null || (!link.ended && (page || link.isInPacket));
    if (page.first && (!link || link.begun)) {
      const codec = oggCodecOf(page.body);
      if (codec && (!link || codec === link.codec)) link = new Link(page.serial, codec);
    }
    if (page.serial !== link?.serial) continue;
    const audio: OggAudioPage | null = link.take(page);
    if (audio) yield audio;
  }
}

/** Reads several pages at once, for decoders. Skips pages with a wrong checksum. */
export async function* oggBatches(file: AudioFile): AsyncGenerator<OggAudioPage> {
  let batch: OggAudioPage | null = null;
  let bytes = 0;
  for await (const page of oggAudio(file, { verify: true })) {
    if (batch && (batch.header !== page.header || bytes > BATCH_BYTES)) {
      yield batch;
      batch = null;
      bytes = 0;
    }
    batch ??= { ...page, packets: [], samples: 0 };
    for (const packet of page.packets) {
      batch.packets.push(new Uint8Array(packet));
      bytes += packet.length;
    }
    batch.samples += page.samples;
  }
  if (batch) yield batch;
}

class Link {
  readonly serial: number;
  readonly codec: OggCodec;
  /** True after the first page. No other stream of this link begins after it. */
  begun = false;
  ended = false;
  #heads: Uint8Array[] = [];
  #header: OggHeader | null = null;
  #parts: Uint8Array[] = [];
  #partBytes = 0;
  #position: number | null = null;

  constructor(serial: number, codec: OggCodec) {
    this.serial = serial;
    this.codec = codec;
  }

  get isInPacket(): boolean {
    return this.#partBytes > 0;
  }

  take(page: OggPage): OggAudioPage | null {
    this.begun ||= !page.first;
    if (this.ended) return null;
    this.ended = page.last;
    const packets = this.#packetsOf(page).filter((packet) => this.#isAudio(packet));
    const header = this.#header;
    if (!header || packets.length === 0) return null;
    const samples = packets.reduce((sum, packet) => sum + header.durationOf(packet), 0);
    const before = this.#position;
    const position = Number(page.granule);
    if (position >= 0) this.#position = position;
    const begins = before ?? 0;
    const kept = page.last && position >= 0 ? Math.max(0, Math.min(samples, position - begins)) : samples;
    return { header, packets, samples: kept, follows: page.follows };
  }

  /** Packets inside one page are views of it. Drops a packet whose start or end is missing in a damaged file. */
  #packetsOf({ segments, body, continues }: OggPage): Uint8Array[] {
    const packets: Uint8Array[] = [];
    let isRest = continues && this.#partBytes === 0;
    if (!continues) this.#drop();
    let start = 0;
    let at = 0;
    for (const size of segments) {
      at += size;
      if (size === WHOLE_SEGMENT) continue;
      if (this.#partBytes > 0) {
        this.#add(body.subarray(start, at));
        packets.push(this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts));
        this.#drop();
      } else if (!isRest && at > start) packets.push(body.subarray(start, at));
      isRest = false;
      start = at;
    }
    if (at > start && !isRest) this.#add(body.subarray(start, at));
    return packets;
  }

  /** Copies a part of a packet; of tags, only the first part. */
  #add(part: Uint8Array): void {
    const isTags = oggPacketKind(this.codec, this.#parts[0] ?? part) === 'tags';
    if (this.#partBytes === 0 || (!isTags && this.#partBytes < MOST_PACKET_BYTES))
      this.#parts.push(new Uint8Array(part));
    this.#partBytes += part.length;
  }

  #drop(): void {
    this.#parts = [];
    this.#partBytes = 0;
  }

  #isAudio(packet: Uint8Array): boolean {
    if (packet.length === 0) return false;
    const kind = oggPacketKind(this.codec, packet);
    if (kind === 'head' && !this.#header) {
      this.#heads.push(new Uint8Array(packet));
      this.#header = readOggHeader(this.codec, this.#heads);
    }
    return kind === 'audio' && this.#header !== null;
  }
}
