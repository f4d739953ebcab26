import { expect, it } from 'vitest';
import type { SuggestedTag } from '../api/types.ts';
import { suggestionKey, withoutJudged, withTagEdit } from './tag-queries.ts';

it('shows an edit of tags before the server answers, in any spelling', () => {
  const before = {
    tracks: 3,
    tags: [
      { tag: 'Peak', tracks: 2, mine: true },
      { tag: 'Late', tracks: 1, mine: true },
    ],
  };
  expect(withTagEdit(before, { add: ['peak'] }).tags).toEqual([
    { tag: 'Late', tracks: 1, mine: true },
    { tag: 'peak', tracks: 3, mine: true },
  ]);
  expect(withTagEdit(before, { remove: ['LATE'] }).tags.map(({ tag }) => tag)).toEqual(['Peak']);
});

it('takes judged suggestions out of a list and its count, and no others of the same track', () => {
  const row = (id: string, tag: string) => ({ track: { id }, tag }) as SuggestedTag;
  const page = { total: 900, rows: [row('a', 'Peak'), row('a', 'Late'), row('b', 'Peak')] };
  const judged = new Set([suggestionKey({ id: 'a', tag: 'peak' }), suggestionKey({ id: 'gone', tag: 'Peak' })]);
  expect(withoutJudged(page, judged)).toEqual({ total: 899, rows: page.rows.slice(1) });
  expect(withoutJudged(page, new Set())).toEqual(page);
});
