import { expect, it } from 'vitest';
import {
  initialLayout,
  moveColumn,
  placeColumn,
  readLayout,
  resizeColumn,
  shownColumns,
  toggleColumn,
} from './column-layout.ts';

const COLUMNS = [
  { id: 'title', width: 200 },
  { id: 'album', width: 150, hidden: true },
  { id: 'bpm', width: 60, minWidth: 50 },
  { id: 'key', width: 50 },
];
const layout = initialLayout(COLUMNS);
const shown = (of: typeof layout) => shownColumns(COLUMNS, of).map(({ column, width }) => `${column.id} ${width}`);

it('shows the columns in their order, without the hidden ones', () => {
  expect(shown(layout)).toEqual(['title 200', 'bpm 60', 'key 50']);
});

it('moves a column among the shown ones, and not past an end', () => {
  expect(shown(moveColumn(layout, 'bpm', -1))).toEqual(['bpm 60', 'title 200', 'key 50']);
  expect(moveColumn(layout, 'key', 1)).toBe(layout);
  expect(moveColumn(layout, 'album', 1)).toBe(layout);
});

it('puts a column at the place of another one in both directions', () => {
  expect(placeColumn(layout, 'key', 'title').order).toEqual(['key', 'title', 'album', 'bpm']);
  expect(placeColumn(layout, 'title', 'bpm').order).toEqual(['album', 'bpm', 'title', 'key']);
});

it('keeps widths between what can be read and the screen', () => {
  expect(resizeColumn(layout, COLUMNS[2]!, 10).widths).toEqual({ bpm: 50 });
  expect(resizeColumn(layout, COLUMNS[3]!, 10_000.4).widths).toEqual({ key: 1200 });
});

it('keeps the last shown column', () => {
  const one = { ...layout, hidden: ['title', 'album', 'bpm'] };
  expect(toggleColumn(one, 'key')).toBe(one);
  expect(toggleColumn(one, 'bpm').hidden).toEqual(['title', 'album']);
});

it('reads a stored layout back', () => {
  const changed = resizeColumn(moveColumn(toggleColumn(layout, 'album'), 'key', -3), COLUMNS[0]!, 300);
  expect(readLayout(JSON.stringify(changed), COLUMNS)).toEqual(changed);
});

it('drops columns of an older page, and appends new ones as they are at first', () => {
  const stored = JSON.stringify({
    order: ['gone', 'bpm', 'title'],
    hidden: ['gone', 'title'],
    widths: { gone: 5, bpm: 70 },
  });
  expect(readLayout(stored, COLUMNS)).toEqual({
    order: ['bpm', 'title', 'album', 'key'],
    hidden: ['title', 'album'],
    widths: { bpm: 70 },
  });
});

it.each([null, '', '{', '7', '{"order":3}'])('starts anew from %j', (stored) => {
  expect(readLayout(stored, COLUMNS)).toEqual(layout);
});
