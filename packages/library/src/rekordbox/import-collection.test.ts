import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  fileSignature,
  LibraryBusyError,
  mayReplace,
  OptionError,
  type TrackRecord,
  valueDigest,
} from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import type { DjCollection, DjTrack } from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Library, openLibrary } from '../library.ts';
import type { ImportEvent } from './import-events.ts';
import type { ImportOptions } from './import-options.ts';
import { djCollection, djTrack } from './test-collection.ts';

const A = '/music/House/a.mp3';
const GRID = [{ timeS: 0.05, bpm: 124, metre: '4/4', beat: 3 }];
const FULL: Partial<DjTrack> = {
  id: '17',
  title: 'One',
  artist: 'Ann',
  bpm: 124,
  key: 'Abm',
  grid: GRID,
  marks: [
    { kind: 'cue', name: 'Drop', pad: 0, startS: 60.5, endS: null, color: 0x28e214 },
    { kind: 'loop', name: '', pad: null, startS: 90, endS: 94, color: undefined },
  ],
  stars: 4,
  color: 0xff007f,
  playCount: 7,
  lastPlayed: '2026-05-01',
  added: '2019-03-01',
  comments: 'great intro /* Peak / Vocals */',
  tags: ['Warm-up', 'Peak'],
};
const MEASURED: TrackRecord = {
  bpm: 123.5,
  bpm_confidence: 0.6,
  key: '8A',
  key_name: 'A minor',
  key_confidence: 0.5,
  cues: [{ name: 'Intro', type: 0, num: -1, start: 1, end: 1 }],
  added: '2026-11-01T10:00:00.000Z',
  duration: 300,
};
MEASURED.analysis_wrote = Object.fromEntries(
  (['bpm', 'key', 'cues'] as const).map((key) => [key, valueDigest(MEASURED[key])]),
);

let dataDir: string;

beforeEach(async () => {
  dataDir = await temporaryFolder('import');
});

async function withRecords(records: Record<string, TrackRecord>): Promise<void> {
  const meta = await openMetaStore(join(dataDir, 'meta.json'));
  for (const [path, record] of Object.entries(records)) meta.update(path, record);
  await meta.close();
}

async function imported(collection: DjCollection, options: ImportOptions = {}) {
  return using(async (library) => {
    const events: ImportEvent[] = [];
    const run = library.importCollection(collection, options);
    for (;;) {
      const step = await run.next();
      if (step.done) return { events, summary: step.value, records: Object.fromEntries(library.tracks()) };
      events.push(step.value);
    }
  });
}

async function using<T>(use: (library: Library) => Promise<T>): Promise<T> {
  const library = await openLibrary({ dataDir });
  try {
    return await use(library);
  } finally {
    await library.close();
  }
}

