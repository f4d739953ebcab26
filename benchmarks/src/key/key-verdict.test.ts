import { describe, expect, it } from 'vitest';
import { judgeKey, MIREX_WEIGHTS } from './key-verdict.ts';

describe('judgeKey', () => {
  it.each([
    ['8A', '8A', 'exact'],
    ['9A', '8A', 'fifth'],
    ['7A', '8A', 'fifth'],
    ['1B', '12B', 'fifth'],
    ['8B', '8A', 'relative'],
    ['11B', '8A', 'parallel'],
    ['5A', '8B', 'parallel'],
    ['12A', '3B', 'parallel'],
    ['10A', '8A', 'other'],
    ['9B', '8A', 'other'],
    [null, '8A', 'none'],
  ] as const)('%s for %s is %s', (found, truth, verdict) => {
    expect(judgeKey(found, truth)).toBe(verdict);
  });

  it('of 24 keys, one is right and four are partly right', () => {
    const wheel = Array.from({ length: 12 }, (_, i) => [`${i + 1}A`, `${i + 1}B`] as const).flat();
    const worth = wheel.map((key) => MIREX_WEIGHTS[judgeKey(key, '4B')]);
    expect(worth.filter((weight) => weight > 0).toSorted()).toEqual([0.2, 0.3, 0.5, 0.5, 1]);
  });
});
