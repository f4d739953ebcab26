import { expect, it } from 'vitest';
import { readCopiesQuery, searchOf, writeCopiesQuery } from './copies-query.ts';

it('reads the address that it writes', () => {
  for (const search of [
    '',
    'mode=exact',
    'prefer=rating%2Ccues&in=k1',
    'difference=5&show=lacking&copy=1',
    'folder=k1&folder=k2&trust=1',
  ])
    expect(writeCopiesQuery(readCopiesQuery(search))).toBe(search);
});

it('takes what an address may not hold as the usual', () => {
  const query = readCopiesQuery('mode=magic&prefer=cues,size,cues&difference=900&show=most&copy=yes');
  expect(query).toEqual({ ...readCopiesQuery(''), prefer: ['cues'] });
});

it('searches with what the mode needs', () => {
  expect(searchOf(readCopiesQuery('prefer=cues'))).toEqual({
    ...{ kind: 'duplicates', mode: 'acoustic', prefer: ['cues'], maxDifference: 0.17 },
  });
  expect(searchOf(readCopiesQuery('mode=exact&in=k1'))).toEqual({
    ...{ kind: 'duplicates', mode: 'exact', prefer: [], keepIn: ['k1'] },
  });
  expect(searchOf(readCopiesQuery('mode=exact&folder=k1&folder=k2&folder=k1'))).toMatchObject({
    folders: ['k1', 'k2'],
  });
});
