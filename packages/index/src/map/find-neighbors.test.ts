import { expect, it } from 'vitest';
import { ExactEngine } from '../engines/exact/exact-engine.ts';
import { clusteredVectors } from '../test-vectors.ts';
import { findNeighbors } from './find-neighbors.ts';
import { seededRandom } from './random.ts';

const DIMENSIONS = 24;

function neighborsOf(count: number, length: number) {
  const engine = new ExactEngine(DIMENSIONS);
  for (const [row, vector] of clusteredVectors(count, DIMENSIONS, 3).entries()) engine.put(row, vector);
  const distancesFrom = (row: number) => engine.distancesFrom(row);
  const lists = findNeighbors({ count, length, distancesFrom, random: seededRandom(1), onShare: () => {} });
  const exact = (row: number) => engine.search(engine.vector(row), length, (label) => label !== row).hits;
  return { lists, exact };
}

it('finds nearly all neighbours, with their distances', () => {
  const { lists, exact } = neighborsOf(1200, 10);
  let found = 0;
  for (let row = 0; row < 1200; row += 10) {
    const neighbors = [...lists.of(row)];
    expect(new Set(neighbors).size).toBe(10);
    expect(neighbors).not.toContain(row);
    for (const { label, distance } of exact(row)) {
      const at = neighbors.indexOf(label);
      if (at < 0) continue;
      found++;
      expect(lists.distancesOf(row)[at]).toBeCloseTo(distance, 5);
    }
  }
  expect(found / 1200).toBeGreaterThan(0.95);
});

it('finds all neighbours of few vectors', () => {
  const { lists, exact } = neighborsOf(30, 10);
  for (let row = 0; row < 30; row++) expect([...lists.of(row)]).toEqual(exact(row).map(({ label }) => label));
  expect(neighborsOf(3, 10).lists.of(0)).toHaveLength(2);
  expect(neighborsOf(1, 10).lists.of(0)).toHaveLength(0);
});
