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
  it('sounds better first, then is the one a DJ put work into, then has the shorter path', () => {
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

  it('does not give cues away for what bitrates of one setting differ by', () => {
    expect(kept({ a: { bitrate: 321 }, b: { bitrate: 319, cues: 4 } })).toBe('b');
  });

  it('is in the folder that was asked for, before all else', () => {
    expect(kept({ a: { lossless: true, cues: 9 }, b: { folder: true } })).toBe('b');
  });

  it('is an undamaged one, whatever else speaks for a damaged one', () => {
    expect(kept({ a: { folder: true, lossless: true, cues: 9 }, b: { intact: true } })).toBe('b');
    expect(kept({ a: { cues: 9 }, b: { intact: true } }, ['cues'])).toBe('b');
  });

  it('follows what is preferred, then the usual order', () => {
    const copies = { a: { lossless: true }, b: { cues: 1 }, c: { cues: 1, rating: 3 } };
    expect(kept(copies)).toBe('a');
    expect(kept(copies, ['cues'])).toBe('c');
    expect(kept(copies, ['rating', 'lossless'])).toBe('c');
    expect(keeperCriteria(['rating', 'cues', 'rating']).slice(0, 4)).toEqual(['intact', 'rating', 'cues', 'folder']);
    expect(keeperCriteria()).toEqual([...KEEPER_CRITERIA]);
  });

  it('takes nothing for what cannot be compared', () => {
    expect(kept({ a: { bitrate: Number.NaN, rating: Number.POSITIVE_INFINITY }, b: { rating: 1 } })).toBe('b');
  });

  it('says which criteria there are', () => {
    expect(() => keeperCriteria(['size'])).toThrow(OptionError);
    expect(() => keeperCriteria(['size'])).toThrow(/lossless/);
  });
});
