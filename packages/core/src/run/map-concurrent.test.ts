import { describe, expect, it } from 'vitest';
import { mapConcurrent } from './map-concurrent.ts';
import type { ProgressEvent } from './run-options.ts';

/** A job that ends on demand, so that the test controls the order. */
function gates(count: number) {
  const open: (() => void)[] = [];
  const started: number[] = [];
  const promises = Array.from({ length: count }, (_, i) => new Promise<void>((resolve) => (open[i] = resolve)));
  const work = async (i: number) => {
    started.push(i);
    await promises[i];
    return i;
  };
  return { open, started, work };
}

describe('mapConcurrent', () => {
  it('yields in the order of finishing and never runs more than the limit', async () => {
    const { open, started, work } = gates(4);
    const results = mapConcurrent([0, 1, 2, 3], work, { concurrency: 2 });
    const first = results.next();
    await Promise.resolve();
    expect(started).toEqual([0, 1]);
    open[1]();
    expect(await first).toEqual({ done: false, value: 1 });
    const second = results.next();
    open[2]();
    expect(await second).toEqual({ done: false, value: 2 });
    open[0]();
    open[3]();
    const rest = [(await results.next()).value, (await results.next()).value];
    expect(rest.toSorted()).toEqual([0, 3]);
    expect((await results.next()).done).toBe(true);
  });

  it('starts nothing new after an abort, and finishes items in progress', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const endless = (function* () {
      for (let i = 0; ; i++) yield i;
    })();
    const { signal } = controller;
    for await (const value of mapConcurrent(endless, async (i) => i, { concurrency: 3, signal })) {
      seen.push(value);
      if (seen.length === 5) controller.abort();
    }
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(seen.length).toBeLessThanOrEqual(5 + 3);
  });

  it('throws the error of a job', async () => {
    const work = async () => {
      throw new Error('broken');
    };
    const failing = mapConcurrent([1], work, { concurrency: 1 });
    await expect(failing.next()).rejects.toThrow('broken');
  });

  it('raises no unhandled rejection for items that fail after the first failure', async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listener);
    const work = async (i: number) => {
      if (i > 1) await new Promise((resolve) => setTimeout(resolve, 10));
      throw new Error(`broken ${i}`);
    };
    const failing = mapConcurrent([1, 2, 3], work, { concurrency: 3 });
    await expect(failing.next()).rejects.toThrow('broken 1');
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off('unhandledRejection', listener);
    expect(unhandled).toEqual([]);
  });

  it('yields nothing for an empty list', async () => {
    expect(await mapConcurrent([], async () => 1, { concurrency: 2 }).next()).toEqual({ done: true, value: undefined });
  });

  it.each([0, -1, 1.5, Number.NaN])(
    'refuses a concurrency of %d instead of skipping every item',
    async (concurrency) => {
      const results = mapConcurrent([1], async (i) => i, { concurrency });
      await expect(results.next()).rejects.toThrow(/^concurrency must be a positive whole number, not /);
    },
  );

  it('reports each item when the caller asks for the next', async () => {
    const log: (ProgressEvent | string)[] = [];
    const work = async (name: string) => name.toUpperCase();
    const options = {
      concurrency: 1,
      stage: 'describe',
      onProgress: (event: ProgressEvent) => log.push(event),
    } as const;
    for await (const result of mapConcurrent(['a', 'b'], work, options)) log.push(result);
    expect(log).toEqual([
      'A',
      { stage: 'describe', done: 1, total: 2, item: 'a' },
      'B',
      { stage: 'describe', done: 2, total: 2, item: 'b' },
    ]);
  });

  it('continues when a listener throws', async () => {
    const onProgress = () => {
      throw new Error('listener');
    };
    const options = { concurrency: 2, stage: 'files', onProgress } as const;
    const results: number[] = [];
    for await (const result of mapConcurrent([1, 2], async (i) => i, options)) results.push(result);
    expect(results.toSorted()).toEqual([1, 2]);
  });
});
