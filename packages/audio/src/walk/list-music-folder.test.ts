import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TrackError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { expect, it } from 'vitest';
import { listMusicFolder } from './list-music-folder.ts';

it('lists the folders that a walk enters, and counts audio files', async () => {
  const folder = await temporaryFolder('folder');
  for (const name of ['House 10', 'House 2', '.hidden', '$RECYCLE.BIN', 'odd.mp3']) await mkdir(join(folder, name));
  for (const name of ['a.mp3', 'b.FLAC', 'cover.jpg', '._a.mp3']) await writeFile(join(folder, name), '');
  await symlink(join(folder, 'House 2'), join(folder, 'Linked'));
  await symlink(join(folder, 'nothing'), join(folder, 'broken.mp3.part'));
  const { folders, audioFiles } = await listMusicFolder(folder);
  expect(folders.map(({ name }) => name)).toEqual(['House 2', 'House 10', 'Linked', 'odd.mp3']);
  expect(folders[0].path).toBe(join(folder, 'House 2'));
  expect(audioFiles).toBe(2);
});

it('says that a folder is missing', async () => {
  const missing = listMusicFolder('/no/such/folder');
  await expect(missing).rejects.toThrow(TrackError);
  await expect(missing).rejects.toThrow('/no/such/folder does not exist');
});