describe('Library.importCollection', () => {
  test('brings every value as the user’s own', async () => {
    await withRecords({ [A]: MEASURED });
    const { records, summary, events } = await imported(djCollection([djTrack(A, FULL)]));
    expect(records[A]).toEqual({
      bpm: 124,
      key: '1A',
      key_name: 'G# minor',
      tempos: [{ inizio_sec: 0.05, bpm: 124, metro: '4/4', battito: 3 }],
      beatgrid_mode: 'fixed',
      cues: [
        { name: 'Drop', type: 0, num: 0, start: 60.5, end: 60.5, color: '#28E214' },
        { name: '', type: 4, num: -1, start: 90, end: 94 },
      ],
      rating: 4,
      color: '#FF007F',
      play_count: 7,
      last_played: '2026-05-01',
      added: '2019-03-01',
      comments: 'great intro /* Peak / Vocals */',
      mytags: ['Warm-up', 'Peak', 'Vocals'],
      rekordbox: { track_id: '17', location: `file://localhost${A}`, key: 'Abm' },
      import_wrote: expect.anything(),
      duration: 300,
    });
    for (const key of ['bpm', 'key', 'tempos', 'cues'] as const) expect(mayReplace(records[A], key)).toBe(false);
    expect(summary).toMatchObject({ tracks: 1, changed: 1, new: 0, matched: { path: 1 }, unknownStart: 1 });
    expect(events.map(({ type }) => type)).toEqual(['source', 'track']);
  });

  test('changes nothing the second time, and writes nothing', async () => {
    await withRecords({ [A]: MEASURED });
    const first = await imported(djCollection([djTrack(A, FULL)]));
    const bytes = await readFile(join(dataDir, 'meta.json'));
    const again = await imported(djCollection([djTrack(A, FULL)]));
    expect(again.summary).toMatchObject({ changed: 0, unchanged: 1, fields: {}, kept: {} });
    expect(again.records).toEqual(first.records);
    expect((await readFile(join(dataDir, 'meta.json'))).equals(bytes)).toBe(true);
    expect(await readdir(join(dataDir, 'import-history'))).toHaveLength(1);
  });

  test('follows a value that changed in the program, and keeps one that you changed here', async () => {
    await withRecords({ [A]: MEASURED });
    await imported(djCollection([djTrack(A, FULL)]));
    await using((library) => library.edit(A, { rating: 2, key: '5A' }));
    const changes = { ...FULL, bpm: 125, stars: 5, key: '2A', grid: [{ ...GRID[0], bpm: 125 }] };
    const { records, summary } = await imported(djCollection([djTrack(A, changes)]));
    expect(records[A]).toMatchObject({ bpm: 125, rating: 2, key: '5A', tempos: [{ bpm: 125 }] });
    expect(summary.kept).toEqual({ key: 1, rating: 1 });
    const forced = await imported(djCollection([djTrack(A, changes)]), { force: true });
    expect(forced.records[A]).toMatchObject({ rating: 5, key: '2A' });
  });

  test('keeps values of another program unless forced', async () => {
    await withRecords({ [A]: {} });
    await imported(djCollection([djTrack(A, FULL)]));
    const other = djCollection([djTrack(A, { bpm: 62 })], [], { program: 'Traktor', clock: 'traktor' });
    const { records, summary } = await imported(other);
    expect(records[A].bpm).toBe(124);
    expect(records[A].rekordbox?.track_id).toBe('17');
    expect(summary).toMatchObject({ kept: { bpm: 1 }, program: 'traktor' });
  });

  test('adds tags to yours, and later removes only those of an untouched list', async () => {
    await withRecords({ [A]: { mytags: ['Mine', 'peak'] }, '/b.mp3': {} });
    const both = (tags: string[]) => djCollection([djTrack(A, { tags }), djTrack('/b.mp3', { tags })]);
    await imported(both(['Peak', 'Vocals']));
    const { records } = await imported(both(['Vocals']));
    expect(records[A].mytags).toEqual(['Mine', 'peak', 'Vocals']);
    expect(records['/b.mp3'].mytags).toEqual(['Vocals']);
  });

  test('leaves out what the program does not know, and values that make no sense', async () => {
    await withRecords({ [A]: MEASURED });
    const nothing = {
      bpm: 0,
      key: 'x',
      stars: 9,
      durationS: Number.NaN,
      grid: [{ timeS: Number.NaN, bpm: 0, metre: '', beat: 0 }],
      marks: [{ kind: 'cue' as const, name: '', pad: 0, startS: Number.NaN, endS: null }],
      added: '2019-13-99',
      playCount: -1,
      comments: '  ',
      tags: [' '],
    };
    const { records, summary } = await imported(djCollection([djTrack(A, nothing)]));
    const { rekordbox, ...others } = records[A];
    expect(others).toEqual(MEASURED);
    expect(rekordbox).toMatchObject({ key: 'x' });
    expect(summary).toMatchObject({ changed: 0, unchanged: 1 });
  });

  test('takes an exact BPM for a rounded one of a tag, and keeps the earlier day', async () => {
    await withRecords({ [A]: { bpm: 124, added: '2018-01-01T00:00:00.000Z' }, '/b.mp3': { bpm: 62 } });
    const exact = { bpm: 123.98, added: '2019-03-01' };
    const { records, summary } = await imported(djCollection([djTrack(A, exact), djTrack('/b.mp3', exact)]));
    expect(records[A]).toMatchObject({ bpm: 123.98, added: '2018-01-01T00:00:00.000Z' });
    expect(records['/b.mp3'].bpm).toBe(62);
    expect(summary.kept).toEqual({ bpm: 1 });
  });

  test('subtracts the encoder delay that Rekordbox plays, or a given offset', async () => {
    const delay = { header: 'lame', cut_samples: 1105, frame_samples: 1152, sample_rate: 44_100 } as const;
    await withRecords({ [A]: { encoder_delay: delay } });
    const marks = [{ kind: 'cue' as const, name: '', pad: 0, startS: 1.05118, endS: null }];
    const first = await imported(djCollection([djTrack(A, { marks, grid: [{ ...GRID[0], timeS: 1.05118 }] })]));
    expect(first.records[A]).toMatchObject({ cues: [{ start: 1 }], tempos: [{ inizio_sec: 1 }] });
    expect(first.summary.unknownStart).toBe(0);
    const fixed = await imported(djCollection([djTrack(A, { marks })]), { mp3Offset: 25 });
    expect(fixed.records[A].cues?.[0].start).toBe(1.026);
  });

  test('writes memory cues so that a folder of the earlier form reads them as such', async () => {
    await withRecords({ [A]: {}, '/old.mp3': { cues: [{ name: '', type: 1, num: -1, start: 3, end: 3 }] } });
    const marks = [{ kind: 'cue' as const, name: '', pad: null, startS: 2, endS: null }];
    const { records } = await imported(djCollection([djTrack(A, { marks })]));
    expect(records[A].cues).toMatchObject([{ type: 1, num: -1 }]);
  });

  test('brings only the fields that are asked for', async () => {
    await withRecords({ [A]: MEASURED });
    const { records } = await imported(djCollection([djTrack(A, FULL)]), { fields: ['tags'] });
    expect(records[A]).toMatchObject({ ...MEASURED, mytags: ['Warm-up', 'Peak', 'Vocals'] });
    expect(records[A]).not.toHaveProperty('rating');
  });

  test('in a dry run, says the same and changes nothing', async () => {
    await withRecords({ [A]: MEASURED });
    const before = await readFile(join(dataDir, 'meta.json'), 'utf8');
    const options = { onlyExisting: false };
    const tracks = [djTrack(A, FULL), djTrack('/new.mp3', FULL)];
    const lists = [{ folders: [], name: 'L', trackIds: ['17'] }];
    const dry = await imported(djCollection(tracks, lists), { ...options, dryRun: true });
    expect(await readFile(join(dataDir, 'meta.json'), 'utf8')).toBe(before);
    expect(await readdir(dataDir)).not.toContain('playlists');
    const real = await imported(djCollection(tracks, lists), options);
    expect(dry.events).toEqual(real.events);
    expect({ ...dry.summary, dryRun: false, canUndo: true }).toEqual(real.summary);
    expect(dry.events[1]).toMatchObject({
      changes: expect.arrayContaining([{ field: 'bpm', before: 123.5, after: 124 }]),
    });
  });

  test('creates records for other tracks when asked, but not for streams', async () => {
    await withRecords({});
    const tracks = [
      djTrack('C:\\Music\\ü.mp3', { ...FULL, year: 1999, album: 'LP', genre: 'House', durationS: 301.25 }),
      djTrack('soundcloud:tracks:1', { isStream: true }),
      djTrack('bare.mp3'),
    ];
    const { records, summary } = await imported(djCollection(tracks), { onlyExisting: false });
    expect(Object.keys(records)).toEqual(['C:\\Music\\ü.mp3']);
    expect(records['C:\\Music\\ü.mp3']).toMatchObject({ title: 'One', artist: 'Ann', year: 1999, duration: 301.25 });
    expect(summary).toMatchObject({ new: 1, unmatched: { stream: 1, 'not-found': 1 } });
  });
});

