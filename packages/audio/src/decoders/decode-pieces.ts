import { errorMessage, TrackError } from '@rbassist/core';
import { AudioFile } from '../formats/audio-file.ts';
import { checkRateAndChannels } from '../formats/pcm-layout.ts';
import { throwIfStopped } from '../track-errors.ts';
import type { DecodeRequest, PcmStream } from './audio-decoder.ts';
import { FormatKeeper } from './format-keeper.ts';
import { quietly } from './quiet-console.ts';

export interface DecodedPiece {
  planes: Float32Array[];
  sampleRate: number;
}

interface FreedDecoder {
  free(): void;
}

/** The first piece sets rate and channels; other pieces are converted, as in ffmpeg. `pieces` frees its decoder. */
export async function decodePieces(
  path: string,
  request: DecodeRequest,
  pieces: (file: AudioFile) => AsyncGenerator<DecodedPiece>,
): Promise<PcmStream> {
  const file = await AudioFile.open(path);
  const source = withSound(pieces(file));
  const close = async () => {
    await source.return(undefined);
    await file.close();
  };
  async function* blocks(first: DecodedPiece): AsyncGenerator<Float32Array[]> {
    const keeper = new FormatKeeper(first.sampleRate, first.planes.length);
    try {
      yield first.planes;
      for await (const piece of source) {
        throwIfStopped(request.signal, path);
        yield* keeper.take(piece);
      }
      yield* keeper.finish();
    } finally {
      await close();
    }
  }
  try {
    throwIfStopped(request.signal, path);
    const { value: first, done } = await source.next();
    if (done) throw new TrackError('corrupt', path, `${path} cannot be decoded: it contains no sound.`);
    checkRateAndChannels(path, first.sampleRate, first.planes.length);
    return {
      sampleRate: first.sampleRate,
      channelCount: first.planes.length,
      startFrame: 0,
      blocks: blocks(first),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function* withSound(pieces: AsyncGenerator<DecodedPiece>): AsyncGenerator<DecodedPiece> {
  for await (const piece of pieces) if (piece.planes.length > 0 && piece.planes[0].length > 0) yield piece;
}

/** Turns a crash of a decoder into `corrupt`: damaged files can make it run out of memory. */
export async function decodeStep<Result>(path: string, step: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await quietly(step);
  } catch (error) {
    throw new TrackError('corrupt', path, `${path} cannot be decoded: ${errorMessage(error)}`, { cause: error });
  }
}

/** Ignores errors, because a decoder that crashed may crash again. */
export async function freeDecoder(decoder: FreedDecoder | null | undefined): Promise<void> {
  await quietly(() => decoder?.free()).catch(() => {});
}
