import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import { compareKeepers, KEEPER_CRITERIA, type KeeperFacts, keeperCriteria } from './keeper-order.ts';

function kept(copies: Record<string, KeeperFacts>, prefer?: readonly string[]): string {
  const criteria = keeperCriteria(prefer);
  return Object.entries(copies)
    .map(([path, facts]) => ({ path, facts }))
    .sort((a, b) => compareKeepers(a, b, criteria))[0].path;
}

describe('the copy that is kept', () => {
  it('has the best sound, then the most work of the DJ, then the shorter path', () => {
    expect(kept({ a: { bitrate: 320 }, b: { lossless: true, bitrate: 200 } })).toBe('b');
    expect(kept({ a: { bitrate: 128, cues: 8 }, b: { bitrate: 320 } })).toBe('b');
    expect(kept({ a: { bitrate: 320 }, b: { bitrate: 320, cues: 1 } })).toBe('b');
    expect(kept({ a: { tags: 3 }, b: { grid: true } })).toBe('b');
    expect(kept({ a: { playlists: 2 }, b: { tags: 1 } })).toBe('b');
    expect(kept({ a: { rating: 5 }, b: { playlists: 1 } })).toBe('b');
    expect(kept({ a: {}, b: { rating: 1 } })).toBe('b');
    expect(kept({ b: {}, a: {} })).toBe('a');
    expect(kept({ 'song (1).mp3': {}, 'song.mp3': {} })).toBe('song.mp3');
  });

  it('does not lose cues to a small difference in bitrate', () => {
    expect(kept({ a: { bitrate: 321 }, b: { bitrate: 319, cues: 4 } })).toBe('b');
  });

  it('is in the preferred folder, before other criteria', () => {
    expect(kept({ a: { lossless: true, cues: 9 }, b: { folder: true } })).toBe('b');
  });

  it('is undamaged, whatever the other criteria say', () => {
    expect(kept({ a: { folder: true, lossless: true, cues: 9 }, b: { intact: true } })).toBe('b');
    expect(kept({ a: { cues: 9 }, b: { intact: true } }, ['cues'])).toBe('b');
  });

  it('follows the preferred criteria, then the usual order', () => {
    const copies = { a: { lossless: true }, b: { cues: 1 }, c: { cues: 1, rating: 3 } };
    expect(kept(copies)).toBe('a');
    expect(kept(copies, ['cues'])).toBe('c');
    expect(kept(copies, ['rating', 'lossless'])).toBe('c');
    expect(keeperCriteria(['rating', 'cues', 'rating']).slice(0, 4)).toEqual(['intact', 'rating', 'cues', 'folder']);
    expect(keeperCriteria()).toEqual([...KEEPER_CRITERIA]);
  });

  it('counts invalid values as 0', () => {
    expect(kept({ a: { bitrate: Number.NaN, rating: Number.POSITIVE_INFINITY }, b: { rating: 1 } })).toBe('b');
  });

  it('lists the criteria in the error', () => {
    expect(() => keeperCriteria(['size'])).toThrow(OptionError);
    expect(() => keeperCriteria(['size'])).toThrow(/lossless/);
  });
});
