import { expect, it } from 'vitest';
import { EVERYTHING } from '../../tracks/track-query.ts';
import { type MapQuery, readMapQuery, writeMapQuery } from './map-query.ts';

const FULL: MapQuery = {
  filters: { ...EVERYTHING, genre: ['Drum & Bass'], bpm: '120-129.99' },
  by: 'key',
  set: 'Friday, late',
  at: 'kX3v9_aQ-1Z',
  area: '1,2,3',
  camera: { x: -1.5, y: 2.25, zoom: 8 },
};

it('keeps the whole state in the address', () => {
  expect(readMapQuery(writeMapQuery(FULL))).toEqual(FULL);
  expect(writeMapQuery(readMapQuery(''))).toBe('');
});

it('has filters of the library, without its order', () => {
  expect(readMapQuery('genre=House&sort=bpm').filters).toEqual({ ...EVERYTHING, genre: ['House'] });
});

it.each(['', '1,2', '1,2,0', '1,2,-4', 'a,b,c', '1,2,3,4', '1,2,Infinity'])('takes "%s" for no view', (view) => {
  expect(readMapQuery(`by=mood&view=${view}`)).toMatchObject({ by: 'genre', camera: undefined });
});
