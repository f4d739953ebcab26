import { mixToMono, openAudio } from '@rbassist/audio';
import { fileSignature } from '@rbassist/core';
import type { TrackAudio } from './track-audio.ts';
import { frameBytes, mostFrames, WAV_HEADER_BYTES, type WavShape, wavHeader, wavSamples } from './wav-bytes.ts';

const MOST_CHANNELS = 2;
const SILENCE_BYTES = 1 << 16;

/** A file as a WAV file of 16 bits at its own rate. More than two channels are mixed to mono. */
export function decodedAudio(path: string, shape: WavShape, version: string): TrackAudio {
  const size = WAV_HEADER_BYTES + shape.frames * frameBytes(shape);
  return {
    type: 'audio/wav',
    size,
    version: `${version}-wav`,
    async *read({ first, last }, signal) {
      const end = last + 1;
      if (first < WAV_HEADER_BYTES) yield wavHeader(shape).subarray(first, end);
      let at = Math.max(first, WAV_HEADER_BYTES);
      if (at >= end) return;
      for await (const piece of samplesFrom(path, shape, at - WAV_HEADER_BYTES, signal)) {
        yield piece.subarray(0, end - at);
        at += piece.length;
        if (at >= end) return;
      }
      // a header may state a longer track than there is
      for (; at < end; at += SILENCE_BYTES) yield new Uint8Array(Math.min(SILENCE_BYTES, end - at));
    },
  };
}

async function* samplesFrom(
  path: string,
  shape: WavShape,
  byte: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const frame = Math.floor(byte / frameBytes(shape));
  let skip = byte - frame * frameBytes(shape);
  const stream = await openAudio(path, { startS: frame / shape.sampleRate, signal });
  try {
    for await (const planes of stream.blocks) {
      const samples = wavSamples(planes.length > MOST_CHANNELS ? [mixToMono(planes)] : planes);
      yield samples.subarray(skip);
      skip = 0;
    }
  } finally {
    await stream.close();
  }
}

/** Shapes of the WAV files, so that a player that seeks does not wait for them again. */
export class WavShapes {
  readonly #shapes = new Map<string, WavShape>();

  /** Decodes the whole file if no part of it states its length. Throws {@link TrackError}. */
  async of(path: string): Promise<{ shape: WavShape; version: string }> {
    const version = await fileSignature(path);
    const key = `${path}\0${version}`;
    const shape = this.#shapes.get(key) ?? (await readShape(path));
    this.#shapes.delete(key);
    this.#shapes.set(key, shape);
    for (const oldest of this.#shapes.keys()) {
      if (this.#shapes.size <= MOST_SHAPES) break;
      this.#shapes.delete(oldest);
    }
    return { shape, version };
  }
}

const MOST_SHAPES = 1000;

async function readShape(path: string): Promise<WavShape> {
  const stream = await openAudio(path);
  try {
    const { sampleRate, channelCount, expectedDurationS } = stream;
    const shape = { sampleRate, channelCount: channelCount > MOST_CHANNELS ? 1 : channelCount };
    let frames = expectedDurationS === null ? 0 : Math.round(expectedDurationS * sampleRate);
    if (expectedDurationS === null) for await (const [plane] of stream.blocks) frames += plane.length;
    return { ...shape, frames: Math.min(frames, mostFrames(shape)) };
  } finally {
    await stream.close();
  }
}
