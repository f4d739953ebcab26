import { errorMessage, TrackError } from '@rbassist/core';
import type { DecodeRequest, PcmStream } from './audio-decoder.ts';
import { AudioFile } from './audio-file.ts';
import { quietly } from './quiet-console.ts';
import { throwIfStopped } from './stop-reason.ts';

/** What the WASM decoders give for a piece of a file. */
interface DecodedPiece {
  channelData: Float32Array[];
  samplesDecoded: number;
  sampleRate: number;
}

/** A decoder that is fed the bytes of a file in order. */
interface FedDecoder {
  decode(bytes: Uint8Array): DecodedPiece | Promise<DecodedPiece>;
  /** What is left once the file has ended. */
  flush?(): Promise<DecodedPiece>;
  free(): void;
}

/** How one file is fed to one decoder. */
export interface FeedOptions {
  /** Finds the first byte to feed. @default the first of the file */
  start?: (file: AudioFile) => Promise<number>;
  create: () => Promise<FedDecoder>;
  /** Makes the planes of the file from those of the decoder. @default they are the same */
  adapt?: (planes: Float32Array[]) => Float32Array[];
}

const CHUNK_BYTES = 1 << 16;

/** Feeds a file to a WASM decoder chunk by chunk; reading the next chunk gives signals and other work their turn. */
export async function feedDecoder(path: string, request: DecodeRequest, options: FeedOptions): Promise<PcmStream> {
  const { adapt = (planes) => planes } = options;
  const file = await AudioFile.open(path);
  let decoder: FedDecoder | null = null;
  const close = async () => {
    const done = decoder;
    decoder = null;
    // a decoder that trapped may trap again
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
    if (done) throw new TrackError('corrupt', path, `${path} cannot be decoded: no sound was found in it.`);
    const channelCount = adapt(first.channelData).length;
    return { sampleRate: first.sampleRate, channelCount, startFrame: 0, blocks: blocks(first, rest), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Damaged files can drive a decoder out of its memory; that is the file's fault. */
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
