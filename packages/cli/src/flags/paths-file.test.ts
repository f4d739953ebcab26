import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { readPathsFile } from './paths-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('paths-file');
});

async function listed(contents: string | Uint8Array): Promise<string[]> {
  const path = join(folder, 'list.txt');
  await writeFile(path, contents);
  return readPathsFile(path);
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('readPathsFile', () => {
  it.each<[string, string, string[]]>([
    ['blank lines and comments', '\n# mine\n  \n/a.mp3\n   # his\n/b.mp3\n\n', ['/a.mp3', '/b.mp3']],
    ['quotes', '"/a b.mp3"\n\'/c.mp3\'\n" /d.mp3 "\n\'\'\n', ['/a b.mp3', '/c.mp3', '/d.mp3']],
    ['quotes that protect a #', '"/#1 Hit.mp3"\n', ['/#1 Hit.mp3']],
    ['Windows line ends', '/a.mp3\r\n\r\n/b.mp3\r\n', ['/a.mp3', '/b.mp3']],
    ['old Macintosh line ends', '/a.mp3\r/b.mp3', ['/a.mp3', '/b.mp3']],
    ['a mark at the start', '\uFEFF/a.mp3\n/ü.mp3', ['/a.mp3', '/ü.mp3']],
    ['blanks around paths', '  /a.mp3\t\n', ['/a.mp3']],
  ])('reads %s', async (_name, text, paths) => {
    expect(await listed(text)).toEqual(paths);
  });

  it('resolves relative paths against its folder, in any working folder', async () => {
    await mkdir(join(folder, 'lists'));
    const path = join(folder, 'lists', 'new.txt');
    await writeFile(path, 'a.mp3\n../music\n./#1.mp3\n~/b.mp3\n');
    const expected = ['lists/a.mp3', 'music', 'lists/#1.mp3', 'lists/~/b.mp3'].map((name) => join(folder, name));
    expect(await readPathsFile(path)).toEqual(expected);
    expect(await readPathsFile(relative(process.cwd(), path))).toEqual(expected);
    expect(dirname(path)).not.toBe(process.cwd());
  });

  it.each([
    ['little-endian', Buffer.concat([Buffer.of(0xff, 0xfe), utf16('/ä.mp3\r\n/b.mp3\r\n')])],
    ['big-endian', Buffer.concat([Buffer.of(0xfe, 0xff), utf16('/ä.mp3\r\n/b.mp3\r\n').swap16()])],
    ['without a mark', utf16('/ä.mp3\r\n/b.mp3\r\n')],
    ['big-endian without a mark', utf16('/ä.mp3\r\n/b.mp3\r\n').swap16()],
  ])('reads UTF-16, %s', async (_name, bytes) => {
    expect(await listed(bytes)).toEqual(['/ä.mp3', '/b.mp3']);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['Latin-1', Buffer.from('/ä.mp3', 'latin1'), /list\.txt is not text in UTF-8 or UTF-16/],
    ['bytes', Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0]), /is not text/],
    ['nothing', '', /lists no paths/],
    ['comments alone', '# a\n# b\n', /lists no paths/],
  ])('refuses %s', async (_name, contents, words) => {
    await expect(listed(contents)).rejects.toThrow(words);
    await expect(listed(contents)).rejects.toThrow(OptionError);
  });

  it('refuses a path that is not a file, at once', async () => {
    await expect(readPathsFile(folder)).rejects.toThrow(/can't be read: /);
    await expect(readPathsFile(join(folder, 'none'))).rejects.toThrow(/can't be read: it does not exist\.$/);
  });

  it.skipIf(process.platform === 'win32')('refuses a device, which never ends', async () => {
    await expect(readPathsFile('/dev/zero')).rejects.toThrow(/can't be read: /);
  });
});
