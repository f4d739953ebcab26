import { SCORE_PARTS, WEIGHT_PRESETS } from '@rbassist/core';
import { expect, it } from 'vitest';
import {
  nextParams,
  PARTS,
  PRESET_WEIGHTS,
  PRESETS,
  readNextQuery,
  weightOf,
  withWeight,
  writeNextQuery,
} from './next-query.ts';

it('knows the parts and the presets of the engine', () => {
  expect(PARTS).toEqual(SCORE_PARTS);
  expect(PRESETS).toEqual(Object.keys(WEIGHT_PRESETS));
  for (const preset of PRESETS) {
    const engine = Object.entries(WEIGHT_PRESETS[preset]).filter(([, weight]) => weight > 0);
    expect(PRESET_WEIGHTS[preset]).toEqual(Object.fromEntries(engine));
  }
});

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
