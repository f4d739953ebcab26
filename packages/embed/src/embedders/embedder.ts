import type { TrackOutline } from '@rbassist/audio';
import {
  type EmbeddingSpace,
  isFiniteVector,
  meanVector,
  type RunOptions,
  type TimeRange,
  TrackError,
} from '@rbassist/core';
import type { Device } from '../onnx/onnx-runtime.ts';

/** What is known of an embedder before it is loaded. */
export interface EmbedderIdentity {
  /** Stable name of the method, e.g. `spectral-v1`. */
  readonly id: string;
  /** The space its vectors live in; vectors of different spaces are never compared. */
  readonly space: EmbeddingSpace;
  /** Elements of every vector. */
  readonly dimensions: number;
  /** Hertz; windows must be mono at this rate. */
  readonly sampleRate: number;
  /** Id of the rule that {@link windows} follows, e.g. `intro-core-late/1`. */
  readonly windowRule: string;
  /** Which stretches of a track to listen to. */
  windows(track: TrackOutline): TimeRange[];
}

/** An embedder that was found, with all that is needed to load it. */
export interface PreparedEmbedder extends EmbedderIdentity {
  /** Loads it. */
  open(): Promise<Embedder>;
}

/** Turns windows of a track into vectors of one embedding space. */
export interface Embedder extends EmbedderIdentity {
  /** What it runs on; absent where that is always the processor. */
  readonly device?: Device;
  /** How many windows are best passed to {@link embed} at once. */
  readonly preferredBatch: number;
  /**
   * One vector per window, in order, all elements finite. Windows may be of any tracks and lengths.
   *
   * @param batch Mono samples at {@link sampleRate}, nominally -1..1.
   * @throws {TrackError} without a path, `too-short` or `corrupt` when a window cannot be listened to.
   */
  embed(batch: readonly Float32Array[], options?: RunOptions): Promise<Float32Array[]>;
  /** Frees what the embedder holds; it is not to be used afterwards. */
  close(): Promise<void>;
}

/** Options of {@link embedTrack}. */
export interface EmbedTrackOptions extends RunOptions {
  /** Names the track in errors. */
  path?: string;
}

/**
 * The vector of one track: the plain mean of the vectors of its windows.
 *
 * @param windows Mono samples at the embedder's sample rate, as `embedder.windows` asks for.
 * @throws {TrackError} naming `path`: `too-short` without any window, `internal` when the vector is not finite, and what
 *   `embed` throws.
 */
export async function embedTrack(
  embedder: Embedder,
  windows: readonly Float32Array[],
  options: EmbedTrackOptions = {},
): Promise<Float32Array> {
  const { path = 'the track', ...runOptions } = options;
  if (windows.length === 0) {
    throw new TrackError('too-short', path, `${path} holds no window to embed; it is too short.`);
  }
  const vectors = await embedder.embed(windows, runOptions).catch((error: unknown) => {
    throw error instanceof TrackError ? new TrackError(error.kind, path, `${path}: ${error.message}`) : error;
  });
  const vector = meanVector(vectors);
  if (!isFiniteVector(vector)) {
    throw new TrackError(
      'internal',
      path,
      `${embedder.id} gave a vector that is not finite for ${path}; please report it.`,
    );
  }
  return vector;
}
