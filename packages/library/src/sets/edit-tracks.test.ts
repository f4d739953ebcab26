import { OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { addTracks, lockTracks, mixStars, moveTrack, rateMix, removeTracks } from './edit-tracks.ts';
import type { SavedSet } from './saved-set.ts';

const SET: SavedSet = {
  version: 1,
  name: 'gig',
  created: '',
  changed: '',
  tracks: ['a', 'b', 'c', 'd'].map((path) => ({ path })),
};
const pathsOf = ({ tracks }: SavedSet) => tracks.map(({ path }) => path).join('');

describe('edits of a set', () => {
  it('add, remove and move tracks', () => {
    expect(pathsOf(addTracks(SET, [{ path: 'x' }, { path: 'y' }]))).toBe('abcdxy');
    expect(pathsOf(addTracks(SET, [{ path: 'x' }], 1))).toBe('axbcd');
    expect(pathsOf(removeTracks(SET, [2, 0]))).toBe('bd');
    expect(pathsOf(moveTrack(SET, 0, 2))).toBe('bcad');
    expect(pathsOf(moveTrack(SET, 3, 0))).toBe('dabc');
    expect(pathsOf(SET)).toBe('abcd');
  });

  it('refuse a track that the set has, or that is named twice, unless repeats are allowed', () => {
    expect(() => addTracks(SET, [{ path: 'x' }, { path: 'c', artist: 'A', title: 'C' }])).toThrow(
      expect.objectContaining({
        message: 'A - C is already track 3 of the set.',
        remedies: [{ action: 'allow-repeats' }],
      }),
    );
    expect(() => addTracks(SET, [{ path: 'x' }, { path: 'x' }], 1)).toThrow('x is named twice.');
    expect(pathsOf(addTracks(SET, [{ path: 'c' }, { path: 'c' }], 0, { allowRepeats: true }))).toBe('ccabcd');
  });

  it('lock and unlock places', () => {
    const locked = lockTracks(SET, [0, 2], true);
    expect(locked.tracks.map((track) => track.locked ?? false)).toEqual([true, false, true, false]);
    expect(lockTracks(locked, [0, 2], false)).toEqual(SET);
  });

  it('rate the mix of two tracks, as long as they follow each other', () => {
    const rated = rateMix(SET, 1, 4);
    expect(mixStars(rated, 1)).toBe(4);
    expect(mixStars(moveTrack(rated, 0, 3), 0)).toBe(4);
    expect(mixStars(removeTracks(rated, [2]), 1)).toBeUndefined();
    expect(rateMix(rated, 1, 0)).toEqual(SET);
    expect(mixStars({ tracks: [{ path: 'a', rating: 9, ratedNext: 'b' }, { path: 'b' }] }, 0)).toBeUndefined();
  });

  it.each([
    [
      'a place after the end',
      () => removeTracks(SET, [4]),
      'There is no track 5 in the set. The set has tracks 1 to 4.',
    ],
    ['half a place', () => moveTrack(SET, 0, 1.5), 'There is no track 2.5'],
    ['a place before the start', () => lockTracks(SET, [-1], true), 'There is no track 0'],
    ['any place of an empty set', () => removeTracks({ ...SET, tracks: [] }, [0]), 'The set is empty.'],
    ['six stars', () => rateMix(SET, 0, 6), 'stars must be a whole number from 0 to 5'],
    ['the mix of the last track', () => rateMix(SET, 3, 3), 'The last track'],
  ])('refuse %s', (_, edit, message) => {
    expect(edit).toThrow(OptionError);
    expect(edit).toThrow(message);
  });
});
