import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openLibrary, type SavedSet } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { below, seededRandom } from '@rbassist/testing/random';
import { expect, it } from 'vitest';
import { startProgram } from './support/rbassist.ts';
import { smallDisk } from './support/small-disk.ts';

const KILLS = 15;
const LONGEST_MS = 60;

/** Adds numbered tracks to a set without end, and says which were saved. */
const WRITER = `
  const { addTracks, openLibrary } = await import('@rbassist/library');
  const [dataDir, writer] = process.argv.slice(-2);
  const library = await openLibrary({ dataDir });
  console.log('ready');
  for (let i = 0; i < 1000; i++) {
    await library.editSet('gig', (set) => addTracks(set, [{ path: '/music/' + writer + '/' + i + '.mp3' }]));
    console.log('saved ' + writer + '/' + i + ';');
  }
`;

it('loses no saved change of two writers, whenever they are killed', async () => {
  const dataDir = await temporaryFolder('sets-killed');
  const random = seededRandom(11);
  await using library = await openLibrary({ dataDir });
  await library.saveSet('gig', { tracks: [] });
  const saved = new Set<string>();
  for (let kill = 0; kill < KILLS; kill++) {
    const writers = [0, 1].map((writer) => startProgram(WRITER, dataDir, `${kill}-${writer}`));
    await Promise.all(writers.map(({ whenSaid }) => whenSaid('ready')));
    await delay(below(random, LONGEST_MS));
    for (const { child } of writers) child.kill('SIGKILL');
    for (const { ended } of writers) {
      const { stdout, stderr } = await ended;
      expect(stderr).toBe('');
      for (const [, track] of stdout.matchAll(/saved ([^;]+);/g)) saved.add(`/music/${track}.mp3`);
    }
    const { tracks } = await library.set('gig');
    const paths = tracks.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining([...saved]));
    expect(new Set(paths).size).toBe(paths.length);
  }
  expect(saved.size).toBeGreaterThan(KILLS);
  await library.editSet('gig', (set: SavedSet) => ({ ...set, tracks: [] }));
  // a lock whose owner was killed before it wrote its name stays for a second
  const left = (await readdir(join(dataDir, 'sets'))).filter((name) => !name.startsWith('write.lock'));
  expect(left.sort()).toEqual(['gig.json', 'gig.json.bak']);
});

/** Takes the last change back and forth without end. */
const UNDOER = `
  const { openLibrary } = await import('@rbassist/library');
  const library = await openLibrary({ dataDir: process.argv.at(-1) });
  console.log('ready');
  for (;;) await library.undoSet('gig');
`;

it('keeps both versions of a set, whenever an undo is killed', async () => {
  const dataDir = await temporaryFolder('undo-killed');
  const random = seededRandom(12);
  await using library = await openLibrary({ dataDir });
  await library.saveSet('gig', { tracks: [{ path: '/music/old.mp3' }] });
  await library.editSet('gig', (set) => ({ ...set, tracks: [{ path: '/music/new.mp3' }] }));
  for (let kill = 0; kill < KILLS; kill++) {
    const undoer = startProgram(UNDOER, dataDir);
    await undoer.whenSaid('ready');
    await delay(below(random, LONGEST_MS));
    undoer.child.kill('SIGKILL');
    await undoer.ended;
    const [{ tracks: now }, { tracks: before }] = [await library.set('gig'), await library.undoSet('gig')];
    expect([now[0].path, before[0].path].sort()).toEqual(['/music/new.mp3', '/music/old.mp3']);
  }
});

it('keeps the set when the disk is full', async ({ skip }) => {
  const disk = await smallDisk('sets-full', '64k');
  if (!disk) return skip();
  await using library = await openLibrary({ dataDir: join(disk.folder, 'data') });
  const trackList = (count: number) => Array.from({ length: count }, (_, i) => ({ path: `/music/${i}.mp3` }));
  await library.saveSet('gig', { tracks: trackList(20) });
  const [{ file }] = await library.sets();
  const before = await readFile(file, 'utf8');
  const saving = library.editSet('gig', (set) => ({ ...set, tracks: trackList(5000) }));
  await expect(saving).rejects.toMatchObject({ code: 'data-folder', message: expect.stringContaining('disk is full') });
  expect(await readFile(file, 'utf8')).toBe(before);
});