describe('matching', () => {
  test('finds another case, Unicode form and Windows spelling', async () => {
    const stored = ['/Music/Café/Ä.mp3', 'C:\\Music\\Ö.mp3'];
    await withRecords(Object.fromEntries(stored.map((path) => [path, {}])));
    const tracks = [
      djTrack('/music/café/ä.mp3'.normalize('NFD'), { id: '1', stars: 3 }),
      djTrack('c:/Music/ö.mp3', { id: '2', stars: 4 }),
    ];
    const { records, summary } = await imported(djCollection(tracks));
    expect(stored.map((path) => records[path].rating)).toEqual([3, 4]);
    expect(summary.matched.spelling).toBe(2);
  });

  test('finds a moved file by name and length, or artist and title; lists ambiguous ones', async () => {
    const named = { artist: 'Ann', title: 'One', duration: 300 };
    await withRecords({
      '/new/House/Ann - One.mp3': named,
      '/x/1.mp3': { artist: 'Bob', title: 'Two', duration: 200 },
      '/x/copy1.mp3': { artist: 'Cy', title: 'Three', duration: 100 },
      '/y/copy2.mp3': { artist: 'Cy', title: 'Three', duration: 100 },
      '/x/01.mp3': { artist: 'Dee', title: 'Four', duration: 150 },
    });
    const { events, summary } = await imported(
      djCollection([
        djTrack('D:\\Old\\House\\Ann - One.mp3', { artist: 'Ann', title: 'One', durationS: 300 }),
        djTrack('/old/zwei.mp3', { artist: 'bob', title: 'two', durationS: 201 }),
        djTrack('/old/three.mp3', { artist: 'Cy', title: 'Three', durationS: 100 }),
        djTrack('/old/01.mp3', { artist: 'Eve', title: 'Other', durationS: 150 }),
        djTrack('/old/two.mp3', { artist: 'Bob', title: 'Two', durationS: 400 }),
      ]),
    );
    expect(events.slice(1)).toMatchObject([
      { path: '/new/House/Ann - One.mp3', by: 'file-name' },
      { path: '/x/1.mp3', by: 'name', movedFrom: expect.stringContaining('/old/') },
      { track: { reason: 'ambiguous', candidates: ['/x/copy1.mp3', '/y/copy2.mp3'] } },
      { track: { reason: 'not-found', candidates: ['/x/01.mp3'] } },
      { track: { reason: 'other-length' } },
    ]);
    expect(summary.unmatched).toEqual({ ambiguous: 1, 'not-found': 1, 'other-length': 1 });
  });

  test('finds a copy of the file by its bytes', async () => {
    const folder = join(dataDir, 'music');
    await mkdir(folder);
    const [known, copy] = [join(folder, 'a.mp3'), join(folder, 'renamed.mp3')];
    for (const path of [known, copy]) await writeFile(path, 'the same bytes');
    const sha1 = await fileSignature(known, 'content');
    await withRecords({ [known]: { sig_bpmkey: sha1, sig_bpmkey_fast: await fileSignature(known) } });
    const { events } = await imported(djCollection([djTrack(copy, { stars: 5 })]));
    expect(events[1]).toMatchObject({ path: known, by: 'signature' });
  });

  test('prefers the surer of two entries for one track, in any order', async () => {
    const weak = djTrack('/old/House/a.mp3', { id: '1', stars: 1, comments: 'weak', durationS: 300 });
    const sure = djTrack(A, { id: '2', stars: 5 });
    for (const tracks of [
      [weak, sure],
      [sure, weak],
    ]) {
      dataDir = await temporaryFolder('import');
      await withRecords({ [A]: { duration: 300, comments: '' } });
      const { records, events } = await imported(djCollection(tracks));
      expect(records[A]).toMatchObject({ rating: 5, comments: '', rekordbox: { track_id: '2' } });
      if (tracks[0] === sure) expect(events[2]).toMatchObject({ track: { reason: 'duplicate', candidates: [A] } });
      await using((library) => library.undoImport());
      await using(async (library) => expect(library.track(A)).toEqual({ duration: 300, comments: '' }));
    }
  });
});

