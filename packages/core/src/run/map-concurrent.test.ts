import { expect, it } from 'vitest';
import { bounded } from './map-concurrent.ts';

/** A job that ends when it is told to, so that order is chosen and not raced for. */
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

it('yields in the order of finishing and never has more than the limit in hand', async () => {
  const { open, started, work } = gates(4);
  const results = bounded([0, 1, 2, 3], 2, work);
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

it('draws nothing new once told to stop, and finishes what is in hand', async () => {
  let stop = false;
  const seen: number[] = [];
  const endless = (function* () {
    for (let i = 0; ; i++) yield i;
  })();
  for await (const value of bounded(
    endless,
    3,
    async (i) => i,
    () => stop,
  )) {
    seen.push(value);
    if (seen.length === 5) stop = true;
  }
  expect(seen.length).toBeGreaterThanOrEqual(5);
  expect(seen.length).toBeLessThanOrEqual(5 + 3);
});

it('passes a failure on', async () => {
  const failing = bounded([1], 1, async () => {
    throw new Error('broken');
  });
  await expect(failing.next()).rejects.toThrow('broken');
});

it('leaves nobody to be told of what fails in hand after a failure', async () => {
  const unhandled: unknown[] = [];
  const listener = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', listener);
  const failing = bounded([1, 2, 3], 3, async (i) => {
    if (i > 1) await new Promise((resolve) => setTimeout(resolve, 10));
    throw new Error(`broken ${i}`);
  });
  await expect(failing.next()).rejects.toThrow('broken 1');
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.off('unhandledRejection', listener);
  expect(unhandled).toEqual([]);
});

it('yields nothing for nothing', async () => {
  expect(await bounded([], 2, async () => 1).next()).toEqual({ done: true, value: undefined });
});
