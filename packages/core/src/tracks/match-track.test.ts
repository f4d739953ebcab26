import { describe, expect, it } from 'vitest';
import { isFromFileName, matchSeed, trackName } from './match-track.ts';
import type { TrackRecord } from './track-record.ts';

const library: [string, TrackRecord][] = [
  ['/music/a/Blue Room (Extended).mp3', { artist: 'Nell Ardent', title: 'Blue Room (Extended)' }],
  ['/music/b/Blue Room.mp3', { artist: 'Nell Ardent', title: 'Blue Room' }],
  ['/music/blue room/Other.flac', { artist: 'Kiln', title: 'Other' }],
  ['C:\\Music\\Café.wav', {}],
];

describe('matchSeed', () => {
  it('prefers the track that was named in full, and gives the others after it', () => {
    expect(matchSeed('nell ardent - blue room', library)).toEqual({
      paths: ['/music/b/Blue Room.mp3', '/music/a/Blue Room (Extended).mp3'],
      exact: true,
    });
  });

  it('takes artist and title without the dash, and words in any order', () => {
    expect(matchSeed('Nell Ardent Blue Room', library)).toMatchObject({ exact: true });
    expect(matchSeed('room nell', library).paths).toHaveLength(2);
  });

  it('puts parts of names before parts of paths', () => {
    expect(matchSeed('blue room', library).paths.at(-1)).toBe('/music/blue room/Other.flac');
  });

  it('takes a whole path', () => {
    expect(matchSeed('/music/a/Blue Room (Extended).mp3', library)).toEqual({
      paths: ['/music/a/Blue Room (Extended).mp3'],
      exact: true,
    });
  });

  it('ignores the Unicode form and finds tracks without tags by file name', () => {
    expect(matchSeed('cafe\u0301', library).paths).toEqual(['C:\\Music\\Café.wav']);
  });

  it.each(['', '   ', 'nothing like it'])('finds nothing for "%s"', (wanted) =>
    expect(matchSeed(wanted, library)).toEqual({ paths: [], exact: false }),
  );
});

describe('trackName', () => {
  it('names a track by its tags, else by its file', () => {
    expect(trackName('/x/y.mp3', { artist: 'A', title: 'T' })).toBe('A - T');
    expect(trackName('/x/y.mp3', { title: 'T' })).toBe('T');
    expect(trackName('C:\\x\\y.z.mp3', {})).toBe('y.z');
  });
});

describe('isFromFileName', () => {
  it.each([
    ['/a/01 - Artist - Title.mp3', 'Artist', true],
    ['/a/Some_Artist_-_Title.mp3', 'Some Artist', true],
    ['/a/Bjo\u0308rk - Jo\u0301ga.mp3', 'Björk', true],
    ['C:\\a\\Artist - Title.mp3', 'Title', true],
    ['/Artist/Title.mp3', 'Artist', false],
    ['/a/Artist - Title.mp3', 'The Artist', false],
  ])('%s, %s: %s', (path, value, expected) => expect(isFromFileName(path, value)).toBe(expected));
});