describe('playlists', () => {
  const lists = [
    { folders: ['Sets', 'Fri/day'], name: 'Warm "up" 深', trackIds: ['17', '17', '404', 's'] },
    { folders: ['Sets'], name: 'Empty', trackIds: [] },
    { folders: [], name: 'Smart', trackIds: ['17'], isSmart: true },
  ];
  const stream = djTrack('spotify:track:1', { id: 's', isStream: true, title: 'T' });

  test('are stored per program, with repeats and missing entries', async () => {
    await withRecords({ [A]: {} });
    const { summary, events } = await imported(djCollection([djTrack(A, FULL), stream], lists));
    expect(summary).toMatchObject({ playlists: 3, smartPlaylists: 1 });
    expect(events.at(-3)).toMatchObject({ type: 'playlist', tracks: 4, missing: 2 });
    const file = JSON.parse(await readFile(join(dataDir, 'playlists', 'rekordbox.json'), 'utf8'));
    expect(file.playlists).toEqual([
      {
        folders: ['Sets', 'Fri/day'],
        name: 'Warm "up" 深',
        tracks: [A, A, { path: '404' }, { path: 'spotify:track:1', title: 'T' }],
      },
      { folders: ['Sets'], name: 'Empty', tracks: [] },
      { folders: [], name: 'Smart', isSmart: true, tracks: [A] },
    ]);
  });

  test('of a program with a very long name are stored, too', async () => {
    await withRecords({ [A]: {} });
    await imported(djCollection([djTrack(A, FULL)], lists, { program: 'R'.repeat(100_000) }));
    expect(await readdir(join(dataDir, 'playlists'))).toEqual([`${'r'.repeat(40)}.json`]);
  });

  test('are kept, also if their folders and names are alike', async () => {
    await withRecords({ [A]: {} });
    const apart = { folders: [], name: 'A/B', trackIds: ['17'] };
    const inside = { folders: ['A'], name: 'B', trackIds: ['17', '17'] };
    await imported(djCollection([djTrack(A, FULL)], [apart]));
    await imported(djCollection([djTrack(A, FULL)], [inside]), { keepPlaylists: true });
    const { playlists } = JSON.parse(await readFile(join(dataDir, 'playlists', 'rekordbox.json'), 'utf8'));
    expect(playlists).toMatchObject([{ name: 'A/B' }, { folders: ['A'], name: 'B' }]);
  });

  test('take the first of two tracks with one identifier', async () => {
    const other = '/music/House/b.mp3';
    await withRecords({ [A]: {}, [other]: {} });
    await imported(djCollection([djTrack(A, FULL), djTrack(other, FULL)], lists.slice(0, 1)));
    const { playlists } = JSON.parse(await readFile(join(dataDir, 'playlists', 'rekordbox.json'), 'utf8'));
    expect(playlists[0].tracks.slice(0, 2)).toEqual([A, A]);
  });

  test('stay as they are when nothing changed, and come back with an undo', async () => {
    await withRecords({ [A]: {} });
    const file = join(dataDir, 'playlists', 'rekordbox.json');
    const once = await imported(djCollection([djTrack(A, FULL)], lists.slice(0, 1)));
    expect(once.summary.canUndo).toBe(true);
    const first = await readFile(file, 'utf8');
    const again = await imported(djCollection([djTrack(A, FULL)], lists.slice(0, 1)));
    expect(again.summary.canUndo).toBe(false);
    expect(await readFile(file, 'utf8')).toBe(first);
    await imported(djCollection([djTrack(A, FULL)], lists));
    await using(async (library) => expect(await library.undoImport()).toMatchObject({ playlists: true, restored: 0 }));
    expect(await readFile(file, 'utf8')).toBe(first);
    await using((library) => library.undoImport());
    expect(await readdir(join(dataDir, 'playlists'))).toEqual([]);
  });
});

