import { describe, expect, it } from 'vitest';
import { isAsLong, metadataKey, metadataLinks } from './metadata-links.ts';

const song = (durationS?: number, artist = 'Artist', title = 'Title') => ({ artist, title, durationS });

describe('metadataKey', () => {
  it('passes over case, Unicode form and blanks', () => {
    expect(metadataKey({ artist: ' Beyonce\u0301 ', title: 'HALO  (Live)' })).toBe(
      metadataKey({ artist: 'beyonc\u00e9', title: 'Halo (live)' }),
    );
    expect(metadataKey({ artist: 'a b', title: 'c' })).not.toBe(metadataKey({ artist: 'a', title: 'b c' }));
  });

  it('is none where artist or title is missing or is no text', () => {
    expect(metadataKey({ title: 'Intro' })).toBeUndefined();
    expect(metadataKey({ artist: 'A', title: '  ' })).toBeUndefined();
    expect(metadataKey({ artist: 3 as unknown as string, title: 'b' })).toBeUndefined();
  });
});

describe('metadataLinks', () => {
  it('links whole seconds as the Python rbassist does, and also across a full second', () => {
    expect(metadataLinks([song(200.1), song(200.9), song(300)], 1)).toEqual([[0, 1]]);
    expect(metadataLinks([song(199.99), song(200.01)], 1)).toEqual([[0, 1]]);
  });

  it('links neither other songs nor other lengths nor unknown ones', () => {
    expect(metadataLinks([song(200), song(203)], 1)).toEqual([]);
    expect(metadataLinks([song(200), song(200, 'Other'), song(200, 'Artist', 'Other')], 1)).toEqual([]);
    expect(metadataLinks([song(), song(), song(Number.NaN), song(0), song(-1)], 1)).toEqual([]);
  });

  it('gives one link less than there are copies, however many', () => {
    const many = Array.from({ length: 50_000 }, () => song(200));
    expect(metadataLinks(many, 1)).toHaveLength(49_999);
  });
});

describe('isAsLong', () => {
  it('holds only for known durations', () => {
    expect(isAsLong(song(200), song(201), 1)).toBe(true);
    expect(isAsLong(song(200), song(201.1), 1)).toBe(false);
    expect(isAsLong(song(), song(), 1)).toBe(false);
  });
});
