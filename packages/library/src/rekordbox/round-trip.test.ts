import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import { readRekordboxXml } from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { expect, test } from 'vitest';
import { openLibrary } from '../library.ts';

const delay = { header: 'lame', cut_samples: 1105, frame_samples: 1152, sample_rate: 44_100 } as const;
const own = (key: string, more: TrackRecord = {}): TrackRecord => ({
  artist: 'Ann',
  title: 'Ünë & "Two"',
  duration: 300,
  bpm: 127.98,
  key,
  tempos: [{ inizio_sec: 0.123, bpm: 127.9843, metro: '4/4', battito: 3 }],
  beatgrid_mode: 'fixed',
  cues: [
    { name: 'Drop', type: 0, num: 0, start: 60.5, end: 60.5, color: '#28E214' },
    { name: '', type: 0, num: -1, start: 0, end: 0 },
    { name: 'Loop', type: 4, num: -1, start: 90.001, end: 93.75 },
  ],
  rating: 4,
  color: '#FF0000',
  play_count: 3,
  added: '2020-01-02',
  comments: 'a /* A / B */',
  ...more,
});

test('what goes to Rekordbox and comes back is the same', async () => {
  const dataDir = await temporaryFolder('round-trip');
  const records: Record<string, TrackRecord> = {
    '/m/# 100% [x].mp3': own('8A', { encoder_delay: delay }),
    '/m/深い/b.flac': own('1B'),
    'D:\\Müsik\\c.wav': own('12A'),
  };
  const meta = await openMetaStore(join(dataDir, 'meta.json'));
  for (const [path, record] of Object.entries(records)) meta.update(path, record);
  await meta.close();
  await using library = await openLibrary({ dataDir });
  const file = join(dataDir, 'out.xml');
  await library.exportXml(file, {});
  const run = library.importCollection(readRekordboxXml(file), { force: true });
  for (let step = await run.next(); ; step = await run.next()) {
    if (!step.done) continue;
    expect(step.value).toMatchObject({ tracks: 3, matched: { path: 3 } });
    break;
  }
  for (const [path, before] of Object.entries(records)) {
    const after = library.track(path) ?? {};
    const { cues, tempos, mytags, import_wrote, rekordbox, ...rest } = after;
    const { cues: cuesBefore = [], tempos: temposBefore = [], ...restBefore } = before;
    expect(rest).toEqual(restBefore);
    expect(mytags).toEqual(['A', 'B']);
    // Rekordbox has milliseconds, and a first beat after 0
    expect(cues?.map(({ start, end, ...cue }) => cue)).toEqual(cuesBefore.map(({ start, end, ...cue }) => cue));
    for (const [i, { start, end = 0 }] of cuesBefore.entries()) {
      expect(cues?.[i].start).toBeCloseTo(start, 2);
      expect(cues?.[i].end).toBeCloseTo(end, 2);
    }
    expect(tempos).toHaveLength(1);
    expect(beatsLeft(tempos?.[0], temposBefore[0])).toBeLessThan(0.002);
  }
});

/** Returns the largest distance of two grids in a track of five minutes, in seconds. */
function beatsLeft(
  a: NonNullable<TrackRecord['tempos']>[number] | undefined,
  b: NonNullable<TrackRecord['tempos']>[number],
): number {
  if (a === undefined) return Number.POSITIVE_INFINITY;
  const beatS = 60 / b.bpm;
  return Math.max(
    ...[0, 150, 300].map((timeS) => {
      const near = a.inizio_sec + Math.round(((timeS - a.inizio_sec) * a.bpm) / 60) * (60 / a.bpm);
      const offset = (near - b.inizio_sec) / beatS;
      return Math.abs(offset - Math.round(offset)) * beatS;
    }),
  );
}