test('a value goes on to follow the first of two programs that have it', async () => {
  await withRecords({ [A]: {} });
  const from = (program: string, stars: number) => djCollection([djTrack(A, { stars })], [], { program });
  await imported(from('rekordbox', 1));
  const { summary } = await imported(from('traktor', 1));
  expect(summary).toMatchObject({ unchanged: 1, kept: {}, canUndo: false });
  expect((await imported(from('rekordbox', 2))).records[A]).toMatchObject({ rating: 2 });
  expect((await imported(from('traktor', 3))).records[A]).toMatchObject({ rating: 2 });
});

test('cues in another order are the same cues', async () => {
  await withRecords({ [A]: {} });
  const marks = FULL.marks ?? [];
  expect(marks.length).toBeGreaterThan(1);
  const { records } = await imported(djCollection([djTrack(A, { marks })], [], { clock: 'samples' }));
  const reversed = djCollection([djTrack(A, { marks: [...marks].reverse() })], [], { clock: 'samples' });
  const again = await imported(reversed);
  expect(again.summary).toMatchObject({ unchanged: 1, canUndo: false });
  expect(again.records).toEqual(records);
});

describe('Library.undoImport', () => {
  test('restores who set a value that the import only confirmed', async () => {
    await withRecords({ [A]: { rating: 3 } });
    await imported(djCollection([djTrack(A, { stars: 3 })]));
    await using((library) => library.undoImport());
    await using(async (library) => expect(library.track(A)).toEqual({ rating: 3 }));
  });

  test('restores values, removes new records, and keeps what changed since', async () => {
    await withRecords({ [A]: MEASURED, '/b.mp3': MEASURED });
    const tracks = [djTrack(A, FULL), djTrack('/b.mp3', FULL), djTrack('/new.mp3', FULL)];
    await imported(djCollection(tracks), { onlyExisting: false });
    await using(async (library) => {
      await library.edit('/b.mp3', { rating: 1 });
      expect(await library.undoImport()).toMatchObject({ restored: 2, removed: 1, changedSince: ['/b.mp3'] });
      expect(library.track(A)).toEqual(MEASURED);
      expect(library.track('/b.mp3')).toEqual({ ...MEASURED, rating: 1 });
      expect(library.size).toBe(2);
      await expect(library.undoImport()).rejects.toThrow('No import is left to undo');
    });
  });

  test('ignores a last line that a crash cut off', async () => {
    await withRecords({ [A]: MEASURED });
    await imported(djCollection([djTrack(A, FULL)]));
    const [name] = await readdir(join(dataDir, 'import-history'));
    await writeFile(join(dataDir, 'import-history', name), '{"path":"/music/Hou', { flag: 'a' });
    await using(async (library) => expect(await library.undoImport()).toMatchObject({ restored: 1 }));
  });

  test('says which file is damaged', async () => {
    await withRecords({});
    await mkdir(join(dataDir, 'import-history'));
    await writeFile(join(dataDir, 'import-history', '000001.ndjson'), 'no');
    await using((library) => expect(library.undoImport()).rejects.toThrow('000001.ndjson is damaged'));
  });
});

