import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import { type DjTrack, readTraktorNml } from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { expect, test } from 'vitest';
import { type Library, openLibrary } from '../library.ts';

const A = '/Users/dj/Wärme.mp3';
const B = 'D:\\Music\\b.flac';
const LAME = { header: 'lame', cut_samples: 1105, frame_samples: 1152, sample_rate: 44_100 } as const;
const RECORDS: Record<string, TrackRecord> = {
  [A]: {
    title: 'Wärme',
    artist: 'Nord',
    duration: 200.5,
    bpm: 120,
    key: '8A',
    rating: 4,
    tempos: [{ inizio_sec: 0.1, bpm: 120, metro: '4/4', battito: 1 }],
    cues: [
      { name: 'Drop', type: 0, num: 0, start: 60, end: 60, color: '#FF0000' },
      { name: 'Loop', type: 4, num: -1, start: 90, end: 94 },
    ],
    encoder_delay: LAME,
    mytags: ['Warm-up'],
  },
  [B]: { title: 'B', duration: 100, bpm: 128.5, tempos: [{ inizio_sec: 0.25, bpm: 128.5, metro: '4/4', battito: 3 }] },
};
const SHIFT_S = (1105 + 1152) / 44_100;

async function withLibrary<T>(
  records: Record<string, TrackRecord>,
  use: (library: Library, folder: string) => Promise<T>,
) {
  const dataDir = await temporaryFolder('nml');
  const meta = await openMetaStore(join(dataDir, 'meta.json'));
  for (const [path, record] of Object.entries(records)) meta.update(path, record);
  await meta.close();
  const library = await openLibrary({ dataDir });
  try {
    return await use(library, dataDir);
  } finally {
    await library.close();
  }
}

async function tracksIn(file: string): Promise<DjTrack[]> {
  const tracks: DjTrack[] = [];
  for await (const entry of readTraktorNml(file)) if (entry.type === 'track') tracks.push(entry.track);
  return tracks;
}

test('writes the library in Traktor’s time, and reads it back into another library', async () => {
  const { file, tempos, cues } = await withLibrary(RECORDS, async (library, folder) => {
    const result = await library.exportNml(join(folder, 'a.nml'));
    expect(result).toMatchObject({ tracks: 2, leftOut: 0, padsLost: 0, unsureTimes: [], interrupted: false });
    const [a, b] = await tracksIn(result.path);
    expect([a.path, b.path]).toEqual([A, B]);
    expect(a.grid[0].timeS).toBeCloseTo(0.1 + SHIFT_S, 8);
    expect(a.marks.map(({ startS, endS }) => [startS, endS])).toEqual([
      [expect.closeTo(60 + SHIFT_S, 8), null],
      [expect.closeTo(90 + SHIFT_S, 8), expect.closeTo(94 + SHIFT_S, 8)],
    ]);
    // the third beat of a bar: Traktor's marker goes to the next bar
    expect(b.grid[0].timeS).toBeCloseTo(0.25 + (2 * 60) / 128.5, 8);
    return { file: result.path, ...library.track(A) };
  });
  const bare = { [A]: { duration: 200.5, encoder_delay: LAME }, [B]: { duration: 100 } };
  await withLibrary(bare, async (library) => {
    const run = library.importCollection(readTraktorNml(file));
    for (let step = await run.next(); !step.done; step = await run.next());
    const track = library.track(A);
    expect(track).toMatchObject({ bpm: 120, key: '8A', rating: 4 });
    expect(track?.tempos).toEqual(tempos?.map((each) => ({ ...each, inizio_sec: expect.closeTo(each.inizio_sec, 3) })));
    expect(track?.cues).toMatchObject(
      (cues ?? []).map(({ name, start }) => ({ name, start: expect.closeTo(start, 3) })),
    );
  });
});

test('writes a selection as playlists, the same each time', async () => {
  await withLibrary(RECORDS, async (library, folder) => {
    const list = join(folder, 'friday.m3u8');
    await writeFile(list, `#EXTM3U\n${A}\n${A}\n/nowhere/x.mp3\n`);
    const options = { playlists: [list], tags: ['Warm-up'], name: 'Run' };
    const first = await library.exportNml(join(folder, 'a.nml'), options);
    expect(first).toMatchObject({ tracks: 1, playlists: 2 });
    expect(first.lists).toEqual([
      { name: 'friday', entries: 2, notFound: ['/nowhere/x.mp3'] },
      { name: 'Warm-up', entries: 1, notFound: [] },
    ]);
    const second = await library.exportNml(join(folder, 'b.nml'), options);
    const [one, two] = await Promise.all([first.path, second.path].map((path) => readFile(path, 'utf8')));
    expect(two).toBe(one);
    expect(one).toContain('<NODE TYPE="FOLDER" NAME="Run"><SUBNODES COUNT="2"><NODE TYPE="PLAYLIST" NAME="friday">');
  });
});

test('takes a fixed offset for MP3s, and refuses what it can’t do', async () => {
  await withLibrary(RECORDS, async (library, folder) => {
    const file = join(folder, 'a.nml');
    await library.exportNml(file, { tracks: [A], mp3Offset: 26, startVolume: 'Mac' });
    const [track] = await tracksIn(file);
    expect(track.location).toBe('Mac/:Users/:dj/:Wärme.mp3');
    expect(track.grid[0].timeS).toBeCloseTo(0.126, 8);
    // the file is rbassist's own
    await library.exportNml(file, { tracks: [A] });
    await writeFile(file, 'mine');
    await expect(library.exportNml(file)).rejects.toThrow(/exists already/);
    await expect(library.exportNml(join(folder, 'collection.nml'), { overwrite: true })).rejects.toThrow(
      /Traktor's own/,
    );
    await expect(library.exportNml(file, { tags: ['none'] })).rejects.toMatchObject({ code: 'not-found' });
    await expect(library.exportNml(file, { base: 'x' } as object)).rejects.toMatchObject({ code: 'option' });
  });
  await withLibrary({}, async (library, folder) => {
    await expect(library.exportNml(join(folder, 'a.nml'))).rejects.toMatchObject({ code: 'not-found' });
  });
});
