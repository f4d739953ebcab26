import { expect, it } from 'vitest';
import { nextParams, readNextQuery, weightOf, withWeight, writeNextQuery } from './next-query.ts';

it('keeps everything in the address', () => {
  const search = 'seed=a&seed=b&unlike=c&preset=tight&w_bass=0.3&anyKey=1&newArtist=1&words=dark&genre=House';
  const query = readNextQuery(search);
  expect(query).toMatchObject({ seeds: ['a', 'b'], unlike: ['c'], preset: 'tight', weights: { bass: 0.3 } });
  expect(readNextQuery(writeNextQuery(query))).toEqual(query);
  expect(writeNextQuery(readNextQuery('seed=a&preset=nonsense'))).toBe('seed=a');
});

it('asks for own weights only, and forgets one that is the preset again', () => {
  const query = withWeight(readNextQuery('seed=a'), 'key', 0.6);
  expect(nextParams(query, 10)).toMatchObject({ seed: ['a'], top: 10, preset: 'balanced', w_key: 0.6 });
  expect(weightOf(query, 'key')).toBe(0.6);
  expect(withWeight(query, 'key', 0.2).weights).toEqual({});
});
