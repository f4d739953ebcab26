import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { expect, test } from 'vitest';
import { knownRecords, withLibrary } from './support/library.ts';
import { start } from './support/rbassist.ts';

const TRACKS = 6000;
/** Milliseconds after the first change is saved. */
const MOMENTS = [0, 5, 20, 60, 150, 400];
const pathOf = (i: number) => `/music/Track ${i}.mp3`;

/** Writes a Rekordbox XML file, and a library that has its tracks. */
async function scenario(name: string) {
  const root = await temporaryFolder(name);
  const [dataDir, xml] = [join(root, 'data'), join(root, 'rekordbox.xml')];
  await mkdir(dataDir);
  const meta = await openMetaStore(join(dataDir, 'meta.json'));
  for (let i = 0; i < TRACKS; i++) meta.update(pathOf(i), { bpm: 100, rating: 0, title: `Track ${i}` });
  await meta.close();
  const track = (i: number) =>
    `<TRACK TrackID="${i + 1}" Name="Track ${i}" AverageBpm="99.90" Rating="204" TotalTime="300" ` +
    `Comments="/* Peak */" Location="file://localhost${pathOf(i).replaceAll(' ', '%20')}">` +
    `<TEMPO Inizio="0.100" Bpm="99.90" Metro="4/4" Battito="1"/>` +
    `<POSITION_MARK Name="" Type="0" Start="${i}.5" Num="-1"/></TRACK>`;
  const tracks = Array.from({ length: TRACKS }, (_, i) => track(i));
  await writeFile(
    xml,
    `<?xml version="1.0" encoding="UTF-8"?><DJ_PLAYLISTS Version="1.0.0"><PRODUCT Name="rekordbox" Version="7.0.0"/>` +
      `<COLLECTION Entries="${TRACKS}">${tracks.join('\n')}</COLLECTION></DJ_PLAYLISTS>`,
  );
  return { dataDir, xml };
}

test('an import that is killed can be undone, and completed', { timeout: 300_000 }, async () => {
  const { dataDir, xml } = await scenario('import-killed');
  const before = await knownRecords(dataDir);
  const stopped: number[] = [];
  for (const moment of MOMENTS) {
    const { child, ended } = start(['import', 'xml', xml, '--data-dir', dataDir, '--mp3-offset', '0']);
    while (!(await hasHistory(dataDir)) && child.exitCode === null) await delay(1);
    await delay(moment);
    child.kill('SIGKILL');
    await ended;
    const records = Object.values(await knownRecords(dataDir));
    expect(records).toHaveLength(TRACKS);
    const changed = records.filter(({ rating }) => rating === 4);
    stopped.push(changed.length);
    // a track has all of its values or none
    for (const { bpm, cues, mytags } of changed)
      expect({ bpm, cues: cues?.length, mytags }).toEqual({ bpm: 99.9, cues: 1, mytags: ['Peak'] });
    await withLibrary(dataDir, async (library) => {
      expect(await library.undoImport()).toMatchObject({ changedSince: [] });
    });
    expect(await knownRecords(dataDir)).toEqual(before);
  }
  expect(stopped.some((count) => count > 0 && count < TRACKS)).toBe(true);

  const killed = start(['import', 'xml', xml, '--data-dir', dataDir, '--mp3-offset', '0']);
  while (!(await hasHistory(dataDir)) && killed.child.exitCode === null) await delay(1);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const whole = await start(['import', 'xml', xml, '--data-dir', dataDir, '--mp3-offset', '0', '--json']).ended;
  expect(whole.code).toBe(0);
  expect(Object.values(await knownRecords(dataDir)).every(({ rating }) => rating === 4)).toBe(true);
  await withLibrary(dataDir, async (library) => {
    await library.undoImport();
    await library.undoImport().catch(() => {});
  });
  expect(await knownRecords(dataDir)).toEqual(before);
});

test('of two imports at once, one says that the other is writing', { timeout: 120_000 }, async () => {
  const { dataDir, xml } = await scenario('import-twice');
  const words = ['import', 'xml', xml, '--data-dir', dataDir, '--mp3-offset', '0'];
  const both = await Promise.all([start(words).ended, start(words).ended]);
  expect(both.map(({ code }) => code).sort()).toEqual([0, 1]);
  expect(both.find(({ code }) => code === 1)?.stderr).toMatch(/library-busy|is (already )?writing/);
  expect(Object.values(await knownRecords(dataDir)).every(({ rating }) => rating === 4)).toBe(true);
});

async function hasHistory(dataDir: string): Promise<boolean> {
  return (await readdir(join(dataDir, 'import-history')).catch(() => [])).length > 0;
}
