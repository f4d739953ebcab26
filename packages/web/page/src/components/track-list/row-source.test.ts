import { expect, it } from 'vitest';
import { rowsOf } from './row-source.ts';

it('gives the rows of a short list, and the ids of a part of it', async () => {
  const rows = rowsOf(['a', 'b', 'c', 'd'].map((id) => ({ id })));
  expect([rows.count, rows.at(2)?.id, rows.at(4)]).toEqual([4, 'c', undefined]);
  expect(await rows.ids(1, 2)).toEqual(['b', 'c']);
});
