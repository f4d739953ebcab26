import { expect, it } from 'vitest';
import { pagesBetween } from '../components/pages-between.ts';
import { NO_PAGES, nextPages, PAGE_ROWS, rowAt } from './shown-pages.ts';

const answer = (name: string, total = 500) => ({
  total,
  rows: Array.from({ length: PAGE_ROWS }, (_, i) => ({ id: `${name}${i}` })),
});

it('names the pages in view', () => {
  expect(pagesBetween(0, 30, PAGE_ROWS)).toEqual([0]);
  expect(pagesBetween(PAGE_ROWS - 1, PAGE_ROWS, PAGE_ROWS)).toEqual([0, 1]);
});

it('shows what is here of the first query', () => {
  const shown = nextPages(NO_PAGES, 'a', [0, 1], [undefined, answer('a')]);
  expect(rowAt(shown, 5)).toBeUndefined();
  expect(rowAt(shown, PAGE_ROWS + 5)?.id).toBe('a5');
  expect(shown.total).toBe(500);
});

it('keeps the rows of the earlier query until the newer one has answered', () => {
  const first = nextPages(NO_PAGES, 'a', [0, 1], [answer('a'), answer('a')]);
  expect(nextPages(first, 'b', [0, 1], [undefined, undefined])).toBe(first);
  expect(nextPages(first, 'b', [0, 1], [answer('b', 9), undefined])).toBe(first);
  const second = nextPages(first, 'b', [0, 1], [answer('b', 9), answer('b', 9)]);
  expect([second.total, rowAt(second, 0)?.id]).toEqual([9, 'b0']);
});

it('shows each page of the same query as it arrives', () => {
  const first = nextPages(NO_PAGES, 'a', [0], [answer('a')]);
  const scrolled = nextPages(first, 'a', [0, 1], [answer('a'), undefined]);
  expect(rowAt(scrolled, 0)?.id).toBe('a0');
  expect(nextPages(scrolled, 'a', [7], [undefined])).toBe(scrolled);
});
