import { errorMessage, TrackError } from '@rbassist/core';
import { AudioFile } from '../formats/audio-file.ts';
import { throwIfStopped } from '../track-errors.ts';
import type { DecodeRequest, PcmStream } from './audio-decoder.ts';
import { quietly } from './quiet-console.ts';

/** Samples that a WASM decoder returns for a piece of a file. */
interface DecodedPiece {
  channelData: Float32Array[];
  samplesDecoded: number;
  sampleRate: number;
}

/** A decoder that takes the bytes of a file in order. */
interface FedDecoder {
  decode(bytes: Uint8Array): DecodedPiece | Promise<DecodedPiece>;
  /** Returns the last samples after the end of the file. */
  flush?(): Promise<DecodedPiece>;
  free(): void;
}

/** Steps of decoding one file that differ between decoders. */
export interface FeedOptions {
  /** Finds the first byte to decode. @default the first of the file */
  start?: (file: AudioFile) => Promise<number>;
  create: () => Promise<FedDecoder>;
  /** Turns the decoder's planes into the file's. @default unchanged */
  adapt?: (planes: Float32Array[]) => Float32Array[];
}

const CHUNK_BYTES = 1 << 16;

/** Feeds a file to a WASM decoder chunk by chunk. Reading the next chunk lets signals and other work run. */
export async function feedDecoder(path: string, request: DecodeRequest, options: FeedOptions): Promise<PcmStream> {
  const { adapt = (planes) => planes } = options;
  const file = await AudioFile.open(path);
  let decoder: FedDecoder | null = null;
  const close = async () => {
    const done = decoder;
    decoder = null;
    // a decoder that crashed may crash again
    await quietly(() => done?.free()).catch(() => {});
    await file.close();
  };

  async function* pieces(start: number): AsyncGenerator<DecodedPiece> {
    for (let offset = start; offset < file.size && decoder; offset += CHUNK_BYTES) {
      throwIfStopped(request.signal, path);
      const bytes = await file.read(offset, CHUNK_BYTES);
      const piece = await decodeOr(path, () => decoder?.decode(bytes));
      if (piece && piece.samplesDecoded > 0) yield piece;
    }
    const last = await decodeOr(path, () => decoder?.flush?.());
    if (last && last.samplesDecoded > 0) yield last;
  }

  async function* blocks(first: DecodedPiece, rest: AsyncGenerator<DecodedPiece>): AsyncGenerator<Float32Array[]> {
    try {
      yield adapt(first.channelData);
      for await (const piece of rest) yield adapt(piece.channelData);
    } finally {
      await close();
    }
  }

  try {
    const start = (await options.start?.(file)) ?? 0;
    decoder = await options.create();
    const rest = pieces(start);
    const { value: first, done } = await rest.next();
    if (done) throw new TrackError('corrupt', path, `${path} cannot be decoded: it holds no sound.`);
    const channelCount = adapt(first.channelData).length;
    return { sampleRate: first.sampleRate, channelCount, startFrame: 0, blocks: blocks(first, rest), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Turns a crash of the decoder into `corrupt`: damaged files can drive it out of its memory. */
async function decodeOr(
  path: string,
  decode: () => DecodedPiece | Promise<DecodedPiece> | undefined,
): Promise<DecodedPiece | undefined> {
  try {
    return await quietly(decode);
  } catch (error) {
    throw new TrackError('corrupt', path, `${path} cannot be decoded: ${errorMessage(error)}`, { cause: error });
  }
}
