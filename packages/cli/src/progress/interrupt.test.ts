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
