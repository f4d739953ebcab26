import { mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { watchFolder } from './test-watch.ts';

let root: string;
let music: string;
beforeEach(async () => {
  root = await temporaryFolder('watch');
  music = join(root, 'music');
  await mkdir(join(music, 'old'), { recursive: true });
  await writeFile(join(music, 'old', '1.mp3'), 'sound');
});

describe.each([
  ['reports', {}],
  ['looks', { pollS: 0.1 }],
] as const)('a watch by %s', (by, options) => {
  it('scans everything first, then the folder of a new file', async () => {
    await using watched = await watchFolder(music, options);
    const { watch, folders } = watched;
    expect(await watch.until('ready')).toEqual({ type: 'ready', folder: music, by });
    await watch.until('done');
    await mkdir(join(music, 'new', 'deep'), { recursive: true });
    await writeFile(join(music, 'new', 'deep', '2.mp3'), 'sound');
    await watch.until('done', 2);
    expect(folders()).toEqual([[music], [join(music, 'new', 'deep')]]);
  });

  it('scans a file only once it is complete, and others meanwhile', async () => {
    await using watched = await watchFolder(music, options);
    const { watch, asked } = watched;
    await watch.until('done');
    const growing = join(music, 'old', 'growing.mp3');
    let size = 0;
    const write = () => writeFile(growing, 'x'.repeat(++size));
    await write();
    const writing = setInterval(() => void write(), 30);
    try {
      await watch.until('waiting');
      await writeFile(join(music, 'old', '2.mp3'), 'sound');
      await watch.until('done', 2);
    } finally {
      clearInterval(writing);
    }
    await watch.until('done', 3);
    expect(asked.slice(1)).toEqual([
      { folders: [join(music, 'old')], unfinished: [growing] },
      { folders: [join(music, 'old')], unfinished: [] },
    ]);
  });

  it('scans where a file or a whole folder was moved from and to', async () => {
    await using watched = await watchFolder(music, options);
    const { watch, folders } = watched;
    await watch.until('done');
    await rename(join(music, 'old'), join(music, 'Old'));
    await watch.until('done', 2);
    await writeFile(join(music, 'Old', '3.mp3'), 'sound');
    await watch.until('done', 3);
    await rm(join(music, 'Old', '3.mp3'));
    await watch.until('done', 4);
    expect(folders()).toEqual([[music], [music], [join(music, 'Old')], [join(music, 'Old')]]);
  });

  it('notices files in a folder that was deleted and made again', async () => {
    await using watched = await watchFolder(music, options);
    const { watch } = watched;
    await watch.until('done');
    await rm(join(music, 'old'), { recursive: true });
    await mkdir(join(music, 'old'));
    await writeFile(join(music, 'old', '1.mp3'), 'another sound');
    await watch.until('done', 2);
    await writeFile(join(music, 'old', '2.mp3'), 'sound');
    await watch.until('done', 3);
  });

  it('ignores what is no music, and folders of links that lead back', async () => {
    await symlink(music, join(music, 'loop'));
    await using watched = await watchFolder(music, options);
    const { watch, folders } = watched;
    await watch.until('done');
    for (const name of ['a.mp3.part', 'b.mp3.crdownload', 'c.mp3~', 'd.mp3.tmp', '.e.mp3', '._f.mp3', 'g.jpg'])
      await writeFile(join(music, 'old', name), 'x');
    await mkdir(join(music, '.hidden'));
    await writeFile(join(music, '.hidden', 'h.mp3'), 'x');
    await mkdir(join(music, 'later'));
    await writeFile(join(music, 'later', 'i.mp3'), 'x');
    await watch.until('done', 2);
    await rename(join(music, 'old', 'a.mp3.part'), join(music, 'old', 'a.mp3'));
    await watch.until('done', 3);
    expect(folders()).toEqual([[music], [join(music, 'later')], [join(music, 'old')]]);
  });

  it('notices a change that keeps the size, and one that makes a file shorter', async () => {
    await using watched = await watchFolder(music, options);
    const { watch } = watched;
    await watch.until('done');
    await utimes(join(music, 'old', '1.mp3'), 5, 5);
    await watch.until('done', 2);
    await writeFile(join(music, 'old', '1.mp3'), 's');
    await watch.until('done', 3);
  });

  it('waits for a folder that is away, and scans all of it when it is back', async () => {
    await using watched = await watchFolder(music, options);
    const { watch, folders } = watched;
    await watch.until('done');
    await rename(music, join(root, 'away'));
    expect(await watch.until('gone')).toEqual({ type: 'gone', folder: music, reason: 'missing' });
    await writeFile(join(root, 'away', '2.mp3'), 'sound');
    await rename(join(root, 'away'), music);
    await watch.until('back');
    await watch.until('done', 2);
    await writeFile(join(music, 'old', '3.mp3'), 'sound');
    await watch.until('done', 3);
    expect(folders()).toEqual([[music], [music], [join(music, 'old')]]);
  });
});

it('makes one scan of thousands of files', async () => {
  await using watched = await watchFolder(music, { settleS: 0.5 });
  const { watch, asked } = watched;
  await watch.until('done');
  for (let i = 0; i < 30; i++) {
    const folder = join(music, `burst ${i}`);
    await mkdir(folder);
    await Promise.all(Array.from({ length: 100 }, (_, k) => writeFile(join(folder, `${k}.mp3`), 'sound')));
  }
  await watch.until('done', 2);
  expect(asked).toEqual([
    { folders: [music], unfinished: [] },
    { folders: [music], unfinished: [] },
  ]);
});
