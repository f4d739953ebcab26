import { describe, expect, it } from 'vitest';
import { feelOf } from './feel.ts';

describe('feelOf', () => {
  it('swung sixteenths move, but not eighths and beats', () => {
    const feel = feelOf({ of: 'sixteenths', ratio: [0.5, 0.7] }, 0.6);
    expect([0, 0.25, 0.5, 0.75, 1, 3.25].map(feel)).toEqual(
      [0, 0.3, 0.5, 0.8, 1, 3.3].map((at) => expect.closeTo(at, 9)),
    );
  });

  it('swung eighths move, and notes between them move too', () => {
    const feel = feelOf({ of: 'eighths', ratio: [0.5, 0.7] }, 0.66);
    expect([0.25, 0.5, 0.75, 1.5].map(feel)).toEqual([0.33, 0.66, 0.83, 1.66].map((at) => expect.closeTo(at, 9)));
  });

  it('straight notes do not move', () => {
    expect(feelOf(undefined, 0.66)(0.25)).toBe(0.25);
  });
});
