import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { expect, it } from 'vitest';
import { knownRecords, summaryOf } from './support/library.ts';
import { writeSounds } from './support/music.ts';

it('a scan lets records, vectors and sets follow moved files, and leaves unfinished ones alone', async () => {
  const root = await temporaryFolder('follow');
  const [music, dataDir] = [join(root, 'music'), join(root, 'data')];
  await mkdir(join(music, 'new'), { recursive: true });
  const [first, second] = await writeSounds(music, 12, 2);
  await using library = await openLibrary({ dataDir });
  await summaryOf(library.scan([music]));
  await library.edit(first, { rating: 5, mytags: ['Peak'] });
  await library.saveSet('Night', { tracks: [{ path: first }] });
  const before = library.track(first);
  const moved = join(music, 'new', 'Renamed.wav');
  await rename(first, moved);
  await rm(second);
  const growing = join(music, 'new', 'growing.wav');
  await writeFile(growing, 'RIFF');

  const summary = await summaryOf(library.scan([music], { followMoves: true, unfinished: [growing] }));
  expect(summary).toMatchObject({
    moved: 1,
    missing: 1,
    added: 0,
    failed: 0,
    unchanged: 1,
    skipped: { unfinished: 1 },
  });
  const { embedding: _, ...kept } = before ?? {};
  const records = await knownRecords(dataDir);
  expect(records[moved]).toMatchObject(kept);
  expect([Object.keys(records).sort(), records[second].missing]).toEqual([
    [second, moved].sort(),
    { since: expect.any(String) },
  ]);
  expect((await readdir(join(dataDir, 'embeddings'))).filter((name) => name.startsWith('Renamed'))).toHaveLength(1);
  expect((await library.set('Night')).tracks.map(({ path }) => path)).toEqual([moved]);
  expect((await library.check()).findings.map(({ kind }) => kind)).toEqual(['file-missing']);

  // back again, when its track is marked as missing
  await rename(moved, join(root, 'elsewhere.wav'));
  await summaryOf(library.scan([music], { followMoves: true, unfinished: [growing] }));
  await rename(join(root, 'elsewhere.wav'), join(music, 'Back.wav'));
  await summaryOf(library.scan([join(music)], { followMoves: true, unfinished: [growing] }));
  expect(library.track(join(music, 'Back.wav'))).toMatchObject({ rating: 5, mytags: ['Peak'] });
});
