// cspell:disable

import { describe, expect, it } from 'vitest';
import { artistKeys } from './artist-names.ts';
import { songGroups } from './song-groups.ts';
import { songKeys } from './song-name.ts';

/** Reads "Artist - Title", or a title alone after " | ". */
function named(name: string): { artist?: string; title: string } {
  const [artist, title] = name.includes(' | ') ? name.split(' | ') : name.split(/ - (.*)/s);
  return artist === '' ? { title } : { artist, title };
}

function isSameSong(a: string, b: string): boolean {
  const keys = new Set(songKeys(named(a)));
  return songKeys(named(b)).some((key) => keys.has(key));
}

const VERSIONS: Record<string, readonly string[]> = {
  'Daft Punk - Around the World': [
    'Daft Punk - Around the World (Radio Edit)',
    'Daft Punk - Around The World (Original Mix)',
    'Daft Punk - Around the World [Extended Mix]',
    'Daft Punk - Around the World - Radio Edit',
    'Daft Punk - Around the World - 2021 Remaster',
    'Daft Punk - Around the World (Remastered 2009)',
    'Daft Punk - Around the World (Motorbass Vice Mix)',
    'Daft Punk - Around the World (Kenlou Mix)',
    'Daft Punk - Around the World (Live at Wembley)',
    'Daft Punk - Around the World (Live)',
    'Daft Punk - Around the World - Live',
    'Daft Punk - Around the World (Instrumental)',
    'Daft Punk - Around the World (Acapella)',
    'Daft Punk - Around the World (Club Mix)',
    'Daft Punk - Around the World (Dub)',
    'Daft Punk - Around the World (VIP)',
    'Daft Punk - Around the World VIP Mix',
    'Daft Punk - Around the World Extended Mix',
    'Daft Punk - Around the World Remix',
    'Daft Punk - Around the World Radio Edit',
    'Daft Punk - Around the World (Some Bootleg)',
    'Daft Punk - Around the World (X & Y Rework) [Free Download]',
    'Daft Punk - Around the World (Clean)',
    'Daft Punk - Around the World (Dirty Intro)',
    'Daft Punk - Around the World (Official Video)',
    'Daft Punk - Around the World (Album Version)',
    'Daft Punk - Around the World (Single Version) (2011 Remaster)',
    'Daft Punk - Around the World {12" Mix}',
    'Daft Punk - Around the World (feat. Somebody)',
    'Daft Punk - Around the World ft. Somebody (Club Mix)',
    'Daft Punk - Around the World feat Somebody - Extended Mix',
    'Daft Punk feat. Somebody - Around the World',
    'Daft Punk & Somebody - Around the World (Edit)',
    'Somebody x Daft Punk - Around the World',
    'DAFT PUNK - AROUND THE WORLD (EXTENDED)',
    'Daft Punk - around_the_world',
    'Daft Punk - 01. Around the World',
    'Daft Punk | Daft Punk - Around the World (Remix)',
    ' | Daft Punk - Around the World',
    'Some Remixer - Around the World (Some Remixer Remix of Daft Punk)',
    'Daft Punk - Around the World (Sped Up)',
    'Daft Punk - Around the World (1997)',
    'Daft Punk - Around the World (Remix',
    'Daft Punk - Around the World (From "Homework")',
    'Daft Punk - Around the World (Unplugged)',
    'Daft Punk - Around the World - Unplugged Session',
  ],
  'Björk - Jóga': ['Bjork - Joga', 'Björk - Jóga (Alec Empire mix)', 'Björk - JÓGA (String & Vocal Mix)'],
  'The Beatles - Help!': ['Beatles - Help', 'The Beatles - Help! (Remastered 2015)', 'Beatles, The - Help! (Mono)'],
  'Beyoncé - Crazy in Love': ['Beyonce feat. Jay-Z - Crazy In Love', 'Beyoncé, JAY-Z - Crazy in Love (Single Version)'],
  'AC/DC - Thunderstruck': ['AC/DC - Thunderstruck (Live)', 'AC/DC - Thunderstruck - Live'],
  "Guns N' Roses - Sweet Child O' Mine": ['Guns N’ Roses - Sweet Child O’ Mine (Live)'],
  'Rolling Stones - (I Can’t Get No) Satisfaction': [
    "The Rolling Stones - (I Can't Get No) Satisfaction (Mono Version)",
    "Rolling Stones - (I Can't Get No) Satisfaction - Remastered",
  ],
  'Shakira - Suerte': [
    'Shakira - Suerte (En Vivo)',
    'Shakira - Suerte (Versión Extendida)',
    'Shakira - Suerte (Remezcla)',
  ],
  'Nena - 99 Luftballons': ['Nena - 99 Luftballons (Akustisch)', 'Nena - 99 Luftballons (Live-Fassung)'],
  'Stromae - Alors on danse': [
    'Stromae - Alors on danse (Version longue)',
    'Stromae - Alors On Danse (En concert)',
    'Stromae - Alors on danse (avec Kanye West)',
  ],
  'Земфира - Искала': ['Земфира - Искала (Ремикс)', 'Земфира - Искала (концертная версия)', 'ЗЕМФИРА - ИСКАЛА'],
  'Perfume - ポリリズム': [
    'Perfume - ポリリズム (リミックス)',
    'Perfume - ポリリズム (ライブ)',
    'Perfume - ポリリズム (インスト)',
  ],
  'BTS - 봄날': ['BTS - 봄날 (라이브)', 'BTS - 봄날 (Remix)'],
  '周杰伦 - 七里香': ['周杰伦 - 七里香 (现场)', '周杰伦 - 七里香 (伴奏)'],
  'Prince - 1999': ['Prince - 1999 (Edit)', 'Prince - 1999 (2019 Remaster)'],
  'Kygo - Firestone': [
    'Kygo feat. Conrad Sewell - Firestone',
    'Kygo - Firestone ft. Conrad Sewell [Live Acoustic Version]',
  ],
  'Disclosure - Latch': [
    'Disclosure - Latch (feat. Sam Smith)',
    'Disclosure feat. Sam Smith - Latch (DJ Premier Remix)',
  ],
  'Someone - Song (Part 2)': ['Someone - Song, Pt. II', 'Someone - Song (Pt. 2) [Remix]'],
};

