import { describe, expect, it } from 'vitest';
import { fileNameTags } from './file-name-tags.ts';

function read(name: string, neighbours?: readonly string[]): string {
  const { artist = '', title = '' } = fileNameTags(`/music/${name}.mp3`, neighbours);
  return `${artist} | ${title}`;
}

describe('fileNameTags', () => {
  it.each([
    ['Artist - Title', 'Artist | Title'],
    ['Artist – Title', 'Artist | Title'],
    ['Artist — Title (Live - 1998)', 'Artist | Title (Live - 1998)'],
    ['Artist - Title - Remix', 'Artist | Title - Remix'],
    ['Title', ' | Title'],
    ['Jay-Z', ' | Jay-Z'],
    ['Artist -Title', ' | Artist -Title'],
    ['AC_DC - Title', 'AC_DC | Title'],
    ['Artist_-_Title', 'Artist | Title'],
    ['01_-_Some_Artist_-_Some_Title', 'Some Artist | Some Title'],
    ['Some_Title', ' | Some Title'],
    ['Artist - Title.stem', 'Artist | Title'],
    ['Title.stem', ' | Title'],
    ['Artist - Title.mp3', 'Artist | Title'],
    ['[LBL001] Artist - Title', 'Artist | Title'],
    ['[Alexandros] - Title', '[Alexandros] | Title'],
    ['8A - Artist - Title', 'Artist | Title'],
    ['8A - 126 - Artist - Title', 'Artist | Title'],
    ['Artist - Title - 12B', 'Artist | Title'],
    ['Artist - Title - 10A - 127.5', 'Artist | Title'],
    ['8A - Title', ' | Title'],
    ['8A', ' | 8A'],
  ])('%s: %s', (name, tags) => expect(read(name)).toBe(tags));

  it.each([
    ['01 - Artist - Title', 'Artist | Title'],
    ['1 - Artist - Title', 'Artist | Title'],
    ['12 – Artist – Title', 'Artist | Title'],
    ['01 Artist - Title', 'Artist | Title'],
    ['01. Artist - Title', 'Artist | Title'],
    ['01.Artist - Title', 'Artist | Title'],
    ['1. Artist - Title', 'Artist | Title'],
    ['01) Artist - Title', 'Artist | Title'],
    ['01-Artist - Title', 'Artist | Title'],
    ['(01) Artist - Title', 'Artist | Title'],
    ['[01] Artist - Title', 'Artist | Title'],
    ['(01) [Artist] Title', 'Artist | Title'],
    ['001 Artist - Title', 'Artist | Title'],
    ['1-03 Artist - Title', 'Artist | Title'],
    ['01-03 - Artist - Title', 'Artist | Title'],
    ['A1 Artist - Title', 'Artist | Title'],
    ['B2. Artist - Title', 'Artist | Title'],
    ['A1 - Artist - Title', 'Artist | Title'],
    ['CD1 - Artist - Title', 'Artist | Title'],
    ['01 - Kick', ' | Kick'],
    ['01 Kick', ' | Kick'],
    ['01. Kick', ' | Kick'],
    ['1-03 Kick', ' | Kick'],
    ['A1 - Kick', ' | Kick'],
    ['07 Rings', ' | Rings'],
    ['01 - 1979', ' | 1979'],
    ['01 - 50 Cent - In Da Club', '50 Cent | In Da Club'],
    ['Artist - Album - 03 - Title', 'Artist | Title'],
    ['Artist - 03 - Title', 'Artist | Title'],
    ['Artist - Album - 03 Title', 'Artist | Title'],
    ['Artist - Album - 03 - Title - Remix', 'Artist | Title - Remix'],
    ['Various Artists - Album - 03 - Artist - Title', 'Artist | Title'],
  ])('the number is removed: %s: %s', (name, tags) => expect(read(name)).toBe(tags));

  it.each([
    ['50 Cent - In Da Club', '50 Cent | In Da Club'],
    ['808 State - Pacific 202', '808 State | Pacific 202'],
    ['2 Unlimited - No Limit', '2 Unlimited | No Limit'],
    ['10cc - I’m Not in Love', '10cc | I’m Not in Love'],
    ['99 Problems', ' | 99 Problems'],
    ['7 Rings', ' | 7 Rings'],
    ['1979', ' | 1979'],
    ['01', ' | 01'],
    ['007', ' | 007'],
    ['Smashing Pumpkins - 1979', 'Smashing Pumpkins | 1979'],
    ['Prince - 1999 - Live', 'Prince | 1999 - Live'],
    ['Artist - Song - 12 Inch Mix', 'Artist | Song - 12 Inch Mix'],
    ['1979 - Title', ' | 1979 - Title'],
    ['311 - Amber', ' | 311 - Amber'],
    ['D12 - Purple Pills', 'D12 | Purple Pills'],
    ['U2 - One', 'U2 | One'],
    ['A4 Paper', ' | A4 Paper'],
    ['01.02.2003 Set', ' | 01.02.2003 Set'],
    ['.38 Special - Caught Up in You', '.38 Special | Caught Up in You'],
    ['...Baby One More Time', ' | ...Baby One More Time'],
  ])('the number is part of a name: %s: %s', (name, tags) => expect(read(name)).toBe(tags));

  it.each(['Unknown Artist', 'Various Artists', 'VA', 'Track 01'])('%s is not an artist', (nobody) => {
    expect(read(`${nobody} - Song`)).toBe(' | Song');
  });

  describe('with the names in the folder', () => {
    const album = ['01 A - B', '02 C - D', '09 E - F', '10 Artist - Title', '11 Title'].map((name) => `${name}.mp3`);

    it('removes a number if every file has one', () => {
      expect(read('10 Artist - Title', album)).toBe('Artist | Title');
      expect(read('11 Title', album)).toBe(' | Title');
      expect(read('10 Artist - Title', [...album, 'cover.jpg'])).toBe('Artist | Title');
    });

    it('keeps a number if it is part of a name', () => {
      const bands = ['2 Unlimited - No Limit', '50 Cent - In Da Club', '808 State - Pacific'].map(
        (name) => `${name}.mp3`,
      );
      expect(read('50 Cent - In Da Club', bands)).toBe('50 Cent | In Da Club');
      const one = ['50 Cent - In Da Club.mp3', '50 Cent - Candy Shop.mp3', '50 Cent - P.I.M.P..mp3'];
      expect(read('50 Cent - In Da Club', one)).toBe('50 Cent | In Da Club');
      expect(read('10 Artist - Title', [...album, 'Other.mp3'])).toBe('10 Artist | Title');
    });

    it('removes the album and number of a shop', () => {
      const shop = ['Artist - Album - 01 Title.mp3', 'Artist - Album - 12 Inch Mix.mp3'];
      expect(read('Artist - Album - 12 Inch Mix', shop)).toBe('Artist | Inch Mix');
    });
  });
});
