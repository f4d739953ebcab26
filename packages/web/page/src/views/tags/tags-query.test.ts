import { expect, it } from 'vitest';
import { readTagsQuery, tagsAddress } from './tags-query.ts';

it('keeps everything in the address', () => {
  const address = tagsAddress({ list: 'next', tag: 'R&B = 100 %', order: 'sure', teach: 'entropy' });
  expect(readTagsQuery(address.slice(address.indexOf('?')))).toEqual({
    list: 'next',
    tag: 'R&B = 100 %',
    order: 'sure',
    teach: 'entropy',
  });
});

it('begins with all suggestions, the most uncertain first, and ignores what it does not know', () => {
  const first = { list: 'suggestions', tag: '', order: 'uncertain', teach: 'margin' };
  expect(readTagsQuery('')).toEqual(first);
  expect(readTagsQuery('list=odd&order=__proto__&teach=')).toEqual(first);
  expect(tagsAddress(readTagsQuery(''))).toBe('/tags');
});
