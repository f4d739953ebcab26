import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { LibraryBusyError, openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { expect, it } from 'vitest';
import { storedRecords, summaryOf } from './support/library.ts';
import { writeSounds } from './support/music.ts';

it('lets a person change tracks while this process scans, and keeps the changes', async () => {
  const dataDir = await temporaryFolder('data');
  const music = await temporaryFolder('music');
  const [first, second, ...others] = await writeSounds(music, 4, 5);
  await using library = await openLibrary({ dataDir });
  await summaryOf(library.scan([first, second], { embed: false }));

  const scan = library.scan(others, { embed: false, workers: 1 });
  let step = await scan.next();
  while (!step.done && step.value.type !== 'track') step = await scan.next();
  const changes = [
    library.edit(first, { rating: 4 }),
    library.changeTags(second, { add: ['warm-up'] }),
    library.edit(first, { comments: 'opener' }),
  ];
  await Promise.all(changes);
  expect(library.track(first)).toMatchObject({ rating: 4, comments: 'opener' });
  // on the disk already, for a process that is killed now
  expect(await written(dataDir)).toContain('opener');
  await library.undoTags();
  expect(library.track(second)?.mytags ?? []).toEqual([]);
  await expect(library.repair([], { apply: true })).rejects.toThrow(LibraryBusyError);

  const late = library.edit(second, { rating: 5 });
  const summary = await summaryOf(scan);
  await late;
  expect(summary).toMatchObject({ added: 3, failed: 0 });
  const stored: Record<string, TrackRecord> = await storedRecords(dataDir);
  expect(Object.keys(stored)).toHaveLength(5);
  expect(stored[first]).toMatchObject({ rating: 4, comments: 'opener' });
  expect(stored[second].rating).toBe(5);
});

it('makes several changes at once, one after another', async () => {
  const dataDir = await temporaryFolder('data');
  const [track] = await writeSounds(await temporaryFolder('music'), 2, 1);
  await using library = await openLibrary({ dataDir });
  await summaryOf(library.scan([track], { embed: false, analyze: false }));
  await Promise.all([1, 2, 3, 4].map((rating) => library.edit(track, { rating })));
  expect((await storedRecords(dataDir))[track].rating).toBe(4);
  await expect(library.edit('/unknown.mp3', { rating: 1 })).rejects.toThrow(/no track/);
  await library.edit(track, { rating: 0 });
  expect((await storedRecords(dataDir))[track].rating).toBe(0);
});

async function written(dataDir: string): Promise<string> {
  const names = ['meta.json', 'meta.journal.ndjson'];
  const texts = names.map((name) => readFile(join(dataDir, name), 'utf8').catch(() => ''));
  return (await Promise.all(texts)).join('');
}
