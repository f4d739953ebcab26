import { link, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DjEntry, type DjPlaylist, type DjTrack, readRekordboxXml } from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Library, openLibrary } from '../library.ts';
import type { LibraryWarning } from '../library-context.ts';
import type { ExportXmlOptions } from './export-options.ts';

let folder: string;
let warnings: LibraryWarning[];

beforeEach(async () => {
  folder = await temporaryFolder('export-xml');
  warnings = [];
});

async function libraryOf(tracks: Record<string, object>): Promise<Library> {
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(join(folder, 'data', 'meta.json'), JSON.stringify({ tracks }));
  return openLibrary({ dataDir: join(folder, 'data'), onWarning: (warning) => warnings.push(warning) });
}

async function readBack(file: string) {
  const entries: DjEntry[] = [];
  for await (const entry of readRekordboxXml(file)) entries.push(entry);
  const tracks = entries.flatMap((entry): DjTrack[] => (entry.type === 'track' ? [entry.track] : []));
  const playlists = entries.flatMap((entry): DjPlaylist[] => (entry.type === 'playlist' ? [entry.playlist] : []));
  const problems = entries.flatMap((entry) => (entry.type === 'warning' ? [entry.message] : []));
  return { tracks, playlists, problems };
}

const RECORD = {
  artist: 'Björk',
  title: 'Jóga <live> & "more"',
  duration: 305.6,
  bpm: 127.98,
  key: '8A',
  rating: 4,
  added: '2026-03-07T10:00:00.000Z',
  mytags: ['Peak Hour'],
  tempos: [{ inizio_sec: 0.5, bpm: 127.9837, metro: '4/4', battito: 2 }],
  cues: [
    { name: 'Drop', type: 0, num: 1, start: 61.5, end: 61.5, color: '#FF0000' },
    { name: 'Mix in', type: 0, num: -1, start: 8, end: 8 },
    { name: 'Loop', type: 4, num: 2, start: 90, end: 97.5 },
  ],
};

