import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { planBars } from './bar-plan.ts';

function longestQuiet(plan: readonly { drums: string }[]): number {
  const quiet = plan.map(({ drums }) => (drums === 'none' ? '.' : 'x')).join('');
  return Math.max(...quiet.split('x').map(({ length }) => length));
}

describe('planBars', () => {
  it('a break has the requested length, with drums on both sides', () => {
    for (let seed = 0; seed < 30; seed++) {
      const plan = planBars(seededRandom(seed), { bars: 64, breakBars: 32 });
      expect(plan).toHaveLength(64);
      expect(longestQuiet(plan)).toBe(32);
      expect(plan[plan.length - 1].drums).not.toBe('none');
    }
  });

  it('drums start after a beatless intro', () => {
    const plan = planBars(seededRandom(1), { bars: 40, beatlessIntro: 13 });
    expect(plan.slice(0, 13).every(({ drums, pad }) => drums === 'none' && pad)).toBe(true);
    expect(plan[13].drums).not.toBe('none');
  });

  it('plans all bars of a song of any length', () => {
    for (const bars of [8, 9, 15, 27]) expect(planBars(seededRandom(bars), { bars, breakBars: 4 })).toHaveLength(bars);
  });
});
