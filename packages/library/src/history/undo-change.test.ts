import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFoundError, type TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { expect, it } from 'vitest';
import { openLibrary } from '../library.ts';

const A = '/m/a.mp3';
const B = '/m/b.mp3';

async function folderOf(tracks: Record<string, TrackRecord>): Promise<string> {
  const dataDir = await temporaryFolder('data');
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  return dataDir;
}

it('lists edits, and undoes them one by one, also after the library was closed', async () => {
  const record = { bpm: 87, bpm_confidence: 0.4, rating: 2 };
  const dataDir = await folderOf({ [A]: record, [B]: {} });
  await using first = await openLibrary({ dataDir });
  await first.edit(A, { bpm: 174 });
  await first.edit(A, { rating: 5 });
  await first.edit(B, { mytags: ['peak'] });
  await first.close();
  await using library = await openLibrary({ dataDir });
  expect(await library.history()).toMatchObject([
    { command: 'edit', fields: ['mytags'], paths: [B] },
    { command: 'edit', fields: ['rating'], paths: [A] },
    { command: 'edit', fields: expect.arrayContaining(['bpm', 'bpm_confidence']), paths: [A] },
  ]);
  expect(await library.undo()).toMatchObject({ restored: 1, conflicts: [], change: { paths: [B] } });
  expect(library.track(B)).toEqual({});
  await library.undo();
  await library.undo();
  expect(library.track(A)).toEqual(record);
  await expect(library.undo()).rejects.toThrow(NotFoundError);
});

it('leaves a value that changed since', async () => {
  const dataDir = await folderOf({ [A]: { rating: 1 } });
  await using library = await openLibrary({ dataDir });
  await library.edit(A, { rating: 3 });
  const path = join(dataDir, 'meta.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"rating": 3', '"rating": 4'));
  expect(await library.undo()).toMatchObject({ restored: 0, conflicts: [{ path: A, reason: 'changed' }] });
  expect(library.track(A)).toMatchObject({ rating: 4 });
});

it('records nothing for an edit that changes nothing', async () => {
  await using library = await openLibrary({ dataDir: await folderOf({ [A]: { rating: 1 } }) });
  await library.edit(A, { rating: 1 });
  expect(await library.history()).toEqual([]);
});
