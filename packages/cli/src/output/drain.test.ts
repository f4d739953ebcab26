import { afterEach, expect, it, vi } from 'vitest';
import { drain } from './drain.ts';

afterEach(() => vi.restoreAllMocks());

it('waits until stdout accepts more', async () => {
  await drain();
  const isFull = vi.spyOn(process.stdout, 'writableNeedDrain', 'get').mockReturnValue(true);
  const listeners = process.stdout.listenerCount('drain');
  let isDone = false;
  const waiting = drain().then(() => {
    isDone = true;
  });
  await new Promise(setImmediate);
  expect(isDone).toBe(false);
  isFull.mockReturnValue(false);
  process.stdout.emit('drain');
  await waiting;
  expect(process.stdout.listenerCount('drain')).toBe(listeners);
});
