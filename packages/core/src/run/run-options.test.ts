import { describe, expect, it } from 'vitest';
import { notify } from './run-options.ts';

describe('notify', () => {
  it('keeps an error of a listener from the job', () => {
    const received: number[] = [];
    notify((event: number) => {
      received.push(event);
      throw new Error('listener');
    }, 1);
    notify(undefined, 2);
    expect(received).toEqual([1]);
  });
});
