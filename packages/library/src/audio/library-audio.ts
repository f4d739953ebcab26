import { browserType } from '@rbassist/audio';
import { checkOptions, type OptionRule, oneOf, systemErrorCode, TrackError, trackFailure } from '@rbassist/core';
import { failureRemedies } from '../failures/failure-remedies.ts';
import type { LibraryContext } from '../library-context.ts';
import { requireTrack } from '../records/require-track.ts';
import { decodedAudio, WavShapes } from './decoded-audio.ts';
import { fileAudio } from './file-audio.ts';
import type { TrackAudio } from './track-audio.ts';

/** Options of `Library.audio`. */
export interface TrackAudioOptions {
  /**
   * - `file`: the file itself if browsers play it, otherwise `wav`.
   * - `wav`: decoded, as a WAV file of 16 bits. Byte ranges start the decoder near their time.
   *
   * @default 'file'
   */
  as?: 'file' | 'wav';
}

const RULES = { as: oneOf(['file', 'wav']) } satisfies Record<keyof TrackAudioOptions, OptionRule>;

const shapes = new WavShapes();

/** See `Library.audio`. */
export async function trackAudio(
  context: LibraryContext,
  path: string,
  options: TrackAudioOptions,
): Promise<TrackAudio> {
  checkOptions(options, RULES);
  await context.refresh();
  const { key } = requireTrack(context, path);
  try {
    const type = await browserType(key);
    if (type !== undefined && options.as !== 'wav') return await fileAudio(key, type);
    const { shape, version } = await shapes.of(key);
    return decodedAudio(key, shape, version);
  } catch (error) {
    throw audioError(key, error);
  }
}

/** Adds the remedies that a person needs who wants to play the track. */
function audioError(path: string, error: unknown): TrackError {
  const failure =
    systemErrorCode(error) === 'ENOENT'
      ? ({ kind: 'missing', message: `${path} does not exist. Was it moved or renamed?` } as const)
      : trackFailure(path, error, 'played');
  return new TrackError(failure.kind, path, failure.message, {
    cause: error,
    remedies: failureRemedies(path, failure),
  });
}
