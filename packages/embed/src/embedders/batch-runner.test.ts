import { OptionError, type ProgressEvent } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { OutOfMemoryError } from '../onnx/out-of-memory-error.ts';
import { createBatchRunner } from './batch-runner.ts';

/** Creates a runner at one sample per second. The first sample of a window identifies it. */
function runner({ room = Number.POSITIVE_INFINITY, batchSize = 4, maxBatchSeconds = 100 } = {}) {
  const runs: number[][] = [];
  const run = createBatchRunner({
    sampleRate: 1,
    batchSize,
    maxBatchSeconds,
    run: async (windows) => {
      expect(new Set(windows.map(({ length }) => length)).size).toBe(1);
      runs.push(windows.map(([first]) => first));
      if (windows.length * windows[0].length > room) throw new OutOfMemoryError('too much');
      return windows.map(([first]) => first * 10);
    },
  });
  return { run, runs };
}

const windows = (...lengths: number[]) => lengths.map((length, i) => new Float32Array(length).fill(i));

describe('createBatchRunner', () => {
  it('runs equal lengths in batches, and returns the results in order', async () => {
    const { run, runs } = runner();
    const finished: number[] = [];
    const lengths = [5, 60, 5, 5, 60, 5, 5];
    const onProgress = ({ done }: ProgressEvent) => finished.push(done);
    expect(await run(windows(...lengths), { onProgress })).toEqual(lengths.map((_, i) => i * 10));
    expect(runs).toEqual([[0, 2, 3, 5], [6], [1], [4]]);
    expect(finished).toEqual([4, 5, 6, 7]);
  });

  it('limits a batch in seconds, and runs a longer window alone', async () => {
    const { run, runs } = runner({ maxBatchSeconds: 20 });
    await run(windows(8, 8, 8, 30, 30));
    expect(runs).toEqual([[0, 1], [2], [3], [4]]);
  });

  it('halves a batch that does not fit, and later ones', async () => {
    const { run, runs } = runner({ room: 10 });
    expect(await run(windows(5, 5, 5, 5, 5, 5))).toEqual([0, 10, 20, 30, 40, 50]);
    expect(runs).toEqual([
      [0, 1, 2, 3],
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    await run(windows(5, 5, 5));
    expect(runs.slice(4)).toEqual([[0, 1], [2]]);
  });

  it('refuses a single window that does not fit', async () => {
    const { run } = runner({ room: 10 });
    await expect(run(windows(11, 11))).rejects.toThrow(OutOfMemoryError);
    expect(await run(windows(10))).toEqual([0]);
  });

  it('stops between batches when aborted', async () => {
    const { run, runs } = runner({ batchSize: 1 });
    const controller = new AbortController();
    const running = run(windows(5, 5, 5), { onProgress: () => controller.abort(), signal: controller.signal });
    await expect(running).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(runs).toEqual([[0]]);
  });

  it('refuses invalid limits', () => {
    for (const limits of [
      { batchSize: 0 },
      { batchSize: 1.5 },
      { maxBatchSeconds: 0 },
      { maxBatchSeconds: Number.NaN },
    ]) {
      expect(() => runner(limits)).toThrow(OptionError);
    }
  });
});