describe('Library.exportXml', () => {
  test('writes the whole library, with one playlist in the folder of the run', async () => {
    await using library = await libraryOf({ '/Music/a.wav': RECORD, '/Music/b.wav': { duration: 10 } });
    const out = join(folder, 'out.xml');
    const result = await library.exportXml(out, { name: 'Friday' });
    expect(result).toMatchObject({ path: out, tracks: 2, inBase: 0, leftOut: [], marks: [], interrupted: false });
    const { tracks, playlists, problems } = await readBack(out);
    expect(problems).toEqual([]);
    expect(tracks[0]).toMatchObject({
      path: '/Music/a.wav',
      location: 'file://localhost/Music/a.wav',
      title: RECORD.title,
      artist: 'Björk',
      durationS: 305,
      bpm: 127.98,
      key: '8A',
      stars: 4,
      added: '2026-03-07',
    });
    expect(tracks[0].marks.map(({ kind, name, pad, startS, endS }) => [kind, name, pad, startS, endS])).toEqual([
      ['cue', 'Drop', 1, 61.5, null],
      ['loop', 'Loop', 2, 90, 97.5],
      ['cue', 'Mix in', null, 8, null],
    ]);
    expect(tracks[0].marks[0].color).toBe(0xff0000);
    expect(tracks[0].grid[0]).toEqual({ timeS: 0.031, bpm: 127.98, metre: '4/4', beat: 1 });
    expect(tracks[1].title).toBe('b');
    expect(playlists).toMatchObject([{ folders: ['Friday'], name: 'Friday', trackIds: tracks.map(({ id }) => id) }]);
    expect((await readFile(out, 'utf8')).split('\r\n')[0]).toBe('<?xml version="1.0" encoding="UTF-8"?>');
  });

  test('names the folder by the time, and the playlist as the Python rbassist does', async () => {
    await using library = await libraryOf({ '/Music/a.wav': RECORD });
    const { playlists } = await library.exportXml(join(folder, 'out.xml'));
    expect(playlists[0].folders[0]).toMatch(/^rbassist \d{4}-\d\d-\d\d \d\d:\d\d$/);
    expect(playlists[0].name).toBe('rbassist export');
  });

  test('writes equal bytes for equal input', async () => {
    const records = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`/Music/${i}.wav`, RECORD]));
    await using library = await libraryOf(records);
    const [one, other] = [join(folder, '1.xml'), join(folder, '2.xml')];
    await library.exportXml(one, { name: 'x' });
    await library.exportXml(other, { name: 'x' });
    expect(await readFile(other)).toEqual(await readFile(one));
  });

  test('writes chosen tracks, sets and tags as playlists, each track once', async () => {
    await using library = await libraryOf({
      '/Music/a.wav': { ...RECORD, title: 'One' },
      '/Music/b.wav': { duration: 9, title: 'Two', mytags: ['Peak Hour', 'Vocals'] },
      '/Music/c.wav': { duration: 9, title: 'Three' },
      '/Music/d.wav': { duration: 9, title: 'Four' },
    });
    await library.saveSet('late', { tracks: [{ path: '/Music/c.wav' }, { path: '/Music/a.wav' }] });
    await writeFile(join(folder, 'list.m3u8'), '#EXTM3U\n/Music/b.wav\n/Music/gone.wav\n/Music/b.wav\n');
    const result = await library.exportXml(join(folder, 'out.xml'), {
      name: 'Run',
      sets: ['late'],
      tags: ['peak hour', 'Vocals'],
      playlists: [join(folder, 'list.m3u8')],
    });
    const { tracks, playlists } = await readBack(result.path);
    const names = new Map(tracks.map(({ id, title }) => [id, title]));
    expect(tracks.map(({ title }) => title)).toEqual(['One', 'Two', 'Three']);
    expect(
      playlists.map(({ folders, name, trackIds }) => [folders.join(), name, trackIds.map((id) => names.get(id))]),
    ).toEqual([
      ['Run', 'list', ['Two', 'Two']],
      ['Run', 'late', ['Three', 'One']],
      ['Run', 'Peak Hour', ['One', 'Two']],
      ['Run', 'Vocals', ['Two']],
    ]);
    expect(result.playlists[0].notFound).toEqual(['/Music/gone.wav']);
    await expect(library.exportXml(join(folder, 'x.xml'), { tags: ['none'] })).rejects.toThrow('No track has the tag');
    await expect(library.exportXml(join(folder, 'x.xml'), { sets: ['none'] })).rejects.toThrow('There is no set');
    await expect(library.exportXml(join(folder, 'x.xml'), { tracks: ['none'] })).rejects.toThrow('none');
  });

  test('finds tracks by words', async () => {
    await using library = await libraryOf({ '/Music/a.wav': RECORD, '/Music/b.wav': { duration: 9, title: 'Two' } });
    await library.exportXml(join(folder, 'out.xml'), { tracks: ['bjork joga', '/Music/b.wav'], name: 'x' });
    expect((await readBack(join(folder, 'out.xml'))).tracks).toHaveLength(2);
  });

  test('leaves out what Rekordbox refuses, with the reason', async () => {
    const long = `/Music/${'x'.repeat(260)}.wav`;
    await using library = await libraryOf({
      '/Music/a.wav': RECORD,
      '/Music/none.wav': { title: 'no length' },
      [long]: { duration: 9 },
      'bare.wav': { duration: 9 },
      '/Music/gone.wav': { duration: 9, missing: { since: '2026-01-01' } },
      '/Music/copy.wav': { duration: 9, staged: { to: '/s/copy.wav', keeper: '/Music/a.wav' } },
      '/Music/odd.ogg': { duration: 9 },
    });
    const { tracks, leftOut, unplayable } = await library.exportXml(join(folder, 'out.xml'));
    expect(tracks).toBe(2);
    expect(leftOut).toEqual([
      { path: '/Music/none.wav', reason: 'no-duration' },
      { path: long, reason: 'long-path' },
      { path: 'bare.wav', reason: 'no-path' },
      { path: '/Music/gone.wav', reason: 'missing' },
      { path: '/Music/copy.wav', reason: 'staged' },
    ]);
    expect(unplayable).toEqual(['/Music/odd.ogg']);
    expect((await readFile(join(folder, 'out.xml'), 'utf8')).match(/Entries="2"/g)).toHaveLength(2);
  });

  test('reads a length that the record lacks from the file, as records of Python do', async () => {
    const real = join(folder, 'python.wav');
    const header = Buffer.alloc(44);
    header.write('RIFF', 0);
    header.writeUInt32LE(36 + 88_200 * 3, 4);
    header.write('WAVEfmt ', 8);
    header.writeUInt32LE(16, 16);
    header.writeUInt16LE(1, 20);
    header.writeUInt16LE(1, 22);
    header.writeUInt32LE(44_100, 24);
    header.writeUInt32LE(88_200, 28);
    header.writeUInt16LE(2, 32);
    header.writeUInt16LE(16, 34);
    header.write('data', 36);
    header.writeUInt32LE(88_200 * 3, 40);
    await writeFile(real, Buffer.concat([header, Buffer.alloc(88_200 * 3)]));
    await using library = await libraryOf({ [real]: { title: 'Python' } });
    await library.exportXml(join(folder, 'out.xml'));
    expect((await readBack(join(folder, 'out.xml'))).tracks[0].durationS).toBe(3);
  });

  test('writes Windows paths on any system, hostile names, and the size of files', async () => {
    const real = join(folder, 'a & b # 100%.wav');
    await writeFile(real, Buffer.alloc(1234));
    const hostile = '/Music/new\nline "q" <x>\'.wav';
    await using library = await libraryOf({
      'D:\\Music\\Ä #1.mp3': { duration: 9, title: '\u0000\u0007 bad \ud800 name\r\nline' },
      [hostile]: { duration: 9, artist: '</TRACK>', comments: ']]>&amp;' },
      [real]: { duration: 9 },
    });
    await library.exportXml(join(folder, 'out.xml'));
    const { tracks, problems } = await readBack(join(folder, 'out.xml'));
    expect(problems).toEqual([]);
    expect(tracks.map(({ path }) => path)).toEqual(['D:\\Music\\Ä #1.mp3', hostile, real]);
    expect(tracks[0].location).toBe('file://localhost/D:/Music/%c3%84%20#1.mp3');
    expect(tracks[0].title).toBe(' bad \ufffd name line');
    expect(tracks[1]).toMatchObject({ artist: '</TRACK>', comments: ']]>&amp;' });
    expect(tracks[2].sizeBytes).toBe(1234);
  });

  test('reads both forms of cues, and reports those beyond the limits', async () => {
    const hot = Array.from({ length: 18 }, (_, i) => ({ name: `h${i}`, type: 0, num: -1, start: i, end: i }));
    const memory = { name: 'm', type: 1, num: -1, start: 50, end: 50 };
    await using library = await libraryOf({ '/Music/old.wav': { duration: 99, cues: [...hot, memory] } });
    const { marks } = await library.exportXml(join(folder, 'out.xml'));
    expect(marks.map(({ mark, reason }) => `${reason} ${mark.name}`)).toEqual(['hot h16', 'hot h17']);
    const [track] = (await readBack(join(folder, 'out.xml'))).tracks;
    expect(track.marks.map(({ pad }) => pad)).toEqual([...Array.from({ length: 16 }, (_, i) => i), null]);
    await library.exportXml(join(folder, 'memory.xml'), { cues: 'memory' });
    expect((await readFile(join(folder, 'memory.xml'), 'utf8')).match(/Num="-1"/g)).toHaveLength(10);
  });

  test('shifts the times of MP3s, or by a given offset', async () => {
    const delay = { header: 'lame', cut_samples: 1105, frame_samples: 1152, sample_rate: 44100 };
    await using library = await libraryOf({ '/Music/a.mp3': { ...RECORD, encoder_delay: delay } });
    await library.exportXml(join(folder, 'auto.xml'));
    const [auto] = (await readBack(join(folder, 'auto.xml'))).tracks;
    expect(auto.marks[2].startS).toBeCloseTo(8.051, 3);
    expect(auto.grid[0].timeS).toBeCloseTo(0.082, 3);
    await library.exportXml(join(folder, 'none.xml'), { mp3Offset: 0 });
    expect((await readBack(join(folder, 'none.xml'))).tracks[0].marks[2].startS).toBe(8);
    await library.exportXml(join(folder, '26.xml'), { mp3Offset: 26 });
    expect((await readBack(join(folder, '26.xml'))).tracks[0].marks[2].startS).toBe(8.026);
  });

  test('reports tracks whose time is unknown', async () => {
    await using library = await libraryOf({ '/Music/a.mp3': RECORD, '/Music/b.mp3': { duration: 9 } });
    expect((await library.exportXml(join(folder, 'out.xml'))).unsureTimes).toEqual(['/Music/a.mp3']);
  });

  test('reuses Locations and the spelling of keys of an import', async () => {
    const location = 'file://localhost/C:/M%C3%BCsik/a.mp3';
    await using library = await libraryOf({
      '/Music/a.wav': { ...RECORD, rekordbox: { location, key: 'Am' } },
      '/Music/b.wav': { duration: 9, key: '1A', rekordbox: { key: 'Abm' } },
      '/Music/c.wav': { duration: 9, key: '12B' },
    });
    await library.exportXml(join(folder, 'out.xml'));
    const { tracks } = await readBack(join(folder, 'out.xml'));
    expect(tracks[0].location).toBe(location);
    expect(tracks.map(({ key }) => key)).toEqual(['Am', 'Abm', 'E']);
    await library.exportXml(join(folder, 'camelot.xml'), { keyNotation: 'camelot' });
    expect((await readBack(join(folder, 'camelot.xml'))).tracks.map(({ key }) => key)).toEqual(['8A', '1A', '12B']);
  });

  test('writes My Tags for Python only on demand', async () => {
    await using library = await libraryOf({ '/Music/a.wav': RECORD });
    await library.exportXml(join(folder, 'plain.xml'));
    expect(await readFile(join(folder, 'plain.xml'), 'utf8')).not.toContain('MY_TAG');
    await library.exportXml(join(folder, 'tags.xml'), { myTags: true });
    expect(await readFile(join(folder, 'tags.xml'), 'utf8')).toContain('<TAG Name="Peak Hour"/>');
  });

  test('replaces a file that rbassist or the Python rbassist wrote', async () => {
    await using library = await libraryOf({ '/Music/a.wav': RECORD });
    const out = join(folder, 'weekly.xml');
    const python = '<DJ_PLAYLISTS Version="1.0.0"><PRODUCT Name="rbassist" Version="0.1.0" Company="You" />';
    await writeFile(out, `<?xml version='1.0' encoding='utf-8'?>\n${python}`);
    for (let week = 0; week < 2; week++) {
      await library.exportXml(out);
      expect((await readBack(out)).tracks).toHaveLength(1);
    }
  });

  test('never replaces another file unless told to', async () => {
    await using library = await libraryOf({ '/Music/a.wav': RECORD });
    const out = join(folder, 'mine.xml');
    await writeFile(out, 'mine');
    await expect(library.exportXml(out)).rejects.toMatchObject({ remedies: [{ action: 'overwrite' }] });
    const ofRekordbox = '<DJ_PLAYLISTS Version="1.0.0">\n  <PRODUCT Name="rekordbox" Version="rbassist"/>';
    for (const text of ['mine', '', ofRekordbox, `${' '.repeat(2000)}<PRODUCT Name="rbassist"/>`]) {
      await writeFile(out, text);
      await expect(library.exportXml(out)).rejects.toMatchObject({ remedies: [{ action: 'overwrite' }] });
      expect(await readFile(out, 'utf8')).toBe(text);
    }
    await mkdir(join(folder, 'folder.xml'));
    await expect(library.exportXml(join(folder, 'folder.xml'))).rejects.toMatchObject({ code: 'option' });
    await library.exportXml(out, { overwrite: true });
    await expect(library.exportXml(join(folder, 'x.txt'))).rejects.toThrow('Use the ending .xml');
    await expect(library.exportXml(join(out, 'x.xml'))).rejects.toThrow(/mine\.xml/);
    await expect(library.exportXml(out, { cues: 'x' as 'hot' })).rejects.toThrow('cues must be one of');
    await expect(library.exportXml(out, { mp3Offset: 1e9 })).rejects.toThrow('mp3Offset must be');
  });

  test('writes no file after an abort, or if there is nothing to write', async () => {
    await using library = await libraryOf({ '/Music/a.wav': RECORD });
    const out = join(folder, 'out.xml');
    expect(await library.exportXml(out, { signal: AbortSignal.abort() })).toMatchObject({ interrupted: true });
    await expect(readFile(out)).rejects.toThrow('ENOENT');
    await using empty = await libraryOf({ '/Music/a.wav': {} });
    await expect(empty.exportXml(out)).rejects.toThrow('None of the 1 tracks can be written');
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });
});

