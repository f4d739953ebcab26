import { OptionError } from '@rbassist/core';
import { OutOfMemoryError } from '../onnx/out-of-memory-error.ts';

/** How much a model is given at once. */
export interface BatchLimits {
  /** Windows of equal length at most. @default 4 on a graphics card, 1 on the processor, where more only takes memory */
  batchSize?: number;
  /** Seconds of music at most, which memory grows with; a longer window still runs alone. @default 90 */
  maxBatchSeconds?: number;
}

/** What fits a graphics card of 8 GB with the largest model. */
export const MAX_BATCH_SECONDS = 90;

/** What {@link createBatchRunner} needs. */
export interface BatchRunnerOptions<T> extends Required<BatchLimits> {
  /** Hertz. */
  sampleRate: number;
  /** One result per window; all windows have one length. */
  run: (windows: readonly Float32Array[]) => Promise<T[]>;
}

/** Called as windows are finished, with how many were. */
type OnDone = (finished: number) => void;

/**
 * Runs windows of any lengths in batches: equal lengths together, since padding would change what a model hears, and never more than the limits
 * say. Where a batch is too much for the device, it is halved, and so is every later one of its size. The results are in the order of the windows.
 *
 * @throws {OptionError} for limits that cannot be meant.
 * @throws {OutOfMemoryError} from the runner, where a single window is too much.
 */
export function createBatchRunner<T>({ run, sampleRate, batchSize, maxBatchSeconds }: BatchRunnerOptions<T>) {
  checkBatchLimits({ batchSize, maxBatchSeconds });
  let mostSamples = maxBatchSeconds * sampleRate;

  async function runPart(part: readonly Float32Array[]): Promise<T[]> {
    try {
      return await run(part);
    } catch (error) {
      if (!isOutOfMemory(error) || part.length === 1) throw error;
      const half = Math.ceil(part.length / 2);
      mostSamples = Math.min(mostSamples, half * part[0].length);
      return [...(await runPart(part.slice(0, half))), ...(await runPart(part.slice(half)))];
    }
  }

  return async (windows: readonly Float32Array[], onDone: OnDone = () => {}, signal?: AbortSignal): Promise<T[]> => {
    const results = new Array<T>(windows.length);
    const byLength = Map.groupBy(windows.keys(), (index) => windows[index].length);
    for (const [length, indices] of byLength) {
      for (let start = 0, size = 0; start < indices.length; start += size) {
        signal?.throwIfAborted();
        size = Math.max(1, Math.min(batchSize, Math.floor(mostSamples / Math.max(1, length))));
        const part = indices.slice(start, start + size);
        for (const [i, result] of (await runPart(part.map((index) => windows[index]))).entries()) {
          results[part[i]] = result;
        }
        onDone(part.length);
      }
    }
    return results;
  };
}

/** What the device said, or V8 of an array that it has no room for. */
function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof OutOfMemoryError || (error instanceof RangeError && error.message.includes('allocation failed'))
  );
}

/** Throws {@link OptionError} for limits that cannot be meant. */
export function checkBatchLimits({ batchSize, maxBatchSeconds }: BatchLimits): void {
  if (batchSize !== undefined && !(Number.isInteger(batchSize) && batchSize > 0)) {
    throw new OptionError(`batchSize must be a whole number from 1, got ${batchSize}.`);
  }
  if (maxBatchSeconds !== undefined && !(maxBatchSeconds > 0)) {
    throw new OptionError(`maxBatchSeconds must be a positive number, got ${maxBatchSeconds}.`);
  }
}
