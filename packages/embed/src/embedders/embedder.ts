import type { TrackOutline } from '@rbassist/audio';
import {
  checkOptions,
  type EmbeddingSpace,
  isFiniteVector,
  meanVector,
  optionRules,
  RUN_OPTION_RULES,
  type RunOptions,
  type TimeRange,
  TrackError,
} from '@rbassist/core';
import type { Device } from '../onnx/devices.ts';

/** Properties of an embedder that are known before it is loaded. */
export interface EmbedderIdentity {
  /** Stable name of the method, e.g. `spectral-v1`. */
  readonly id: string;
  /** Space of its vectors. Vectors of different spaces must not be compared. */
  readonly space: EmbeddingSpace;
  readonly dimensions: number;
  /** Sample rate in hertz. Windows must be mono at this rate. */
  readonly sampleRate: number;
  /** Id of the rule of {@link windows}, for example `intro-core-late/1`. */
  readonly windowRule: string;
  windows(track: TrackOutline): TimeRange[];
}

/** Embedder before it is loaded. */
export interface PreparedEmbedder extends EmbedderIdentity {
  open(): Promise<Embedder>;
}

/** Computes vectors of one embedding space from windows of tracks. */
export interface Embedder extends EmbedderIdentity {
  /** Device that the model runs on. Absent if it is always the processor. */
  readonly device?: Device;
  /** Best number of windows per call of {@link embed}. */
  readonly preferredBatch: number;
  /**
   * Returns one vector per window, in order, with finite elements. Windows may be from different tracks and have
   * different lengths.
   *
   * @param batch Mono samples at {@link sampleRate}, nominally -1..1.
   * @throws {TrackError} without a path: `too-short` or `corrupt` if a window can't be embedded.
   * @throws {OutOfMemoryError} if a single window doesn't fit into the device's memory.
   */
  embed(batch: readonly Float32Array[], options?: RunOptions): Promise<Float32Array[]>;
  /** Returns the vector of a track from those of its windows, at least one. @default their mean */
  combine?(windows: readonly Float32Array[]): Float32Array;
  close(): Promise<void>;
}

export interface EmbedTrackOptions extends RunOptions {
  path?: string;
}

const RULES = { ...RUN_OPTION_RULES, path: optionRules.text } as const;

/**
 * Embeds one track. Returns the vector that the embedder combines from those of its windows, by default their mean.
 *
 * @param windows Mono samples at the embedder's sample rate, as `embedder.windows` chooses them.
 * @throws {OptionError} for an unknown or invalid option.
 * @throws {TrackError} with `path`: `too-short` without a window, `internal` if the vector is not finite, and the
 * errors of `embed`.
 */
export async function embedTrack(
  embedder: Embedder,
  windows: readonly Float32Array[],
  options: EmbedTrackOptions = {},
): Promise<Float32Array> {
  checkOptions(options, RULES);
  const { path = 'the track', ...runOptions } = options;
  if (windows.length === 0) {
    throw new TrackError('too-short', path, `${path} is too short to embed.`);
  }
  const vectors = await embedder.embed(windows, runOptions).catch((error: unknown) => {
    if (!(error instanceof TrackError)) throw error;
    const { kind, message, remedies } = error;
    throw new TrackError(kind, path, `${path}: ${message}`, { remedies, cause: error.cause });
  });
  const vector = embedder.combine?.(vectors) ?? meanVector(vectors);
  if (!isFiniteVector(vector)) {
    const message = `${embedder.id} returned NaN or infinite values for ${path}. Please report this.`;
    throw new TrackError('internal', path, message);
  }
  return vector;
}
