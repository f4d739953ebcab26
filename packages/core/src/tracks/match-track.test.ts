// cspell:disable

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
  it('prefers a full match, and returns the others after it', () => {
    expect(matchSeed('nell ardent - blue room', library)).toEqual({
      paths: ['/music/b/Blue Room.mp3', '/music/a/Blue Room (Extended).mp3'],
      exactCount: 1,
    });
  });

  it('accepts artist and title without the dash, and words in any order', () => {
    expect(matchSeed('Nell Ardent Blue Room', library)).toMatchObject({ exactCount: 1 });
    expect(matchSeed('room nell', library).paths).toHaveLength(2);
  });

  it('ranks parts of names before parts of paths', () => {
    expect(matchSeed('blue room', library).paths.at(-1)).toBe('/music/blue room/Other.flac');
  });

  it('accepts a whole path', () => {
    expect(matchSeed('/music/a/Blue Room (Extended).mp3', library)).toEqual({
      paths: ['/music/a/Blue Room (Extended).mp3'],
      exactCount: 1,
    });
  });

  it('ignores the Unicode form and finds tracks without tags by file name', () => {
    expect(matchSeed('cafe\u0301', library).paths).toEqual(['C:\\Music\\Café.wav']);
  });

  it.each(['', '   ', 'nothing like it'])('finds nothing for "%s"', (wanted) =>
    expect(matchSeed(wanted, library)).toEqual({ paths: [], exactCount: 0 }),
  );
});

const named = (...names: [artist: string, title: string][]) =>
  names.map(([artist, title]): [string, TrackRecord] => [`/music/${artist} - ${title}`, { artist, title }]);
const found = (text: string, tracks: Iterable<[string, TrackRecord]>) =>
  matchSeed(text, tracks).paths.map((path) => path.slice('/music/'.length));

