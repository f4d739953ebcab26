import { meanVector, type RunOptions, TrackError } from '@rbassist/core';
import { CENTRE } from './centre.ts';
import { applyLevel, measureLevel } from './level.ts';
import type { MusicnnModel } from './musicnn-model.ts';
import { cutPieces } from './pieces.ts';

const MIN_S = 0.1;

/**
 * Returns the mean of the model's vectors over the pieces of a window, minus the centre.
 *
 * @param sampleRate Rate of the window, in hertz.
 * @throws {TrackError} without a path: `too-short` below 0.1 s, `corrupt` if samples are NaN or infinite.
 */
export async function embedWindow(
  model: MusicnnModel,
  window: Float32Array,
  sampleRate: number,
  signal?: RunOptions['signal'],
): Promise<Float32Array> {
  const level = levelOf(window, sampleRate);
  const vectors: Float32Array[] = [];
  for (const piece of cutPieces(window, sampleRate)) {
    signal?.throwIfAborted();
    vectors.push(await model.embed(applyLevel(piece, level)));
  }
  return meanVector(vectors).map((value, i) => value - CENTRE[i]);
}

function levelOf(window: Float32Array, sampleRate: number) {
  const seconds = window.length / sampleRate;
  if (seconds < MIN_S) {
    const message = `A window of ${seconds.toFixed(2)} s is too short to embed. The minimum is ${MIN_S} s.`;
    throw new TrackError('too-short', '', message);
  }
  const level = measureLevel(window);
  if (Number.isFinite(level.offset) && Number.isFinite(level.gain) && level.gain > 0) return level;
  throw new TrackError('corrupt', '', 'The window has samples that are NaN or infinite. Decode the track again.');
}
