import { describe, expect, it } from 'vitest';
import { notify } from './run-options.ts';

describe('notify', () => {
  it('ignores an error of the listener', () => {
    const received: number[] = [];
    notify((event: number) => {
      received.push(event);
      throw new Error('listener');
    }, 1);
    notify(undefined, 2);
    expect(received).toEqual([1]);
  });
});
