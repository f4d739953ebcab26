import { readFileSync } from 'node:fs';
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

  it('is 1 for equal contours, and 0 for an empty one', () => {
    const contour = cases[0].a;
    expect(bassSimilarity(contour, contour)).toBe(1);
    expect(bassSimilarity([], contour)).toBe(0);
    expect(rhythmSimilarity(contour, [])).toBe(0);
  });
});
