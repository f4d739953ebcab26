import { seededRandom } from '@rbassist/testing/random';
import { expect, it } from 'vitest';
import { fitLogistic, fitScale, meanLoss } from './2026-11-fit-logistic.ts';

const random = seededRandom(5);
const differences = Array.from({ length: 80 }, () => [random() - 0.3, random() - 0.5, random() - 0.7]);

it('finds the minimum under the bounds from any start', () => {
  const problem = { differences, prior: [1, 1, 1], strength: 0.1 };
  const found = fitLogistic(problem);
  expect(fitLogistic(problem, [50, 0, 50]).map((value) => value.toFixed(4))).toEqual(
    found.map((value) => value.toFixed(4)),
  );
  expect(found[0]).toBeGreaterThan(1);
  expect(found[2]).toBe(0);
  const loss = (at: readonly number[]) =>
    80 * meanLoss(differences, at) + 0.05 * at.reduce((sum, value) => sum + (value - 1) ** 2, 0);
  for (const part of [0, 1, 2]) {
    for (const step of [-0.01, 0.01]) {
      const moved = found.map((value, i) => Math.max(0, value + (i === part ? step : 0)));
      expect(loss(moved)).toBeGreaterThanOrEqual(loss(found));
    }
  }
});

it('stays near the prior under a strong pull', () => {
  for (const [i, value] of fitLogistic({ differences, prior: [3, 2, 1], strength: 1e6 }).entries())
    expect(value).toBeCloseTo(3 - i, 2);
});

it('is finite for differences that separate', () => {
  expect(fitScale([[1], [2], [0.5]], [1])).toBeLessThan(100);
  expect(fitLogistic({ differences: [[1e-9], [1]], prior: [0], strength: 0.03 })[0]).toBeLessThan(10);
});

it('is 0 for weights that every judgement contradicts', () => {
  expect(fitScale([[-1], [-0.2]], [1])).toBe(0);
});

it('computes the loss of large margins', () => {
  expect(meanLoss([[1000]], [1])).toBe(0);
  expect(meanLoss([[-1000]], [1])).toBe(1000);
  expect(meanLoss([[0]], [1])).toBeCloseTo(Math.LN2, 12);
});
