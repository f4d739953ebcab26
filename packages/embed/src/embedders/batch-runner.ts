import { checkOptions, notify, type OptionRule, optionRules, type RunOptions } from '@rbassist/core';
import type { Device } from '../onnx/devices.ts';
import { OutOfMemoryError } from '../onnx/out-of-memory-error.ts';

export interface BatchLimits {
  /** Maximum windows per batch. @default 4 on a graphics card; 1 on the processor, where more only needs memory */
  batchSize?: number;
  /** Maximum seconds of music, to limit memory use. A longer window runs alone. @default 90 */
  maxBatchSeconds?: number;
}

/** Defaults of {@link BatchLimits}. The largest model fits on a graphics card with 8 GB. */
export const BATCH_DEFAULTS = { maxBatchSeconds: 90 };

const positive: OptionRule = (value) => (typeof value === 'number' && value > 0 ? undefined : 'a positive number');

export const BATCH_RULES = { batchSize: optionRules.positiveInteger, maxBatchSeconds: positive } as const;

export function defaultBatchSize(device: Device): number {
  return device === 'cpu' || device === 'wasm' ? 1 : 4;
}

export interface BatchRunnerOptions<T> extends Required<BatchLimits> {
  /** Hertz. */
  sampleRate: number;
  /** Returns one result per window. All windows have the same length. */
  run: (windows: readonly Float32Array[]) => Promise<T[]>;
}

/**
 * Returns a function that runs windows of any lengths in batches and returns the results in order. Only windows of
 * equal length share a batch, since padding would change the vectors. If a batch doesn't fit into memory, it halves
 * that batch and later ones, and throws {@link OutOfMemoryError} only for a single window.
 */
export function createBatchRunner<T>({ run, sampleRate, batchSize, maxBatchSeconds }: BatchRunnerOptions<T>) {
  checkOptions({ batchSize, maxBatchSeconds }, BATCH_RULES);
  let maxSamples = maxBatchSeconds * sampleRate;

  async function runBatch(batch: readonly Float32Array[]): Promise<T[]> {
    try {
      return await run(batch);
    } catch (error) {
      if (!isOutOfMemory(error) || batch.length === 1) throw error;
      const half = Math.ceil(batch.length / 2);
      maxSamples = Math.min(maxSamples, half * batch[0].length);
      return [...(await runBatch(batch.slice(0, half))), ...(await runBatch(batch.slice(half)))];
    }
  }

  return async (windows: readonly Float32Array[], { signal, onProgress }: RunOptions = {}): Promise<T[]> => {
    const results = new Array<T>(windows.length);
    const byLength = Map.groupBy(windows.keys(), (index) => windows[index].length);
    let done = 0;
    for (const [length, indices] of byLength) {
      for (let start = 0, size = 0; start < indices.length; start += size) {
        signal?.throwIfAborted();
        size = Math.max(1, Math.min(batchSize, Math.floor(maxSamples / Math.max(1, length))));
        const batch = indices.slice(start, start + size);
        for (const [i, result] of (await runBatch(batch.map((index) => windows[index]))).entries()) {
          results[batch[i]] = result;
        }
        done += batch.length;
        notify(onProgress, { stage: 'embed', done, total: windows.length });
      }
    }
    return results;
  };
}

/** Checks for a lack of memory. V8 throws a plain RangeError for an array that doesn't fit. */
function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof OutOfMemoryError || (error instanceof RangeError && error.message.includes('allocation failed'))
  );
}
