import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPlaylist } from './read-playlist.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('playlists');
});

async function read(contents: string | Uint8Array, name = 'list.m3u8') {
  await writeFile(join(folder, name), contents);
  return (await readPlaylist(join(folder, name))).entries;
}

describe('readPlaylist', () => {
  it('reads names and lengths, and resolves relative paths against the folder of the playlist', async () => {
    const text =
      '#EXTM3U\n#EXTINF:355,Björk - Jóga - Live\nsub/a.mp3\n# a comment\n\n#EXTINF:-1,Intro\n/music/b.mp3\nc.mp3\n';
    expect(await read(text)).toEqual([
      {
        location: 'sub/a.mp3',
        path: join(folder, 'sub', 'a.mp3'),
        line: 3,
        name: 'Björk - Jóga - Live',
        artist: 'Björk',
        title: 'Jóga - Live',
        durationS: 355,
      },
      { location: '/music/b.mp3', path: '/music/b.mp3', line: 7, name: 'Intro', title: 'Intro' },
      { location: 'c.mp3', path: join(folder, 'c.mp3'), line: 8 },
    ]);
  });

  it('reads the artist of #EXTART, and skips attributes of #EXTINF', async () => {
    const text = '#EXTINF:12.5 logo="a,b" x=1,A - B - Song\n#EXTART:A - B\na.mp3\n#EXTINF:,Nobody\nb.mp3';
    expect(await read(text)).toMatchObject([
      { name: 'A - B - Song', artist: 'A - B', title: 'Song', durationS: 12.5 },
      { title: 'Nobody' },
    ]);
  });

  const TEXT = '#EXTM3U\n#EXTINF:1,Café - Über\n/music/Café.mp3\n';
  const latin1 = Buffer.from(TEXT, 'latin1');
  it.each<[string, string | Uint8Array]>([
    ['UTF-8 with a byte order mark', `\uFEFF${TEXT}`],
    ['CRLF', TEXT.replaceAll('\n', '\r\n')],
    ['CR', TEXT.replaceAll('\n', '\r')],
    ['Latin-1', latin1],
    [
      'lines in both UTF-8 and Latin-1',
      Buffer.concat([Buffer.from('#EXTM3U\n#EXTINF:1,Café - Über\n'), latin1.subarray(-16)]),
    ],
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(TEXT, 'utf16le')],
    ['big-endian UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
  ])('reads %s', async (_, contents) => {
    expect(await read(contents)).toMatchObject([{ artist: 'Café', title: 'Über', path: '/music/Café.mp3' }]);
  });

  it('reads the letters that Windows-1252 has and Latin-1 lacks', async () => {
    const bytes = Buffer.concat([Buffer.from('/music/Don'), Buffer.from([0x92]), Buffer.from('t \xe9.mp3', 'latin1')]);
    expect(await read(bytes, 'old.m3u')).toMatchObject([{ path: '/music/Don’t é.mp3' }]);
  });

  it.each([
    ['file:///home/me/a%20b%23.mp3', '/home/me/a b#.mp3'],
    ['file://localhost/home/me/a.mp3', '/home/me/a.mp3'],
    ['file:///C:/Music/%C3%9C.mp3', 'C:\\Music\\Ü.mp3'],
    ['file:///C|/Music/a.mp3', 'C:\\Music\\a.mp3'],
    ['file://C:/Music/a.mp3', 'C:\\Music\\a.mp3'],
    ['file://nas/music/a.mp3', '\\\\nas\\music\\a.mp3'],
    ['file:///home/me/100%.mp3', '/home/me/100%.mp3'],
    ['D:\\Music\\a.mp3', 'D:\\Music\\a.mp3'],
    ['d:/Music/a.mp3', 'D:\\Music\\a.mp3'],
    ['\\\\nas\\music\\a.mp3', '\\\\nas\\music\\a.mp3'],
    ['/home/me/50%20off.mp3', '/home/me/50%20off.mp3'],
    ['http://radio.example/stream.mp3', 'http://radio.example/stream.mp3'],
  ])('reads %s', async (location, path) => {
    expect(await read(`#EXTM3U\n${location}\n`)).toMatchObject([{ location, path }]);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['an audio file', Buffer.from([0xff, 0xfb, 0x90, 0x64, 0, 0, 0, 0]), /is not a playlist: it is not text/],
    ['an empty file', '', /lists no tracks/],
    ['a playlist without tracks', '#EXTM3U\n# nothing\n', /lists no tracks/],
    ['a PLS playlist', '[playlist]\nFile1=a.mp3\n', /is not an M3U/],
    ['an XML file', '<?xml version="1.0"?>\n<DJ_PLAYLISTS>\na.mp3</DJ_PLAYLISTS>', /is not an M3U/],
    ['a letter', 'Dear reader,\nthis is prose\n', /is not an M3U/],
  ])('refuses %s', async (_, contents, message) => {
    const reading = read(contents);
    await expect(reading).rejects.toThrow(OptionError);
    await expect(reading).rejects.toThrow(message);
  });

  it('refuses a folder and a missing file', async () => {
    await mkdir(join(folder, 'folder.m3u8'));
    await expect(readPlaylist(join(folder, 'folder.m3u8'))).rejects.toMatchObject({
      message: expect.stringContaining('it is a folder'),
      remedies: [],
    });
    await expect(readPlaylist(join(folder, 'gone.m3u8'))).rejects.toThrow(/There is no playlist .*gone\.m3u8/);
    await expect(readPlaylist('')).rejects.toThrow(OptionError);
  });
});
