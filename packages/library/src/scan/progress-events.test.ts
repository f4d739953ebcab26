import { describe, expect, it } from 'vitest';
import { progressEvents } from './progress-events.ts';

describe('progressEvents', () => {
  it('yields reports and returns the result', async () => {
    const job = progressEvents<number, string>(async (report) => {
      for (let i = 1; i <= 3; i++) {
        report(i);
        await new Promise((resolve) => setImmediate(resolve));
      }
      return 'done';
    });
    const seen: number[] = [];
    let step = await job.next();
    while (!step.done) {
      seen.push(step.value);
      step = await job.next();
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(step.value).toBe('done');
  });

  it('keeps only the last report for a slow listener', async () => {
    const job = progressEvents<number, void>(async (report) => {
      for (let i = 1; i <= 1000; i++) report(i);
    });
    expect(await job.next()).toEqual({ done: false, value: 1000 });
    expect((await job.next()).done).toBe(true);
  });

  it('throws the error of the job after its reports', async () => {
    const job = progressEvents<number, void>(async (report) => {
      report(1);
      throw new Error('job failed');
    });
    expect((await job.next()).value).toBe(1);
    await expect(job.next()).rejects.toThrow('job failed');
  });
});
