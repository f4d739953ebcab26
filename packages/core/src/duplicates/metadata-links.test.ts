import { describe, expect, it } from 'vitest';
import { isAsLong, isNamedAlike, metadataKey, metadataLinks, type NamedTrack } from './metadata-links.ts';

const song = (durationS?: number, artist = 'Artist', title = 'Title') => ({ artist, title, durationS });

describe('metadataKey', () => {
  it.each<[NamedTrack, NamedTrack]>([
    [
      { artist: ' Beyonce\u0301 ', title: 'HALO  (Live)' },
      { artist: 'beyonc\u00e9', title: 'Halo (live)' },
    ],
    [
      { artist: 'ＡＢＢＡ', title: 'ＳＯＳ' },
      { artist: 'ABBA', title: 'SOS' },
    ],
    [
      { artist: 'Guns N’ Roses', title: 'Don’t Cry' },
      { artist: "Guns N' Roses", title: "Don't Cry" },
    ],
    [
      { artist: 'Jay–Z', title: '“Hard” Knock' },
      { artist: 'Jay-Z', title: '"Hard" Knock' },
    ],
    [
      { artist: 'Straße', title: 'Größe' },
      { artist: 'STRASSE', title: 'GRÖSSE' },
    ],
    [
      { artist: 'A\u00a0B', title: '\ufeffSo\u200bng' },
      { artist: 'A B', title: 'Song' },
    ],
    [
      { artist: 'A ft. B', title: 'ﬁre' },
      { artist: 'A featuring B', title: 'fire' },
    ],
    [
      { artist: '각', title: 'が' },
      { artist: '각'.normalize('NFD'), title: 'が'.normalize('NFD') },
    ],
  ])('is equal for spellings of one name: %o, %o', (a, b) => {
    expect(metadataKey(a)).toBeDefined();
    expect(metadataKey(a)).toBe(metadataKey(b));
  });

  it.each<[NamedTrack, NamedTrack]>([
    [
      { artist: 'a b', title: 'c' },
      { artist: 'a', title: 'b c' },
    ],
    [
      { artist: 'A, B', title: 'Song' },
      { artist: 'A, C', title: 'Song' },
    ],
    [
      { artist: 'A', title: 'Song 1' },
      { artist: 'A', title: 'Song 2' },
    ],
    [
      { artist: 'Ke$ha', title: 'Song' },
      { artist: 'Kesha', title: 'Song' },
    ],
    [
      { artist: 'A', title: 'Intro', album: 'One' },
      { artist: 'A', title: 'Intro', album: 'Two' },
    ],
  ])('differs for %o, %o', (a, b) => {
    expect(metadataKey(a)).not.toBe(metadataKey(b));
  });

  it.each([
    undefined,
    '',
    ' ',
    '-',
    '?',
    '01',
    '1.',
    'A1',
    'Unknown',
    'Unknown Artist',
    '<Unknown>',
    '[unknown artist]',
    'Unbekannter Künstler',
    'Artiste inconnu',
    'Artista desconocido',
    'Artista sconosciuto',
    'Неизвестный исполнитель',
    '不明なアーティスト',
    '未知艺术家',
    'Various',
    'Various Artists',
    'V.A.',
    'VA',
    'V/A',
    'Artisti Vari',
    'Varios Artistas',
    'Verschiedene Interpreten',
    'Track 01',
    'CD1',
    'No Artist',
    'N/A',
    'null',
    3 as unknown as string,
  ])('is undefined for the artist %j', (artist) => {
    expect(metadataKey({ artist, title: 'Kick' })).toBeUndefined();
  });

  it.each([
    undefined,
    '',
    '…',
    'Track 01',
    'Track01',
    'track_1',
    'AudioTrack 07',
    'Audio Track 3',
    'Titel 4',
    'Piste 12',
    'Pista 2',
    'Traccia 5',
    'Faixa 6',
    'Дорожка 3',
    'トラック 1',
    '01',
    '7',
    'A2',
    'Untitled',
    'Untitled 3',
    '[Untitled]',
    'Unknown',
    'Unknown Title',
    'Ohne Titel',
    'Sans titre',
    'Без названия',
    '無題',
    'ID',
    'A Very Long Song Title (Extend',
    'Song [Radio',
  ])('is undefined for the title %j', (title) => {
    expect(metadataKey({ artist: 'Artist', title })).toBeUndefined();
  });

  it.each([
    ['U2', 'One'],
    ['311', 'Down'],
    ['M83', 'Intro to Nothing'],
    ['DJ Shadow', '1979'],
    ['The Artist', 'Unknown Pleasures'],
    ['Blink-182', '212'],
    ['周杰伦', '夜曲'],
    ['Кино', 'Группа крови'],
    ['Trackheadz', 'Our Music'],
    ['Sideral', 'Tracks of My Tears'],
  ])('is defined for %j - %j', (artist, title) => {
    const isKnown = metadataKey({ artist, title }) !== undefined;
    // a number is more often a track number than an artist
    expect(isKnown).toBe(artist !== '311');
  });

  it.each(['Intro', 'Outro', 'Interlude', 'Skit #2', 'The Intro', 'Prelude', 'Prélude II'])(
    'needs the album for %j, a title on many albums',
    (title) => {
      expect(metadataKey({ artist: 'A', title })).toBeUndefined();
      expect(metadataKey({ artist: 'A', title, album: 'Unknown Album' })).toBeUndefined();
      expect(metadataKey({ artist: 'A', title, album: 'One' })).toBeDefined();
    },
  );
});

