import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { musicPlaces, xdgMusicFolder } from './music-places.ts';

describe('musicPlaces', () => {
  it('starts with the home folder and its folder of music', async () => {
    const home = await temporaryFolder('home');
    expect((await musicPlaces({ home, platform: 'linux' }))[1]?.kind).not.toBe('music');
    await mkdir(join(home, 'Music'));
    expect((await musicPlaces({ home, platform: 'darwin' })).slice(0, 2)).toEqual([
      { kind: 'home', path: home },
      { kind: 'music', path: join(home, 'Music') },
    ]);
  });

  it('finds a folder of music that the language names, on Linux', async () => {
    const home = await temporaryFolder('home');
    await mkdir(join(home, 'Musik'));
    await mkdir(join(home, '.config'));
    await writeFile(join(home, '.config', 'user-dirs.dirs'), '# written by xdg\nXDG_MUSIC_DIR="$HOME/Musik"\n');
    expect(await musicPlaces({ home, platform: 'linux' })).toContainEqual({ kind: 'music', path: join(home, 'Musik') });
  });

  it.each([
    ['XDG_MUSIC_DIR="$HOME/Musik"', '/home/dj/Musik'],
    ['XDG_MUSIC_DIR="$HOME/"', '/home/dj'],
    ['XDG_MUSIC_DIR="/srv/../music"', '/music'],
    ['XDG_MUSIC_DIR="music"', undefined],
    ['', undefined],
  ])('reads %j', (text, folder) => {
    expect(xdgMusicFolder(text, '/home/dj')).toBe(folder);
  });
});
