import { afterEach, expect, it, vi } from 'vitest';
import { drawLine } from '../output/output.ts';
import { interruptible } from './interrupt.ts';

afterEach(() => vi.restoreAllMocks());

it('clears the live line before Ctrl-Z stops the process, each time, and only during the job', async () => {
  const written: unknown[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean(written.push(text)));
  const kill = vi.spyOn(process, 'kill').mockImplementation(() => {
    written.push(`stopped with ${process.listenerCount('SIGTSTP')} listeners`);
    return true;
  });
  await interruptible(
    async () => {
      for (const text of ['one', 'two']) {
        drawLine(text);
        process.emit('SIGTSTP');
      }
    },
    () => {},
  );
  const clear = '\r\x1b[K\x1b[J\r';
  const stopped = 'stopped with 0 listeners';
  expect(written).toEqual(['\rone\x1b[K\x1b[J\r', clear, stopped, '\rtwo\x1b[K\x1b[J\r', clear, stopped]);
  expect(kill).toHaveBeenCalledWith(process.pid, 'SIGTSTP');
  expect(process.listenerCount('SIGTSTP')).toBe(0);
});

it.each(['SIGINT', 'SIGTERM'] as const)('quits at the second %s, also while the command ends', async (signal) => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const before = process.listeners(signal);
  const onInterrupt = vi.fn();
  const job = async ({ aborted }: AbortSignal) => aborted;
  expect(await interruptible(job, onInterrupt)).toBe(false);
  expect(process.listeners(signal)).toEqual(before);

  await interruptible(async () => process.emit(signal), onInterrupt);
  expect(onInterrupt).toHaveBeenCalledTimes(1);
  expect(exit).not.toHaveBeenCalled();
  process.emit(signal);
  expect(exit).toHaveBeenCalledWith(130);
  for (const stop of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.removeListener(stop, process.listeners(stop).at(-1)!);
});
