import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

describe('inOrder', () => {
  it('yields in the order of the items with a limited number in progress', async () => {
    let running = 0;
    let most = 0;
    const finish: (() => void)[] = [];
    const work = async (item: number) => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => {
        // later items finish first
        finish.unshift(resolve);
        setTimeout(() => finish.shift()!(), 1);
      });
      running--;
      return item * 10;
    };
    const done: number[] = [];
    for await (const item of inOrder([1, 2, 3, 4, 5, 6, 7], 3, work)) done.push(item);
    expect(done).toEqual([10, 20, 30, 40, 50, 60, 70]);
    expect(most).toBe(3);
  });
});
