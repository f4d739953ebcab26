import { readFileSync } from 'node:fs';
import { below, between, type Random, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { bassSimilarity, rhythmSimilarity } from './contour-similarity.ts';

interface Case {
  name: string;
  kind: 'bass' | 'rhythm';
  a: number[];
  b: number[];
  similarity: number;
}
const reference = new URL('../../../../tests/reference/contour-similarity.json', import.meta.url);
const { cases }: { cases: Case[] } = JSON.parse(readFileSync(reference, 'utf8'));

describe('contour similarity', () => {
  it.each(cases)("is librosa's for $kind: $name", ({ kind, a, b, similarity }) => {
    const measure = kind === 'bass' ? bassSimilarity : rhythmSimilarity;
    expect(measure(a, b)).toBeCloseTo(similarity, 9);
  });

  it('is that of the whole table of costs, also with ties, short contours and long ones', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 12; round++) {
      const [a, b] = [randomContour(random), randomContour(random)];
      expect(rhythmSimilarity(a, b)).toBe(tableSimilarity(a, b, 256));
    }
  });

  it('is 1 for equal contours, and 0 for an empty one', () => {
    const contour = cases[0].a;
    expect(bassSimilarity(contour, contour)).toBe(1);
    expect(bassSimilarity([], contour)).toBe(0);
    expect(rhythmSimilarity(contour, [])).toBe(0);
  });
});

/** Returns 1 to 400 values, many of them equal, so that paths of one cost compete. */
function randomContour(random: Random): number[] {
  return Array.from({ length: 1 + below(random, 400) }, () =>
    random() < 0.5 ? below(random, 3) / 2 : between(random, 0, 1),
  );
}

/** Fills the whole table of costs, as the book does. */
function tableSimilarity(a: readonly number[], b: readonly number[], length: number): number {
  const fit = (values: readonly number[]) => Array.from({ length }, (_, i) => values[i] ?? 0);
  const [from, to] = [fit(a), fit(b)];
  const table: { cost: number; steps: number }[][] = from.map(() => []);
  for (let i = 0; i < length; i++) {
    for (let j = 0; j < length; j++) {
      const before = [table[i - 1]?.[j - 1], table[i]?.[j - 1], table[i - 1]?.[j]].filter((cell) => cell !== undefined);
      const best = before.reduce(
        (least, cell) => (cell.cost < least.cost ? cell : least),
        before[0] ?? { cost: 0, steps: 0 },
      );
      table[i][j] = { cost: best.cost + Math.abs(from[i] - to[j]), steps: best.steps + 1 };
    }
  }
  const { cost, steps } = table[length - 1][length - 1];
  return Math.exp(-cost / steps / 2);
}