describe('spelling', () => {
  const tracks = named(
    ['Björk', 'Jóga'],
    ['Motörhead', 'Ace of Spades'],
    ['Sigur Rós', 'Hoppípolla'],
    ['AC/DC', 'Thunderstruck'],
    ['Guns N’ Roses', "Don't Cry"],
    ['Simon & Garfunkel', 'The Boxer'],
    ['Rihanna', 'Love (feat. Drake)'],
    ['Łona', 'Ærø þing'],
    ['Die_Ärzte', 'Große ﬁｎale'],
    ['Μάνος', 'Οδός'],
    ['Кино', 'Мой ёж'],
    ['宇多田ヒカル', 'がんばって'],
    ['방탄소년단', '봄날'],
    ['ก้อง', 'ที่นี่'],
    ['A$AP Rocky', 'L$D'],
    ['P!nk', 'Get the Party Started'],
    ['ABBA', 'Gimme!Gimme!'],
    ['Tarkan', 'Şımarık'],
    ['Erkin Koray', 'İstanbul'],
    ['Daft Punk', 'Da Funk'],
    ['+44', 'Lycanthrope'],
    ['…And You Will Know Us', 'Mistakes & Regrets'],
    ['Ω', 'Pearls'],
    ['N.W.A', '8 Ball'],
    ['!!!', 'Hello? Is This Thing On?'],
  );

  it.each([
    ['joga bjork', 'Björk - Jóga'],
    ['JÓGA', 'Björk - Jóga'],
    ['motorhead ace spades', 'Motörhead - Ace of Spades'],
    ['sigur ros', 'Sigur Rós - Hoppípolla'],
    ['acdc thunder', 'AC/DC - Thunderstruck'],
    ['ac dc', 'AC/DC - Thunderstruck'],
    ['dont cry', "Guns N’ Roses - Don't Cry"],
    ["guns n' roses", "Guns N’ Roses - Don't Cry"],
    ['simon and garfunkel boxer', 'Simon & Garfunkel - The Boxer'],
    ['simon garfunkel', 'Simon & Garfunkel - The Boxer'],
    ['rihanna love ft. drake', 'Rihanna - Love (feat. Drake)'],
    ['rihanna featuring drake', 'Rihanna - Love (feat. Drake)'],
    ['lona aero thing', 'Łona - Ærø þing'],
    ['die arzte grosse finale', 'Die_Ärzte - Große ﬁｎale'],
    ['οδος μανος', 'Μάνος - Οδός'],
    ['кино мои еж', 'Кино - Мой ёж'],
    ['ヒカル', '宇多田ヒカル - がんばって'],
    ['がんば'.normalize('NFD'), '宇多田ヒカル - がんばって'],
    ['봄날'.normalize('NFD'), '방탄소년단 - 봄날'],
    ['방탄', '방탄소년단 - 봄날'],
    ['ที่นี่', 'ก้อง - ที่นี่'],
    ['asap rocky lsd', 'A$AP Rocky - L$D'],
    ['a$ap', 'A$AP Rocky - L$D'],
    ['pink party started', 'P!nk - Get the Party Started'],
    ['gimme', 'ABBA - Gimme!Gimme!'],
    ['abba gimme gimme', 'ABBA - Gimme!Gimme!'],
    ['SIMARIK', 'Tarkan - Şımarık'],
    ['ISTANBUL', 'Erkin Koray - İstanbul'],
    ['istanbul', 'Erkin Koray - İstanbul'],
    ['dafunk daftpunk', 'Daft Punk - Da Funk'],
    ['daft-punk_da-funk', 'Daft Punk - Da Funk'],
    ['44', '+44 - Lycanthrope'],
    ['...and you will know', '…And You Will Know Us - Mistakes & Regrets'],
    ['mistakes regrets', '…And You Will Know Us - Mistakes & Regrets'],
    ['ω', 'Ω - Pearls'],
    ['n w a ball', 'N.W.A - 8 Ball'],
    ['nwa 8ball', 'N.W.A - 8 Ball'],
    ['!!!', '!!! - Hello? Is This Thing On?'],
    ['hello is this', '!!! - Hello? Is This Thing On?'],
  ])('"%s" finds %s alone', (text, name) => expect(found(text, tracks)).toEqual([name]));

  it('distinguishes letters that are not accents', () => {
    expect(found('かんばって', tracks)).toEqual([]);
  });

  it('finds a name by its words in any order, without accents and signs', () => {
    const words = [
      'Björk',
      'AC/DC',
      "Don't",
      'Ø',
      'R.E.M.',
      'naïve',
      '（Ｌｉｖｅ）',
      '봄날',
      'Мой',
      'Señorita',
      '&',
      'ft.',
      '99',
    ];
    let state = 7;
    const random = (below: number) => {
      state = (state * 1103515245 + 12345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
    const picked = (count: number) => Array.from({ length: count }, () => words[random(words.length)]);
    for (let round = 0; round < 300; round++) {
      const [artist, title] = [['Röyksopp', ...picked(random(2))].join(' '), picked(1 + random(3)).join(' ')];
      const shuffled = `${artist} ${title}`.split(' ').sort(() => random(3) - 1);
      const text = shuffled
        .join(' ')
        .normalize('NFD')
        .replaceAll(/[\u0300-\u036f]/g, '')
        .replaceAll(/['’&]/g, '');
      expect(found(text, named([artist, title], ['Kiln', 'Other'])), text).toContain(`${artist} - ${title}`);
    }
  });
});

it('takes a text that is longer than any name', () => {
  const tracks = named(['A', 'a']);
  for (const text of ['a', 'a ', 'é', '. ', '坂']) expect(found(text.repeat(1e5), tracks)).toEqual([]);
});

describe('order', () => {
  it('ranks the same spelling first', () => {
    const tracks = named(['Björk', 'Jóga'], ['Björk', 'Joga'], ['Bjork', 'Joga Mix']);
    expect(found('joga', tracks)).toEqual(['Björk - Joga', 'Björk - Jóga', 'Bjork - Joga Mix']);
    expect(found('jóga', tracks)).toEqual(['Björk - Jóga', 'Björk - Joga', 'Bjork - Joga Mix']);
    expect(matchSeed('bjork joga', tracks)).toMatchObject({ exactCount: 2 });
  });

  it('ranks whole words before parts of words', () => {
    expect(found('mo', named(['Emotion', 'Most'], ['MØ', 'Lean On']))).toEqual(['MØ - Lean On', 'Emotion - Most']);
  });

  it('counts all tracks of one name', () => {
    const tracks = ['/a/x.mp3', '/b/x.mp3'].map((path): [string, TrackRecord] => [path, { artist: 'A', title: 'T' }]);
    expect(matchSeed('A - T', tracks)).toEqual({ paths: ['/a/x.mp3', '/b/x.mp3'], exactCount: 2 });
    expect(matchSeed('/b/x.mp3', tracks)).toEqual({ paths: ['/b/x.mp3'], exactCount: 1 });
  });

  it('puts names before words of the folder, and those before words without their blanks', () => {
    const dusk = { artist: 'Kiln', title: 'Dusk' };
    const tracks: [string, TrackRecord][] = [
      ['/music/vinyl/1.mp3', dusk],
      ['/music/tape/1.mp3', dusk],
      ['/music/tape/2.mp3', { artist: 'Vi', title: 'Nyla Song' }],
    ];
    expect(matchSeed('dusk vinyl', tracks)).toEqual({ paths: ['/music/vinyl/1.mp3'], exactCount: 0 });
    expect(matchSeed('vinyl', tracks).paths).toEqual(['/music/vinyl/1.mp3']);
    expect(matchSeed('vinylasong', tracks)).toMatchObject({ paths: ['/music/tape/2.mp3'] });
    expect(matchSeed('kilndusk', tracks)).toMatchObject({ exactCount: 2 });
  });

  it('searches the folder if no name has all words', () => {
    const tracks: [string, TrackRecord][] = [['/music/Homogénic/07.mp3', { artist: 'Björk', title: 'Jóga' }]];
    expect(matchSeed('bjork homogenic', tracks)).toEqual({ paths: ['/music/Homogénic/07.mp3'], exactCount: 0 });
    expect(matchSeed('/music/homogenic/08', tracks).paths).toEqual([]);
  });
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
