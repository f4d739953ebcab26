import { copyFile, readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary, type ScanOptions } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { scanIn, scanLibrary } from './support/library.ts';
import { writeSounds } from './support/music.ts';

const SECONDS = 1.5;
const TRACKS = 12;

/** Sounds, one more than tracks, so that every copy changes a track. */
let sounds: string[];
beforeAll(async () => {
  sounds = await writeSounds(await temporaryFolder('sounds'), SECONDS, TRACKS + 1);
});

async function vectorsOf(dataDir: string): Promise<Record<string, string>> {
  const folder = join(dataDir, 'embeddings');
  const read = async (name: string) => [name, await readFile(join(folder, name), 'base64')] as const;
  return Object.fromEntries(await Promise.all((await readdir(folder)).sort().map(read)));
}

describe('music that changes during a scan', { timeout: 300_000 }, () => {
  it('is scanned again by the next scan, even if it changed while it was read', async () => {
    const folder = await temporaryFolder('changing');
    const dataDir = await temporaryFolder('data');
    const tracks = Array.from({ length: TRACKS }, (_, i) => join(folder, `${i}.wav`));
    let changes = 0;
    const change = async (path: string) => {
      changes++;
      // written in place, so that a reader can find some old and some new bytes
      await copyFile(sounds[changes % sounds.length], path);
      await utimes(path, 1.1e9 + changes, 1.1e9 + changes);
    };
    for (const path of tracks) await change(path);
    const library = await openLibrary({ dataDir });
    const scanHere = async (during: () => Promise<void>) => {
      const events = library.scan([folder], { analyze: false, workers: 2, retryFailed: false });
      let step = await events.next();
      while (!step.done) {
        await during();
        step = await events.next();
      }
      return step.value;
    };
    await scanHere(() => Promise.all(tracks.map(change)).then(() => {}));
    expect(await scanHere(async () => {})).toMatchObject({ added: tracks.length, failed: 0, stillFailing: 0 });
    expect((await library.check()).findings).toEqual([]);
    await library.close();
    const fresh = await temporaryFolder('fresh');
    await scanLibrary(fresh, [folder]);
    expect(await vectorsOf(dataDir)).toEqual(await vectorsOf(fresh));
  });
});

describe('a clock that was set back', { timeout: 300_000 }, () => {
  it('does not hide a changed track', async () => {
    const folder = await temporaryFolder('clock');
    const dataDir = await temporaryFolder('data');
    const track = join(folder, 'Track.wav');
    const future = 4e9;
    await copyFile(sounds[0], track);
    await copyFile(sounds[1], join(folder, 'Other.wav'));
    await utimes(track, future, future);
    const library = await openLibrary({ dataDir });
    const scanFolder = (options: ScanOptions = {}) => scanIn(library, [folder], { workers: 1, ...options });
    expect(await scanFolder()).toMatchObject({ added: 2 });
    expect(await scanFolder()).toMatchObject({ added: 0, unchanged: 2 });

    // all earlier files now have a time in the future
    for (const name of await readdir(join(dataDir, 'index')))
      await utimes(join(dataDir, 'index', name), future, future);
    await copyFile(sounds[2], track);
    await utimes(track, 1e9, 1e9);
    expect(await scanFolder({ updateIndex: false })).toMatchObject({ added: 1, unchanged: 1 });
    expect((await library.check()).findings).toMatchObject([{ kind: 'index-old', paths: [track] }]);
    expect(await scanFolder()).toMatchObject({ added: 0, index: { replaced: 1 } });
    expect((await library.check()).findings).toEqual([]);
    await library.close();
  });
});