const OTHERS: readonly [string, string][] = [
  ['Daft Punk - Around the World', 'Daft Punk - One More Time'],
  ['Daft Punk - Around the World', 'Señor Coconut - Around the World'],
  ['Daft Punk - Around the World (Remix)', 'Red Hot Chili Peppers - Around the World (Remix)'],
  ['Adele - Hello', 'Lionel Richie - Hello'],
  ['A - Intro', 'A - Intro'],
  ['A - Outro (Live)', 'A - Outro'],
  ['A - Interlude', 'A - Interlude II'],
  ['A - Untitled', 'A - Untitled'],
  ['A - Track 01', 'A - Track 01'],
  ['A - Titel 3', 'A - Titel 3'],
  ['A - 01', 'A - 01'],
  ['A - ID', 'A - ID'],
  ['A - Live', 'A - Live'],
  ['A - Remix', 'A - Remix'],
  ['Unknown Artist - Song', 'Unknown Artist - Song'],
  ['Various Artists - Song', 'VA - Song'],
  ['Someone - Song (Part 1)', 'Someone - Song (Part 2)'],
  ['Someone - Song, Pt. 1', 'Someone - Song'],
  ['Pink Floyd - Another Brick in the Wall, Part 1', 'Pink Floyd - Another Brick in the Wall, Part 2'],
  ['Someone - Live Forever', 'Someone - Forever'],
  ['Someone - Club Tropicana', 'Someone - Tropicana'],
  ['Someone - Radio Ga Ga', 'Someone - Ga Ga'],
  ['Someone - The Way I Live', 'Someone - The Way I'],
  ['Someone - Video Games', 'Someone - Games'],
  ['Someone - Bad (Remix)', 'Someone - Good (Remix)'],
  ['Someone - 1979', 'Someone - 1999'],
  ['Someone - Symphony No. 5', 'Someone - Symphony No. 9'],
  ['Someone - Love (So Fine)', 'Someone - Love'],
  ['Björk - Army of Me', 'Skunk Anansie - Army of Me'],
  [' | Song', ' | Song'],
];

describe('songKeys', () => {
  for (const [song, versions] of Object.entries(VERSIONS)) {
    it.each(versions)(`${song} = %s`, (version) => {
      expect(isSameSong(song, version)).toBe(true);
      expect(isSameSong(version, song)).toBe(true);
    });
  }

  it.each(OTHERS)('%s ≠ %s', (a, b) => expect(isSameSong(a, b)).toBe(false));

  it('recognises a remix under the name of its remixer', () => {
    expect(isSameSong('Artist - Song (Some Remixer Remix)', 'Some Remixer - Song (Some Remixer Remix)')).toBe(true);
    expect(isSameSong('Artist - Song (Some Remixer Remix)', 'Some Remixer - Song')).toBe(false);
    expect(isSameSong('A - Song (Extended Mix)', 'B - Song (Extended Mix)')).toBe(false);
    expect(isSameSong('A - Song (Club Remix)', 'B - Song (Club Remix)')).toBe(false);
  });

  it('returns nothing for missing names and values of odd types', () => {
    for (const odd of [undefined, null, 5, {}, [], '', ' ', '()', '- -', '\u0000']) {
      expect(songKeys({ artist: 'A', title: odd as string })).toEqual([]);
      expect(songKeys({ artist: odd as string, title: 'Song' })).toEqual([]);
    }
  });

  it('ends soon for long and repetitive names', () => {
    for (const part of ['(', '()', ' - ', ' feat. ', ' mix', 'a (b) ', '[', ' x ', '/', 'ft. ']) {
      songKeys({ artist: part.repeat(20_000), title: part.repeat(20_000) });
    }
  });
});

describe('artistKeys', () => {
  it.each([
    ['A feat. B', ['a', 'b']],
    ['A ft B', ['a', 'b']],
    ['A & B', ['a', 'b']],
    ['A, B; C', ['a', 'b', 'c']],
    ['A x B', ['a', 'b']],
    ['A vs. B', ['a', 'b']],
    ['A with B', ['a', 'b']],
    ['Foo/Bar', ['foo', 'bar']],
    ['AC/DC', ['ac dc']],
    ['The Chemical Brothers', ['chemical brothers']],
    ['Beatles, The', ['beatles']],
    ['Tiësto', ['tiesto']],
    ['P!nk', ['pink']],
    ['A (feat. B)', ['a', 'b']],
    ['Various Artists', []],
    ['Unknown Artist', []],
    ['', []],
  ])('%s', (name, keys) => expect(artistKeys(name)).toEqual(keys));
});

describe('songGroups', () => {
  it('joins tracks that share a key, also through another', () => {
    const names = ['A & B - Song', 'A - Song (Live)', 'C - Song', 'B - Song', 'A - Other', ' | Song'];
    expect([...songGroups(names.map(named))]).toEqual([0, 0, 2, 0, 4, -1]);
  });
});
