import { Resampler } from '@rbassist/audio';
import { PIECE_SAMPLES, SAMPLE_RATE } from './musicnn-model.ts';

/** Seconds of a window per piece. Three windows of 10, 60 and 10 s have ten pieces. */
const SECONDS_PER_PIECE = 10;
const LEAST_PIECES = 2;
/** Samples to resample at once. */
const BLOCK = 4096;

/**
 * Cuts the pieces to embed from a window: one for every 10 s, at least two, in the middle of equal parts. A window
 * shorter than a piece is repeated. Returns copies at the model's rate.
 *
 * @param sampleRate Rate of the window, in hertz.
 */
export function cutPieces(window: Float32Array, sampleRate: number): Float32Array[] {
  const length = Math.floor((window.length * SAMPLE_RATE) / sampleRate);
  return pieceStarts(length).map((start) =>
    fill(resamplePart(window, { from: sampleRate, start, count: Math.min(PIECE_SAMPLES, length) })),
  );
}

/** Returns the first samples of the pieces of a window of this length. */
export function pieceStarts(length: number): number[] {
  const wanted = Math.max(LEAST_PIECES, Math.round(length / SAMPLE_RATE / SECONDS_PER_PIECE));
  const count = Math.max(1, Math.min(wanted, Math.floor(length / PIECE_SAMPLES)));
  const part = length / count;
  return Array.from({ length: count }, (_, i) => Math.max(0, Math.round((i + 0.5) * part - PIECE_SAMPLES / 2)));
}

/** Resamples a part. The result equals that part of the whole window, resampled. */
function resamplePart(window: Float32Array, part: { from: number; start: number; count: number }): Float32Array {
  const { from, start, count } = part;
  const resampler = new Resampler({ from, to: SAMPLE_RATE, firstOutput: start, outputCount: count });
  for (let frame = Math.max(0, resampler.firstInput); !resampler.done && frame < window.length; frame += BLOCK) {
    resampler.push(window.subarray(frame, frame + BLOCK), frame);
  }
  return resampler.finish();
}

/** Repeats samples up to the length of a piece. */
function fill(samples: Float32Array): Float32Array {
  if (samples.length === PIECE_SAMPLES) return samples;
  return Float32Array.from({ length: PIECE_SAMPLES }, (_, i) => samples[i % samples.length]);
}
