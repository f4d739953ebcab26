import { expect, it } from 'vitest';
import { beginning } from './beginning.ts';

const tag = (name: string, tracks: number, suggested = 0) => ({
  ...{ tag: name, tracks, suggested, category: null, color: null },
});
const VECTORS = { 'blend-v1/360': 40 };

it('asks for music, then vectors, then tags', () => {
  expect(beginning({ tracks: 0, embedded: {} }, { tags: [] }).need).toBe('music');
  expect(beginning({ tracks: 5, embedded: {} }, { tags: [tag('a', 9)] }).need).toBe('vectors');
  expect(beginning({ tracks: 5, embedded: { 'blend-v1/360': 0 } }, { tags: [tag('a', 9)] }).need).toBe('vectors');
  expect(beginning({ tracks: 5, embedded: VECTORS }, { tags: [] }).need).toBe('tags');
  expect(beginning({ tracks: 5, embedded: VECTORS }, { tags: [tag('a', 3)] }).need).toBe('suggestions');
});

it('names the tags that lack a track or two, not those that are only suggested', () => {
  const tags = [tag('a', 2), tag('b', 1), tag('c', 0, 8)];
  expect(beginning({ tracks: 5, embedded: VECTORS }, { tags }).near.map((each) => each.tag)).toEqual(['a', 'b']);
});
