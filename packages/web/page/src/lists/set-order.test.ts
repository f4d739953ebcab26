import { expect, it } from 'vitest';
import {
  changedPairs,
  type JointMix,
  mixesAlong,
  mixesByPair,
  moved,
  type SetTrack,
  timelineAlong,
} from './set-order.ts';

const track = (id: string) => ({ id }) as SetTrack;
const mix = (score: number) => ({ score }) as JointMix;

it('says which mixes a move parts and makes', () => {
  expect(moved(['a', 'b', 'c', 'd'], { from: 0, to: 2 })).toEqual(['b', 'c', 'a', 'd']);
  expect(changedPairs(['a', 'b', 'c', 'd'], { from: 0, to: 2 })).toEqual({
    parted: [
      ['a', 'b'],
      ['c', 'd'],
    ],
    made: [
      ['c', 'a'],
      ['a', 'd'],
    ],
  });
  const repeated = changedPairs(['a', 'b', 'a', 'b', 'c'], { from: 1, to: 4 });
  expect(repeated.parted).toEqual([
    ['b', 'a'],
    ['a', 'b'],
  ]);
  expect(repeated.made).toEqual([
    ['a', 'a'],
    ['c', 'b'],
  ]);
  expect(changedPairs(['a', 'b'], { from: 1, to: 1 })).toEqual({ parted: [], made: [] });
});

it('keeps the mixes that a new order has too', () => {
  const known = mixesByPair({ tracks: ['a', 'b', 'c'].map(track), mixes: [mix(0.9), null] });
  expect(mixesAlong(['c', 'a', 'b'], known)).toEqual([null, mix(0.9)]);
});

it('moves the parts with their tracks, and gives a new track some room', () => {
  const order = {
    tracks: ['a', 'b'].map(track),
    timeline: [
      { startS: 0, fromS: 0, toS: 110 },
      { startS: 100, fromS: 10, toS: 90 },
    ],
  };
  expect(timelineAlong(['b', 'a', 'new'], order)).toEqual([
    { startS: 0, fromS: 10, toS: 90 },
    { startS: 80, fromS: 0, toS: 110 },
    { startS: 180, fromS: 0, toS: 300 },
  ]);
});
