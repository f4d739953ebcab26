import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Cue } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { editRecords, knownRecords, scanLibrary, storedRecords, withLibrary } from './support/library.ts';
import { writeUntagged } from './support/music.ts';
import { start } from './support/rbassist.ts';

/** Tracks in a folder that moves, and tracks that stay. */
const MOVING = 40;
const STAYING = 3;
const TRACKS = MOVING + STAYING;
const MOMENTS = ['Looking for files', 'Finding moved files', 'Renaming vectors', 'Removing files', 'Indexing'];

const cueOf = (path: string): Cue => ({ name: basename(path), type: 0, num: 0, start: 1.5 });

describe('library repair', { timeout: 300_000 }, () => {
  it('leaves a valid library after a kill at any time, and does the rest later', async () => {
    const root = await temporaryFolder('repair');
    const [music, dataDir] = [join(root, 'Müsik'), join(root, 'data')];
    let folder = join(music, 'Many');
    await mkdir(folder, { recursive: true });
    await mkdir(join(music, 'Few'));
    const sound = join(root, 'sound.wav');
    await writeUntagged(sound, 'Perihelion', 4);
    for (let i = 0; i < TRACKS; i++) {
      const track = join(i < MOVING ? folder : join(music, 'Few'), `Track ${i}.wav`);
      await copyFile(sound, track);
      await utimes(track, new Date(1e12 + i * 1e6), new Date(1e12 + i * 1e6));
    }
    await scanLibrary(dataDir, [music]);
    await editRecords(dataDir, (tracks) => {
      for (const [path, record] of Object.entries(tracks)) record.cues = [cueOf(path)];
    });
    for (const moment of MOMENTS) {
      const next = join(music, `Many ${moment}`);
      await rename(folder, next);
      folder = next;
      const { child, ended, whenSaid } = start(['library', 'repair', '--apply', '--verbose', '--data-dir', dataDir]);
      await whenSaid(moment).catch(() => {});
      child.kill('SIGKILL');
      await ended;
      for (const [path, record] of Object.entries(await knownRecords(dataDir))) {
        expect(record.cues).toEqual([cueOf(path)]);
        expect(existsSync(record.embedding!)).toBe(true);
      }
      const repaired = await withLibrary(dataDir, (library) => library.repair([], { apply: true }));
      expect(repaired.indexError).toBeUndefined();
      expect(Object.keys(await storedRecords(dataDir))).toHaveLength(TRACKS);
      expect((await withLibrary(dataDir, (library) => library.check())).findings).toEqual([]);
    }
    expect(await scanLibrary(dataDir, [music])).toMatchObject({ added: 0, unchanged: TRACKS });
  });
});
