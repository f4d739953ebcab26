import { expect, it } from 'vitest';
import {
  activeFilters,
  EVERYTHING,
  queryParams,
  readRange,
  readSort,
  readTrackQuery,
  sortBy,
  type TrackQuery,
  withoutFilter,
  writeRange,
  writeTrackQuery,
} from './track-query.ts';

const FULL: TrackQuery = {
  q: 'salt & sky',
  bpm: '132-142',
  bpmFold: true,
  key: ['8A', '9A'],
  tag: ['peak', 'a,b'],
  genre: ['Drum & Bass'],
  rating: '3-',
  energy: '0.8-',
  added: '2026-01-01..',
  folder: 'f1',
  state: ['failed', 'uncertain-bpm'],
  list: 'set:Late night',
  sort: '-added',
};

it('keeps every filter in the address', () => {
  expect(readTrackQuery(writeTrackQuery(FULL))).toEqual(FULL);
});

it('writes nothing for the whole library', () => {
  expect(writeTrackQuery(EVERYTHING)).toBe('');
  expect(readTrackQuery('')).toEqual(EVERYTHING);
});

it('asks for half and double tempo only with a BPM', () => {
  expect(queryParams({ ...EVERYTHING, bpmFold: true }).bpmFold).toBeUndefined();
  expect(queryParams({ ...EVERYTHING, bpm: '120-', bpmFold: true }).bpmFold).toBe('1');
});

it('leaves one filter out, or all of them, and keeps the order', () => {
  expect(activeFilters(withoutFilter(FULL, 'bpm'))).toEqual(activeFilters(FULL).filter((name) => name !== 'bpm'));
  expect(withoutFilter(FULL, 'bpm').bpmFold).toBe(false);
  expect(withoutFilter(FULL)).toEqual({ ...EVERYTHING, sort: '-added' });
});

it('sorts up first, then down', () => {
  expect(sortBy('title', 'bpm')).toBe('bpm');
  expect(sortBy('bpm', 'bpm')).toBe('-bpm');
  expect(sortBy('-bpm,title', 'bpm')).toBe('bpm');
  expect(readSort('-added,title')).toEqual({ column: 'added', descending: true });
});

it.each([
  ['132-142', '-', { from: '132', to: '142' }],
  ['3-', '-', { from: '3', to: '' }],
  ['2026-01-01..', '..', { from: '2026-01-01', to: '' }],
  ['..2026-01-01', '..', { from: '', to: '2026-01-01' }],
] as const)('reads and writes the range %s', (range, between, ends) => {
  expect(readRange(range, between)).toEqual(ends);
  expect(writeRange(ends, between)).toBe(range);
});

it('reads one value as a range of it', () => {
  expect(readRange('4', '-')).toEqual({ from: '4', to: '4' });
  expect(writeRange({ from: '', to: '' }, '-')).toBe('');
});