describe('metadataLinks', () => {
  it('links whole seconds like the Python rbassist, and also across a full second', () => {
    expect(metadataLinks([song(200.1), song(200.9), song(300)], 1)).toEqual([[0, 1]]);
    expect(metadataLinks([song(199.99), song(200.01)], 1)).toEqual([[0, 1]]);
  });

  it('does not link other songs, other lengths or unknown lengths', () => {
    expect(metadataLinks([song(200), song(203)], 1)).toEqual([]);
    expect(metadataLinks([song(200), song(200, 'Other'), song(200, 'Artist', 'Other')], 1)).toEqual([]);
    expect(metadataLinks([song(), song(), song(Number.NaN), song(0), song(-1)], 1)).toEqual([]);
  });

  it('gives one link fewer than there are copies', () => {
    const many = Array.from({ length: 50_000 }, () => song(200));
    expect(metadataLinks(many, 1)).toHaveLength(49_999);
  });
});

describe('isNamedAlike', () => {
  it.each<[Partial<NamedTrack>, Partial<NamedTrack>, boolean]>([
    [{}, {}, true],
    [{ album: 'One' }, {}, true],
    [{ album: 'One' }, { album: 'ONE' }, true],
    [{ album: 'One' }, { album: 'Two' }, false],
    [{ album: 'One' }, { album: 'One (Remastered)' }, false],
    [{ album: 'One' }, { album: 'Unknown Album' }, true],
    [{ album: 'MTV Unplugged' }, {}, false],
    [{ path: '/m/Title (Live).mp3' }, { path: '/m/Title.mp3' }, false],
    [{ path: '/m/Title.mp3' }, { path: '/n/01 - Title.flac' }, true],
    [{ durationS: 202 }, {}, false],
    [{ artist: '01' }, { artist: '01' }, false],
  ])('compares %o and %o', (a, b, alike) => {
    expect(isNamedAlike({ ...song(200), ...a }, { ...song(200.5), ...b }, 1)).toBe(alike);
    expect(isNamedAlike({ ...song(200), ...b }, { ...song(200.5), ...a }, 1)).toBe(alike && !('durationS' in a));
  });
});

describe('isAsLong', () => {
  it('is true only for known durations', () => {
    expect(isAsLong(song(200), song(201), 1)).toBe(true);
    expect(isAsLong(song(200), song(201.1), 1)).toBe(false);
    expect(isAsLong(song(), song(), 1)).toBe(false);
  });
});
