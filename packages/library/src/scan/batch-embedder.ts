import { errorMessage, RbassistError, type Remedy, TrackError, type TrackFailure, trackFailure } from '@rbassist/core';
import { createTrackBatcher, OutOfMemoryError, type PreparedEmbedder } from '@rbassist/embed';
import type { TrackResult, WindowRequest } from './track-request.ts';

/** A model that is too large for every worker. It runs once, on batches of windows from several tracks. */
export interface BatchEmbedder {
  windows: WindowRequest;
  /** Number of decoded tracks that may wait: enough to fill batches, few enough to limit memory. */
  prefetch: number;
  /** Returns undefined after an abort. Throws `model-failed` if the model fails for several tracks in a row. */
  embed(path: string, reply: TrackResult, signal?: AbortSignal): Promise<TrackResult | undefined>;
  close(): Promise<void>;
}

/** A crashed driver fails for every track, but a single bad track must not end a long run. */
const FAILURES_IN_A_ROW = 3;

const USE_PROCESSOR: Remedy = { action: 'choose-device', device: 'cpu' };
const USE_LESS_MEMORY: readonly Remedy[] = [{ action: 'embed-in-chunks' }, USE_PROCESSOR];

export async function openBatchEmbedder(prepared: PreparedEmbedder): Promise<BatchEmbedder> {
  const embedder = await prepared.open();
  const batcher = createTrackBatcher(embedder);
  let failuresInARow = 0;

  return {
    windows: { rule: prepared.windowRule, sampleRate: prepared.sampleRate },
    prefetch: 2 * embedder.preferredBatch,
    async embed(path, reply, signal) {
      if (!reply.ok || !reply.windows) return reply;
      const { windows, ...rest } = reply;
      const began = performance.now();
      try {
        const vector = await batcher.embed(path, windows, signal);
        failuresInARow = 0;
        const embedMs = rest.timing.embedMs + performance.now() - began;
        return { ...rest, vector, timing: { ...rest.timing, embedMs } };
      } catch (error) {
        if (signal?.aborted && error === signal.reason) return undefined;
        const ofTrack = error instanceof TrackError || error instanceof OutOfMemoryError;
        failuresInARow = ofTrack ? 0 : failuresInARow + 1;
        if (failuresInARow >= FAILURES_IN_A_ROW) throw modelFailure(prepared.id, error);
        return { ok: false, tags: reply.tags, ...failure(path, error) };
      }
    },
    close: () => embedder.close(),
  };
}

function failure(path: string, error: unknown): TrackFailure {
  const failed = trackFailure(path, error, 'embedded');
  return error instanceof OutOfMemoryError ? { ...failed, remedies: USE_LESS_MEMORY } : failed;
}

function modelFailure(id: string, cause: unknown): RbassistError {
  const reason = errorMessage(cause);
  const message =
    `${id} failed for ${FAILURES_IN_A_ROW} tracks in a row. Last error: ${reason}. ` +
    'Finished tracks are saved. The cause may be the graphics card or its driver.';
  return new RbassistError('model-failed', message, { cause, remedies: [{ action: 'retry' }, USE_PROCESSOR] });
}