const BASE = (tracks: string) => `<?xml version="1.0" encoding="UTF-8"?>

<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="rekordbox" Version="6.8.2" Company="AlphaTheta"/>
  <COLLECTION Entries="9">
${tracks}
  </COLLECTION>
  <PLAYLISTS><NODE Type="0" Name="ROOT" Count="0"/></PLAYLISTS>
</DJ_PLAYLISTS>
`;
const THEIRS = `<TRACK TrackID="4711" Name="Theirs" Artist="" Comments="mine" AverageBpm="64.00" Rating="0" Tonality="Fm" DateAdded="2019-01-02"
 Kind="Mp3-Datei " PlayCount="12" TotalTime="305" Location="file://localhost/music/A.WAV" Zebra="kept">
 <TEMPO Inizio="0.123" Bpm="64.00" Metro="4/4" Battito="3"/><POSITION_MARK Name="x" Type="0" Start="1.000" Num="-1"/><FUTURE a="b"/></TRACK>
 <TRACK TrackID="12" Name="other" Location="file://localhost/Music/other.wav" Tonality="Dbm"/>`;

describe('Library.exportXml with the own export', () => {
  test('keeps identity and values of its tracks', async () => {
    const base = join(folder, 'base.xml');
    await writeFile(base, BASE(THEIRS));
    await using library = await libraryOf({ '/Music/a.wav': RECORD, '/Music/new.wav': { duration: 9, key: '12A' } });
    const result = await library.exportXml(join(folder, 'out.xml'), { base, name: 'x' });
    expect(result).toMatchObject({ tracks: 2, inBase: 1, keyNotation: 'classic', base });
    const { tracks, playlists } = await readBack(join(folder, 'out.xml'));
    expect(tracks[0]).toMatchObject({
      id: '4711',
      location: 'file://localhost/music/A.WAV',
      title: 'Theirs',
      artist: 'Björk',
      comments: 'mine',
      bpm: 64,
      key: 'Fm',
      stars: 4,
      playCount: 12,
      added: '2019-01-02',
      grid: [{ timeS: 0.123, bpm: 64, metre: '4/4', beat: 3 }],
    });
    expect(tracks[0].marks.map(({ name }) => name)).toEqual(['x']);
    expect(tracks[1]).toMatchObject({ path: '/Music/new.wav', key: 'Dbm' });
    expect(tracks[1].id).not.toBe('12');
    expect(playlists[0].trackIds).toEqual(['4711', tracks[1].id]);
    const text = await readFile(join(folder, 'out.xml'), 'utf8');
    for (const kept of ['Zebra="kept"', '<FUTURE a="b"/>', 'Kind="Mp3-Datei "']) expect(text).toContain(kept);
    expect(await readFile(base, 'utf8')).toBe(BASE(THEIRS));
  });

  test('keeps the values of tracks without a TrackID, or with that of another, and numbers them', async () => {
    const base = join(folder, 'base.xml');
    const entry = (id: string, name: string) =>
      `<TRACK ${id} Name="${name}" Mix="kept" TotalTime="9" Location="file://localhost/Music/${name}.wav"/>`;
    await writeFile(base, BASE(entry('TrackID="5"', 'a') + entry('TrackID="5"', 'b') + entry('', 'c')));
    const paths = ['a', 'b', 'c'].map((name) => `/Music/${name}.wav`);
    await using library = await libraryOf(Object.fromEntries(paths.map((path) => [path, { duration: 9 }])));
    expect(await library.exportXml(join(folder, 'out.xml'), { base })).toMatchObject({ tracks: 3, inBase: 3 });
    const { tracks, problems } = await readBack(join(folder, 'out.xml'));
    expect([tracks[0].id, new Set(tracks.map(({ id }) => id)).size, problems]).toEqual(['5', 3, []]);
    const text = await readFile(join(folder, 'out.xml'), 'utf8');
    expect(text.match(/<TRACK TrackID="\d+"[^>]*Mix="kept"/g)).toHaveLength(3);
  });

  test('lets ours win on demand', async () => {
    const base = join(folder, 'base.xml');
    await writeFile(base, BASE(THEIRS));
    await using library = await libraryOf({ '/Music/a.wav': RECORD });
    await library.exportXml(join(folder, 'out.xml'), { base, prefer: 'rbassist' });
    const [track] = (await readBack(join(folder, 'out.xml'))).tracks;
    expect(track).toMatchObject({
      id: '4711',
      title: RECORD.title,
      bpm: 127.98,
      key: 'Am',
      comments: 'mine',
      playCount: 12,
    });
    expect(track.marks).toHaveLength(3);
  });

  test.each([
    ['repeats a TrackID', 'TrackID="5"'],
    ['has no TrackID', ''],
    ['has an empty TrackID', 'TrackID=""'],
  ])('keeps the values of a track whose entry %s', async (_, id) => {
    const base = join(folder, 'base.xml');
    const entry = (name: string, attribute: string) =>
      `<TRACK ${attribute} Name="${name}" TotalTime="9" Rating="255" Location="file://localhost/Music/${name}.wav">
       <POSITION_MARK Name="mine" Type="0" Start="1.000" Num="0" Red="1" Green="2" Blue="3"/></TRACK>`;
    await writeFile(base, BASE(entry('a', 'TrackID="5"') + entry('b', id)));
    const cues = [{ name: 'ours', type: 0, num: 3, start: 5, end: 5 }];
    await using library = await libraryOf({
      '/Music/a.wav': { duration: 9, cues, rating: 1 },
      '/Music/b.wav': { duration: 9, cues, rating: 1 },
    });
    expect(await library.exportXml(join(folder, 'out.xml'), { base })).toMatchObject({ tracks: 2, inBase: 2 });
    const { tracks, playlists } = await readBack(join(folder, 'out.xml'));
    for (const track of tracks) expect(track).toMatchObject({ stars: 5, marks: [{ name: 'mine', pad: 0 }] });
    expect(tracks[0].id).toBe('5');
    expect(new Set(tracks.map((track) => track.id)).size).toBe(2);
    expect(playlists[0].trackIds).toEqual(tracks.map((track) => track.id));
    const plan = library.planXml(base);
    const statuses: string[] = [];
    for (let step = await plan.next(); !step.done; step = await plan.next()) statuses.push(step.value.status);
    expect(statuses).toEqual(['unchanged', 'unchanged']);
  });

  test('gives no two tracks one Location, also after a track moved and another took its place', async () => {
    const location = 'file://localhost/Music/b.wav';
    const moved = { duration: 9, title: 'moved', rekordbox: { track_id: '5', location } };
    const records = { '/Music/a.wav': moved, '/Music/b.wav': { duration: 9, title: 'new' }, '/Music/c.wav': moved };
    await using library = await libraryOf(records);
    const locationsIn = async (file: string, options: ExportXmlOptions) => {
      await library.exportXml(join(folder, file), options);
      return (await readBack(join(folder, file))).tracks.map((track) => `${track.title} ${track.location}`).sort();
    };
    const apart = [
      'moved file://localhost/Music/a.wav',
      'moved file://localhost/Music/c.wav',
      'new file://localhost/Music/b.wav',
    ];
    expect(await locationsIn('1.xml', {})).toEqual(apart);
    const base = join(folder, 'base.xml');
    await writeFile(base, BASE(`<TRACK TrackID="5" Name="new" TotalTime="9" Location="${location}"/>`));
    expect(await locationsIn('2.xml', { base })).toEqual(apart);
    // without the new one, the track keeps the Location that Rekordbox knows
    const alone = await locationsIn('3.xml', { tracks: ['/Music/a.wav'] });
    expect(alone).toEqual([`moved ${location}`]);
  });

  test('removes the temporary file of a run that was killed', async () => {
    await using library = await libraryOf({ '/Music/a.wav': RECORD });
    await writeFile(join(folder, 'out.xml.4194999.0123abcd.tmp'), 'half');
    await library.exportXml(join(folder, 'out.xml'));
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test.each([
    ['an export', 'mine.xml', BASE('')],
    ['its own list', 'masterPlaylists6.xml', '<MASTER_PLAYLIST/>'],
  ])('never replaces %s of Rekordbox, even if told to', async (_, name, text) => {
    await using library = await libraryOf({ '/Music/a.wav': RECORD });
    const file = join(folder, name);
    await writeFile(file, text);
    await expect(library.exportXml(file, { overwrite: true })).rejects.toThrow('file of Rekordbox');
    expect(await readFile(file, 'utf8')).toBe(text);
    const own = join(folder, 'own.xml');
    await library.exportXml(own);
    await library.exportXml(own, { overwrite: true });
  });

  test('finds a track of another system by its names, and never another file of this one', async () => {
    const base = join(folder, 'base.xml');
    const entry = (id: number, location: string) =>
      `<TRACK TrackID="${id}" Name="Song" Artist="Someone" TotalTime="200" Location="file://localhost${location}"/>`;
    const away = process.platform === 'win32' ? '/Users/x/song.wav' : '/C:/Users/x/song.wav';
    await writeFile(base, BASE(entry(5, away)));
    await using library = await libraryOf({ '/Music/song.wav': { artist: 'Someone', title: 'Song', duration: 200 } });
    await library.exportXml(join(folder, '1.xml'), { base });
    expect((await readBack(join(folder, '1.xml'))).tracks[0].id).toBe('5');
    await writeFile(base, BASE(entry(5, process.platform === 'win32' ? '/C:/Old/song.wav' : '/Old/song.wav')));
    await library.exportXml(join(folder, '2.xml'), { base });
    expect((await readBack(join(folder, '2.xml'))).tracks[0].id).not.toBe('5');
  });

  test('refuses to write to it, also through links and other spellings', async () => {
    const base = join(folder, 'base.xml');
    await writeFile(base, BASE(THEIRS));
    await symlink(base, join(folder, 'link.xml'));
    await link(base, join(folder, 'hard.xml'));
    await mkdir(join(folder, 'sub'));
    await using library = await libraryOf({ '/Music/a.wav': RECORD });
    for (const file of ['base.xml', 'link.xml', 'hard.xml', 'sub/../base.xml']) {
      const options = { base: `${folder}/./base.xml`, overwrite: true };
      await expect(library.exportXml(`${folder}/${file}`, options)).rejects.toThrow('which rbassist never changes');
    }
    expect(await readFile(base, 'utf8')).toBe(BASE(THEIRS));
  });

  test('names line and column of a damaged export, and writes nothing', async () => {
    const base = join(folder, 'base.xml');
    await writeFile(base, BASE('<TRACK TrackID="1"'));
    await using library = await libraryOf({ '/Music/a.wav': RECORD });
    const out = join(folder, 'out.xml');
    await expect(library.exportXml(out, { base })).rejects.toThrow(/base\.xml.*line 7/);
    await expect(library.exportXml(out, { base: join(folder, 'none.xml') })).rejects.toThrow('none.xml');
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });
});

test('Library.writePlaylist writes an XML file with one playlist', async () => {
  await using library = await libraryOf({ '/Music/a.wav': RECORD, '/Music/b.wav': { title: 'no length' } });
  const file = await library.writePlaylist(join(folder, 'Friday.xml'), ['/Music/a.wav', '/Music/b.wav']);
  const { tracks, playlists } = await readBack(file);
  expect(tracks).toHaveLength(1);
  expect(playlists).toMatchObject([{ folders: [], name: 'Friday', trackIds: [tracks[0].id] }]);
  expect(warnings[0].message).toMatch(/^Left out \/Music\/b\.wav: its length is unknown/);
  await library.writePlaylist(file, ['/Music/a.wav']);
  await writeFile(file, 'mine');
  await expect(library.writePlaylist(file, ['/Music/a.wav'])).rejects.toThrow('exists already');
  await expect(library.writePlaylist(join(folder, 'x.xml'), ['/Music/a.wav'], { relative: true })).rejects.toThrow(
    'relative is for playlists',
  );
});
