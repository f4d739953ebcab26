import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolderError, LibraryBusyError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openLibrary } from '../library.ts';
import { watchFolder } from './test-watch.ts';

let root: string;
let music: string;
beforeEach(async () => {
  root = await temporaryFolder('watch');
  music = join(root, 'music');
  await mkdir(join(music, 'old'), { recursive: true });
  await writeFile(join(music, 'old', '1.mp3'), 'sound');
});

describe('a watch', () => {
  it('takes the empty place of a drive with tracks for a drive that is away', async () => {
    const tracks = { [join(music, 'old', '1.mp3')]: { title: 'One' } };
    await using watched = await watchFolder(music, { tracks });
    const { watch } = watched;
    await watch.until('done');
    await rename(join(music, 'old'), join(root, 'old'));
    expect(await watch.until('gone')).toEqual({ type: 'gone', folder: music, reason: 'empty' });
    await rename(join(root, 'old'), join(music, 'old'));
    await watch.until('done', 2);
  });

  it('watches an empty folder in which the library has no tracks', async () => {
    await rm(join(music, 'old'), { recursive: true });
    await using watched = await watchFolder(music);
    await watched.watch.until('done');
    await writeFile(join(music, '1.mp3'), 'sound');
    await watched.watch.until('done', 2);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('waits for permission', async () => {
    await chmod(music, 0o000);
    await using watched = await watchFolder(music);
    expect(await watched.watch.until('gone')).toMatchObject({ reason: 'unreadable' });
    await chmod(music, 0o755);
    await watched.watch.until('done');
  });

  it('tries again while the library is busy or can not be written, and says so once', async () => {
    const errors = [
      new LibraryBusyError('/data', 'Another process is writing.'),
      new DataFolderError('/data', 'Full.'),
    ];
    let tries = 0;
    const before = () => {
      const error = [errors[0], errors[0], errors[1]][tries++];
      if (error) throw error;
    };
    await using watched = await watchFolder(music, { before });
    const { watch, folders } = watched;
    await watch.until('done');
    expect([tries, folders()]).toEqual([4, [[music]]]);
    expect(watch.events.filter(({ type }) => type === 'problem')).toEqual(
      errors.map((error) => ({ type: 'problem', error })),
    );
  });

  it('ends with an error that does not go away', async () => {
    const before = () => {
      throw new Error('broken');
    };
    const { watch } = await watchFolder(music, { before });
    await expect(watch.until('done')).rejects.toThrow('ended');
    await expect(watch.stop()).rejects.toThrow('broken');
  });

  it('checks everything again after the computer slept', async () => {
    await using watched = await watchFolder(music);
    const { watch, folders } = watched;
    await watch.until('done');
    let hours = 0;
    const now = Date.now.bind(Date);
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + hours * 3_600_000);
    try {
      hours = 1;
      await watch.until('done', 2);
    } finally {
      clock.mockRestore();
    }
    expect(folders()).toEqual([[music], [music]]);
  });

  it('refuses no folder, a file, and options that are wrong', async () => {
    const library = await openLibrary({ dataDir: join(root, 'none') });
    await expect(library.watch([]).next()).rejects.toThrow('at least one folder');
    await expect(library.watch(['/x'], { settleS: -1 }).next()).rejects.toThrow('settleS');
    await expect(library.watch(['/x'], { scan: { workers: -1 } }).next()).rejects.toThrow('workers');
    await expect(library.watch([join(music, 'old', '1.mp3')]).next()).rejects.toThrow('is a file. Name its folder.');
    await library.close();
  });
});
