import { expect, it } from 'vitest';
import { daysAgo } from './added-filter.tsx';
import { facetValues } from './facet-list.tsx';
import { visibleFolders } from './folder-filter.tsx';

it('offers chosen values first, even without tracks, then the commonest', () => {
  const counts = { House: 5, Techno: 9, Disco: 5 };
  expect(facetValues(counts, ['Gone', 'House'], false)).toEqual(['Gone', 'House', 'Techno', 'Disco']);
  expect(facetValues(counts, ['Disco'], true)).toEqual(['House', 'Techno', 'Disco']);
});

it('shows the folders of open ones below their parent, by name', () => {
  const folder = (id: string, parent: string | null, name = id) => ({ id, parent, name, count: 1 });
  const folders = [
    folder('b', 'a'),
    folder('a', 'above'),
    folder('c', 'a', '1st'),
    folder('d', 'b'),
    folder('z', null),
  ];
  const shown = (open: string[]) =>
    visibleFolders(folders, new Set(open)).map(
      ({ folder: { id }, depth, parent }) => `${depth}${id}${parent ? '+' : ''}`,
    );
  expect(shown([])).toEqual(['0a+', '0z']);
  expect(shown(['a'])).toEqual(['0a+', '1c', '1b+', '0z']);
  expect(shown(['a', 'b', 'd'])).toEqual(['0a+', '1c', '1b+', '2d', '0z']);
});

it('counts days back', () => {
  expect(daysAgo(7, Date.parse('2026-03-03T23:00:00Z'))).toBe('2026-02-24');
});
