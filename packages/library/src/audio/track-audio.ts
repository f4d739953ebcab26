/** Bytes to read, both included. */
export interface ByteRange {
  first: number;
  last: number;
}

/** The sound of a track as the bytes of a file that browsers play. */
export interface TrackAudio {
  /** Media type, such as `audio/mpeg`. */
  type: string;
  /** Length, in bytes. */
  size: number;
  /** Text that changes with the bytes. */
  version: string;
  /**
   * Reads the bytes of a range, in pieces, as fast as the caller takes them. Nothing is open before the first piece, or
   * after the last. Throws {@link TrackError} if the file changed or can't be decoded.
   */
  read(range: ByteRange, signal?: AbortSignal): AsyncGenerator<Uint8Array>;
}
