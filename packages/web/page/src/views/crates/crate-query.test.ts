import { expect, it } from 'vitest';
import { crateFrom } from '../../lists/crate-address.ts';
import { crateRequest, crateWeight, readCrateQuery, withCrateWeight, writeCrateQuery } from './crate-query.ts';

it('keeps everything in the address', () => {
  const search =
    'list=set:Late+night&list=playlist:rekordbox:A%2FB&tag=peak&tracks=a,b&keep=c&skip=d,e&add=40&preset=tight' +
    '&w_keyMatch=0.5&diversity=0&tempoPct=3&keyMode=off&genre=House&tempoMode=filter&newArtist=1&rating=4';
  const query = readCrateQuery(search);
  expect(query).toMatchObject({
    ...{ lists: ['set:Late night', 'playlist:rekordbox:A/B'], tags: ['peak'], tracks: ['a', 'b'], keep: ['c'] },
    ...{ skip: ['d', 'e'], add: 40, preset: 'tight', weights: { keyMatch: 0.5 }, diversity: 0, keyMode: 'off' },
    ...{ tempoPct: 3, tempoMode: 'filter', newArtist: true, otherVersions: false, genre: 'House', rating: 4 },
  });
  expect(writeCrateQuery(query)).toBe(search);
  expect(writeCrateQuery(readCrateQuery('add=nonsense&preset=nonsense&rating=-9'))).toBe('');
});

it('reads the address of a crate that starts from a list or tracks', () => {
  const start = { lists: ['set:A, B'], tags: [], tracks: ['a', 'b'] };
  const { search } = new URL(crateFrom(start), 'http://localhost');
  expect(readCrateQuery(search)).toEqual({ ...readCrateQuery(''), ...start });
});

it('asks for own weights only, and for no fewer additions than are kept', () => {
  const query = withCrateWeight(readCrateQuery('tag=peak&add=1&keep=a,b,c'), 'keyMatch', 0.7);
  expect(crateWeight(query, 'keyMatch')).toBe(0.7);
  expect(crateRequest(query)).toMatchObject({
    tags: ['peak'],
    add: 3,
    include: ['a', 'b', 'c'],
    weights: { keyMatch: 0.7 },
  });
  expect(withCrateWeight(query, 'keyMatch', 0.08).weights).toEqual({});
});
