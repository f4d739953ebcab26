import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DataFolderError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { knownRecords, withLibrary } from './support/library.ts';
import { start } from './support/rbassist.ts';
import { smallDisk } from './support/small-disk.ts';
import { type TaggedFolder, taggedFolder } from './support/tagged-library.ts';

const PER_TAG = 200;
const NEW = (PER_TAG / 2) * 3;
/** Milliseconds after the earlier tags begin to be saved. */
const MOMENTS = [0, 2, 5, 10, 20, 40, 80, 160, 320];
const TAGS_YML = '# mine\nlibrary:\n  /music/gone.mp3: [Gone]\n';
const OPTIONS = { margin: 0.05, top: 1 } as const;

async function newTags({ dataDir }: TaggedFolder): Promise<number> {
  const records = Object.values(await knownRecords(dataDir));
  return records.filter(({ mytags }) => mytags).length - NEW;
}

describe('tags-auto --apply', { timeout: 300_000 }, () => {
  it('changes the records of all tracks or of none when it is killed, and can be undone', async () => {
    const folder = await taggedFolder(PER_TAG, TAGS_YML);
    const history = join(folder.dataDir, 'history');
    for (const delayMs of MOMENTS) {
      const { child, ended } = start(['tags-auto', '--margin', '0.05', '--apply', '--data-dir', folder.dataDir]);
      // it saves the earlier tags first, and then changes the records
      while (!existsSync(history) && child.exitCode === null) await delay(1);
      await delay(delayMs);
      child.kill('SIGKILL');
      await ended;
      const tagged = await newTags(folder);
      expect([0, NEW]).toContain(tagged);
      await withLibrary(folder.dataDir, async (library) => {
        const undone = await library.undoTags().catch((error) => error);
        if (tagged > 0) expect(undone).toMatchObject({ restored: NEW, conflicts: [], changedFiles: [] });
      });
      expect(await newTags(folder)).toBe(0);
      expect(await readFile(join(folder.config, 'tags.yml'), 'utf8')).toBe(TAGS_YML);
      await rm(history, { recursive: true, force: true });
    }
  });

  it('changes nothing on a full disk, and says so', async (context) => {
    const disk = await smallDisk('tags', '64m');
    if (!disk) return context.skip();
    const folder = await taggedFolder(PER_TAG, TAGS_YML, disk.folder);
    await withLibrary(folder.dataDir, async (library) => {
      const filler = join(disk.folder, 'filler');
      await writeFile(filler, Buffer.alloc(70_000_000)).catch(() => {});
      const error = await library.suggestTags([], { ...OPTIONS, apply: true }).catch((reason) => reason);
      expect(error).toBeInstanceOf(DataFolderError);
      expect(error.message).toContain('the disk is full');
      await rm(filler);
    });
    expect(await readFile(join(folder.config, 'tags.yml'), 'utf8')).toBe(TAGS_YML);
    await withLibrary(folder.dataDir, async (library) => {
      await library.suggestTags([], { ...OPTIONS, apply: true });
    });
    expect(await newTags(folder)).toBe(NEW);
  });
});
