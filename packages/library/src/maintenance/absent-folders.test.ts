import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { groupMissing } from './absent-folders.ts';
import { libraryFolders } from './library-folders.ts';

let root: string;
beforeEach(async () => {
  root = await temporaryFolder('absent');
});

const unknown = () => undefined;

describe('groupMissing', () => {
  it('distinguishes missing files from missing folders, and reports the uppermost folder', async () => {
    await mkdir(join(root, 'a'));
    await writeFile(join(root, 'a', 'here.mp3'), '');
    const here = join(root, 'a', 'here.mp3');
    const missing = ['a/gone.mp3', 'b/x/1.mp3', 'b/y/2.mp3', 'c/3.mp3'].map((name) => join(root, name));
    expect(await groupMissing(missing, [here], unknown)).toEqual({
      single: [join(root, 'a', 'gone.mp3')],
      folders: [
        { folder: join(root, 'b'), paths: missing.slice(1, 3), isRoot: false },
        { folder: join(root, 'c'), paths: missing.slice(3), isRoot: false },
      ],
    });
  });

  it('treats a folder as a root if the folder above has no other track', async () => {
    const missing = [join(root, 'music', 'a', '1.mp3'), join(root, 'music', 'b', '2.mp3')];
    await writeFile(join(root, 'other'), '');
    expect((await groupMissing(missing, [], unknown)).folders).toEqual([
      { folder: join(root, 'music'), paths: missing, isRoot: true },
    ]);
  });

  it('treats an empty folder as a drive if folders are missing from it, not if files are', async () => {
    await mkdir(join(root, 'nas'));
    await mkdir(join(root, 'album'));
    await writeFile(join(root, 'here.mp3'), '');
    const missing = [join(root, 'nas', 'a', '1.mp3'), join(root, 'album', '2.mp3')];
    expect((await groupMissing(missing, [join(root, 'here.mp3')], unknown)).folders).toMatchObject([
      { folder: join(root, 'nas'), isRoot: true },
      { folder: join(root, 'album'), isRoot: false },
    ]);
  });

  it('treats an empty folder as a drive if no file was deleted from it since its tracks were added', async () => {
    const folder = join(root, 'usb');
    await mkdir(folder);
    await writeFile(join(root, 'here.mp3'), '');
    const rootsAt = async (added: string) => {
      const missing = [join(folder, '1.mp3'), join(folder, '2.mp3')];
      return (await groupMissing(missing, [join(root, 'here.mp3')], () => added)).folders.map(({ isRoot }) => isRoot);
    };
    await utimes(folder, new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:00:00Z'));
    expect(await rootsAt('2026-02-01T00:00:00Z')).toEqual([true]);
    expect(await rootsAt('2025-12-01T00:00:00Z')).toEqual([false]);
    expect(await rootsAt('not a time')).toEqual([false]);
  });

  it.skipIf(process.platform === 'win32')('knows where systems mount drives', async () => {
    const drives = ['/Volumes/No Such', '/media/dj/NO-SUCH', '/run/media/dj/NO-SUCH', '/mnt/no-such'];
    const missing = drives.flatMap((drive) => [`${drive}/a/1.mp3`, `${drive}/2.mp3`]);
    const present = ['/Volumes/Other/1.mp3', '/media/dj/other/1.mp3', '/run/media/dj/o/1.mp3', '/mnt/o/1.mp3'];
    const { folders, single } = await groupMissing(missing, present, unknown);
    expect(single).toEqual([]);
    expect(folders.map(({ folder, paths, isRoot }) => [folder, paths.length, isRoot])).toEqual(
      drives.map((drive) => [drive, 2, true]),
    );
  });
});

describe.skipIf(process.platform === 'win32')('libraryFolders', () => {
  it('returns the fewest folders with all music, but no home folder or whole disk', () => {
    const folders = (...present: string[]) => libraryFolders(present, '/home/dj');
    expect(folders()).toEqual([]);
    expect(folders('/music/a/1.mp3', '/music/b/c/2.mp3')).toEqual(['/music']);
    expect(folders('/home/dj/Music/a/1.mp3', '/home/dj/Desktop/2.mp3')).toEqual([
      '/home/dj/Desktop',
      '/home/dj/Music/a',
    ]);
    expect(folders('/home/dj/1.mp3', '/2.mp3')).toEqual([]);
    expect(folders('/Volumes/A/x/1.mp3', '/Volumes/A/y/2.mp3', '/Volumes/B/3.mp3')).toEqual([
      '/Volumes/A',
      '/Volumes/B',
    ]);
    expect(folders('/media/dj/A/1.mp3', '/media/dj/B/3.mp3', '/srv/4.mp3')).toEqual([
      '/media/dj/A',
      '/media/dj/B',
      '/srv',
    ]);
  });
});
