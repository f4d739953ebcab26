import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.ts';
import { drawSong, RECIPES, type RecipeName } from './recipes.ts';
import { SPLITS, type Split } from './splits.ts';

const names = Object.keys(RECIPES) as RecipeName[];

function draws(split: Split, name: RecipeName) {
  return Array.from({ length: 12 }, (_, seed) => drawSong(name, { random: seededRandom(seed), split }));
}

describe('drawSong', () => {
  it.each(names)('%s: gives songs of its split, within its limits of tempo, at most 150 s', (name) => {
    const recipe = RECIPES[name];
    const [slowest, fastest] = 'limits' in recipe ? recipe.limits : [60, 200];
    for (const split of SPLITS) {
      for (const { groove, timeline, plan } of draws(split, name)) {
        const { beats, tempos, pickUp } = timeline;
        expect(groove.only ?? split).toBe(split);
        expect(beats[0]).toBeLessThanOrEqual(8);
        // a tempo change may make a song longer or shorter than planned
        if (tempos.length === 1) expect(beats[beats.length - 1]).toBeLessThanOrEqual(150);
        for (const { bpm } of tempos) {
          // a drummer or a tempo change may leave them
          expect(bpm).toBeGreaterThan(0.87 * slowest);
          expect(bpm).toBeLessThan(1.02 * fastest);
        }
        expect(beats.length - 1 - pickUp).toBe(plan.length * groove.metre.beats);
      }
    }
  });

  it('has a whole bar of its metre in each pattern', () => {
    for (const { grooves } of Object.values(RECIPES)) {
      for (const { lines, metre, name } of grooves) {
        for (const pattern of Object.values(lines).flat()) {
          const perBeat = pattern.length / metre.beats;
          expect([1, 2, 3, 4, 6, 8], `${name}: ${pattern}`).toContain(perBeat);
        }
      }
    }
  });
});
