import { expect, it } from 'vitest';
import { readTagsQuery, tagsAddress } from './tags-query.ts';

it('keeps everything in the address', () => {
  const address = tagsAddress({ list: 'next', tag: 'R&B = 100 %', order: 'sure', teach: 'entropy', page: 2 });
  expect(readTagsQuery(address.slice(address.indexOf('?')))).toEqual({
    list: 'next',
    tag: 'R&B = 100 %',
    order: 'sure',
    teach: 'entropy',
    page: 2,
  });
});

it('begins with all suggestions, the most uncertain first, and ignores what it does not know', () => {
  const first = { list: 'suggestions', tag: '', order: 'uncertain', teach: 'margin', page: 0 };
  expect(readTagsQuery('')).toEqual(first);
  expect(readTagsQuery('list=odd&order=__proto__&teach=')).toEqual(first);
  for (const page of ['0', '-4', 'x', '1.5', 'Infinity'])
    expect(readTagsQuery(`page=${page}`).page).toBeLessThan(10_000);
  expect(tagsAddress(readTagsQuery('page=-1'))).toBe('/tags');
  expect(tagsAddress(readTagsQuery(''))).toBe('/tags');
});
