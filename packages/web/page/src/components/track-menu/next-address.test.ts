import { expect, it } from 'vitest';
import { MOST_SEEDS, nextAddress } from './next-address.ts';

const seedsOf = (ids: readonly string[]) => new URL(nextAddress(ids), 'http://localhost').searchParams.getAll('seed');

it('asks for all of a few tracks, in their order', () => {
  expect(seedsOf(['b', 'a', 'c-_9'])).toEqual(['b', 'a', 'c-_9']);
});

it('asks for some of many tracks, from all parts of the list', () => {
  const ids = Array.from({ length: 1000 }, (_, i) => String(i));
  const seeds = seedsOf(ids);
  expect(seeds).toHaveLength(MOST_SEEDS);
  expect(new Set(seeds.map((id) => Math.floor(Number(id) / 50))).size).toBe(MOST_SEEDS);
});