describe('a run', () => {
  test('saves what was read when the collection breaks off', async () => {
    await withRecords({ [A]: {} });
    async function* broken(): DjCollection & AsyncGenerator {
      yield* djCollection([djTrack(A, { stars: 3 })]);
      throw new Error('line 7 is damaged');
    }
    await expect(imported(broken())).rejects.toThrow('line 7 is damaged');
    await using(async (library) => expect(library.track(A)?.rating).toBe(3));
  });

  test('stops when it is aborted, and says so', async () => {
    await withRecords({ [A]: {}, '/b.mp3': {} });
    const controller = new AbortController();
    const tracks = [djTrack(A, { stars: 3 }), djTrack('/b.mp3', { stars: 3 })];
    const onProgress = () => controller.abort();
    const { summary, records } = await imported(djCollection(tracks, [{ folders: [], name: 'L', trackIds: [] }]), {
      signal: controller.signal,
      onProgress,
    });
    expect(summary).toMatchObject({ interrupted: true, tracks: 1 });
    expect(records).toMatchObject({ [A]: { rating: 3 }, '/b.mp3': {} });
    expect(await readdir(dataDir)).not.toContain('playlists');
  });

  test('refuses a second writer, wrong options, and something that is no collection', async () => {
    await withRecords({ [A]: {} });
    await using(async (library) => {
      const first = library.importCollection(djCollection([djTrack(A)]));
      await first.next();
      await expect(library.importCollection(djCollection([])).next()).rejects.toBeInstanceOf(LibraryBusyError);
      await first.return(undefined as never);
      expect(() => library.importCollection(djCollection([]), { fields: ['nope' as 'bpm'] })).toThrow(OptionError);
      expect(() => library.importCollection(djCollection([]), { mp3Offset: 'x' as 'auto' })).toThrow(OptionError);
      expect(() => library.importCollection('x.xml' as unknown as DjCollection)).toThrow(OptionError);
    });
  });
});
