import { describe, expect, it } from 'vitest';
import { isSamePulse } from './same-pulse.ts';

describe('isSamePulse', () => {
  it.each([
    [128, 128, true],
    [128, 131, true],
    [128, 64, true],
    [128, 256.5, true],
    [128, 137, false],
    [128, 96, false],
    [128, 170.66, false],
    [128, null, false],
    [999, 999, false],
  ])('for %s and %s is %s', (bpm, other, same) => expect(isSamePulse(bpm, other)).toBe(same));
});
