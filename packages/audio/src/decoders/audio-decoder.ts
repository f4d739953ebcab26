import type { AudioFormat } from '../formats/audio-format.ts';

/** A request to a decoder. */
export interface DecodeRequest {
  format: AudioFormat;
  /** Start, in seconds. @default 0 */
  startS?: number;
  /** Stops the decoder; the stream then rejects. */
  signal?: AbortSignal;
}

/** Decoded audio, block by block, at the file's own rate and with its own channels. */
export interface PcmStream {
  /** Frames per second, in hertz. */
  sampleRate: number;
  channelCount: number;
  /** Frame of the file at which the first block begins; always 0 from a decoder that cannot seek. */
  startFrame: number;
  /** Planar blocks of any length: one array per channel, nominally -1..1. Readable once. */
  blocks: AsyncIterable<Float32Array[]>;
  /** Frees the file, process or WASM memory. Needed only if `blocks` is not read to its end; safe to call twice. */
  close(): Promise<void>;
}

/** Decoder of some file formats. Works block by block: a three-hour mix takes no more memory than a jingle. */
export interface AudioDecoder {
  readonly name: string;
  readonly version: string;
  supports(format: AudioFormat): boolean;
  /**
   * Rejects with a TrackError: `unreadable` for an unsupported variant of the format (the next decoder is then tried),
   * `missing`, `corrupt` or `timeout`. `blocks` throws later errors.
   */
  decode(path: string, request: DecodeRequest): Promise<PcmStream>;
}
