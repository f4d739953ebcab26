/** The kinds of file that can be told apart by their content; `mp4` covers m4a with AAC or ALAC, `asf` covers wma. */
export const AUDIO_FORMATS = [
  'wav',
  'rf64',
  'aiff',
  'flac',
  'ogg-flac',
  'mp3',
  'ogg-vorbis',
  'ogg-opus',
  'mp4',
  'adts',
  'asf',
] as const;

/** One of {@link AUDIO_FORMATS}. */
export type AudioFormat = (typeof AUDIO_FORMATS)[number];

/** What a decoder is asked for. */
export interface DecodeRequest {
  /** What the file's content was found to be. */
  format: AudioFormat;
  /** Where to begin, in seconds. @default 0 */
  startS?: number;
  /** Stops the decoder; the stream then rejects. */
  signal?: AbortSignal;
}

/** Decoded audio as it comes, at the file's own rate and with its own channels. */
export interface PcmStream {
  /** Frames per second, in hertz. */
  sampleRate: number;
  channelCount: number;
  /** Which frame of the file the first block begins with; a decoder that cannot seek says 0 whatever was asked. */
  startFrame: number;
  /** Planar blocks of any length: one array per channel, nominally -1..1. Can be read once. */
  blocks: AsyncIterable<Float32Array[]>;
  /** Frees file, process or WASM memory. Needed only where `blocks` is not read to its end; may be called twice. */
  close(): Promise<void>;
}

/** Turns files of some formats into samples, a block at a time, so that a three-hour mix costs no more memory than a jingle. */
export interface AudioDecoder {
  readonly name: string;
  readonly version: string;
  /** Whether files of this format are worth offering to it. */
  supports(format: AudioFormat): boolean;
  /**
   * Starts to decode a file.
   *
   * @throws TrackError `unreadable` where this variant of the format is beyond it (the next decoder is then asked), and
   * `missing`, `corrupt` or `timeout`. What goes wrong later is thrown by `blocks`.
   */
  decode(path: string, request: DecodeRequest): Promise<PcmStream>;
}
