import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { drawBetween, drawTempo, SPLITS, splitOfTempo, trackSeed } from './splits.ts';

describe('splits', () => {
  it.each(SPLITS)('%s draws only its own values, over the whole range', (split) => {
    const chance = { random: seededRandom(5), split };
    const values = Array.from({ length: 300 }, () => drawBetween(chance, 0, 12));
    expect(values.every((value) => Math.floor(value) % 2 === (split === 'test' ? 1 : 0))).toBe(true);
    expect(new Set(values.map(Math.floor)).size).toBe(6);
    const tempos = Array.from({ length: 300 }, () => drawTempo(chance, 60, 199));
    expect(tempos.every((bpm) => splitOfTempo(bpm) === split && bpm >= 60 && bpm < 200)).toBe(true);
    expect(tempos.filter(Number.isInteger).length).toBeGreaterThan(100);
    expect(tempos.filter(Number.isInteger).length).toBeLessThan(200);
  });

  it('have no seed in common', () => {
    const seeds = SPLITS.flatMap((split) =>
      [0, 1, 2].flatMap((seed) => Array.from({ length: 500 }, (_, i) => trackSeed(seed, split, i))),
    );
    expect(new Set(seeds).size).toBe(seeds.length);
  });
});
