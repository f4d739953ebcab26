import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EncoderDelay, readCues, type TrackRecord } from '@rbassist/core';
import {
  checkRekordboxXml,
  clockShiftS,
  type DjPlaylist,
  type DjTrack,
  editRekordboxXml,
  importSteps,
  locationKey,
  locationOfPath,
  pathOfLocation,
  readMasterDb,
  readRekordboxXml,
} from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { makeMasterDb } from '@rbassist/testing/rekordbox';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Library, openLibrary } from '../library.ts';
import type { ImportOptions } from './import-options.ts';

/*
 * Every defect found in other programs that read or write Rekordbox's files, and every problem their users report that
 * a program can solve, as a test of this one.
 */

let folder: string;
let library: Library;

beforeEach(async () => {
  folder = await temporaryFolder('defects');
  await mkdir(join(folder, 'data'));
});

async function libraryOf(tracks: Record<string, TrackRecord>): Promise<Library> {
  await writeFile(join(folder, 'data', 'meta.json'), JSON.stringify({ tracks }));
  library = await openLibrary({ dataDir: join(folder, 'data') });
  return library;
}

const xmlOf = (tracks: string, nodes = '', entries = 1) => `<?xml version="1.0" encoding="UTF-8"?>

<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="rekordbox" Version="7.2.6" Company="AlphaTheta"/>
  <COLLECTION Entries="${entries}">
    ${tracks}
  </COLLECTION>
  <PLAYLISTS>
    <NODE Type="0" Name="ROOT" Count="${nodes === '' ? 0 : 1}">${nodes}</NODE>
  </PLAYLISTS>
</DJ_PLAYLISTS>
`;

const trackXml = (inside = '', attributes = '', location = 'file://localhost/Music/a.wav') =>
  `<TRACK TrackID="1" Name="One" Artist="Ann" TotalTime="300" Location="${location}" ${attributes}>${inside}</TRACK>`;

/** Writes a file, changes nothing but the name of its first track, and returns what became of the rest. */
async function savedAgain(xml: string): Promise<string> {
  const [input, output] = [join(folder, 'in.xml'), join(folder, 'out.xml')];
  await writeFile(input, xml);
  await editRekordboxXml(input, output, {
    track: (track) =>
      track.attributes.get('TrackID') === '1'
        ? { ...track, attributes: track.attributes.copy().set('Name', 'Two') }
        : undefined,
  });
  return readFile(output, 'utf8');
}

async function read(source: string | Buffer) {
  const found = { tracks: [] as DjTrack[], playlists: [] as DjPlaylist[], warnings: [] as string[] };
  for await (const entry of readRekordboxXml(source)) {
    if (entry.type === 'track') found.tracks.push(entry.track);
    else if (entry.type === 'playlist') found.playlists.push(entry.playlist);
    else if (entry.type === 'warning') found.warnings.push(entry.message);
  }
  return found;
}
const readText = (xml: string) => read(Buffer.from(xml));

async function imported(xml: string, options: ImportOptions = {}) {
  const job = library.importCollection(readRekordboxXml(Buffer.from(xml)), { onlyExisting: false, ...options });
  for (;;) {
    const step = await job.next();
    if (step.done) return step.value;
  }
}

async function exported(options: object = {}): Promise<string> {
  const file = join(folder, 'export.xml');
  await library.exportXml(file, { overwrite: true, name: 'x', mp3Offset: 0, ...options });
  return file;
}

const count = (text: string, part: string | RegExp) => text.match(new RegExp(part, 'g'))?.length ?? 0;
const hot = (num: number, more = '') =>
  `<POSITION_MARK Name="h" Type="0" Start="${num}.500" Num="${num}" Red="40" Green="226" Blue="20"${more}/>`;
const LOOPS =
  '<POSITION_MARK Name="L" Type="4" Start="30.000" End="37.742" Num="2" Red="255" Green="140" Blue="0"/>' +
  '<POSITION_MARK Name="" Type="4" Start="60.000" End="64.000" Num="-1"/>';

describe('a plain load and save', () => {
  test('keeps cues and loops, whose Type is a number', async () => {
    const text = await savedAgain(xmlOf(trackXml(hot(0) + LOOPS)));
    expect(count(text, '<POSITION_MARK ')).toBe(3);
    expect((await readText(text)).tracks[0].marks.map(({ kind }) => kind)).toEqual(['cue', 'loop', 'loop']);
  });

  test('keeps Colour, Count, Rating, RGB and playlists', async () => {
    const list = '<NODE Name="P" Type="1" KeyType="0" Entries="1"><TRACK Key="1"/></NODE>';
    const text = await savedAgain(xmlOf(trackXml(hot(0), 'Rating="255" Colour="0xFF007F"'), list));
    for (const part of ['Rating="255"', 'Colour="0xFF007F"', 'Red="40" Green="226" Blue="20"', 'Count="1"', list]) {
      expect(text.replace(/\s+/g, ' ')).toContain(part);
    }
  });

  test('keeps 1,976 TEMPO', async () => {
    const tempos = Array.from(
      { length: 1976 },
      (_, i) => `<TEMPO Inizio="${(i * 0.4).toFixed(3)}" Bpm="${150 + (i % 9) / 100}" Metro="4/4" Battito="1"/>`,
    );
    const text = await savedAgain(xmlOf(trackXml(tempos.join(''))));
    expect(count(text, '<TEMPO ')).toBe(1976);
    expect((await readText(text)).tracks[0].grid).toHaveLength(1976);
  });

  test('saves a file that was trimmed by hand, and reads its real number of tracks', async () => {
    const xml = xmlOf(trackXml(), '<NODE Name="P" Type="1" KeyType="0" Entries="2"><TRACK Key="9"/></NODE>', 1437);
    const { tracks, playlists, warnings } = await readText(xml);
    expect([tracks.length, playlists[0].trackIds]).toEqual([1, []]);
    expect(warnings.join()).toContain('states Entries="1437" but has 1');
    expect(await savedAgain(xml)).toContain('<COLLECTION Entries="1437">');
  });

  test('changes no byte outside of the edited track', async () => {
    const second = "<TRACK  Zebra='1' TrackID='2'   Location='file://localhost/b.wav'/><!-- by hand -->";
    const xml = xmlOf(trackXml() + second, '', 2);
    const [before, after] = xml.split(trackXml());
    const text = await savedAgain(xml);
    expect([text.startsWith(before), text.endsWith(after)]).toEqual([true, true]);
  });

  test('keeps a TrackID beyond 32 bits', async () => {
    const big = '<TRACK TrackID="4294967297" Name="big" Location="file://localhost/b.wav"/>';
    const { tracks } = await readText(await savedAgain(xmlOf(trackXml() + big, '', 2)));
    expect(tracks.map(({ id }) => id)).toEqual(['1', '4294967297']);
  });
});

describe('Location', () => {
  test('has no //Users, and keeps the first slash', () => {
    expect(locationOfPath('/Users/dj/a.mp3')).toBe('file://localhost/Users/dj/a.mp3');
    expect(pathOfLocation('file://localhost/Users/dj/a.mp3')).toBe('/Users/dj/a.mp3');
    expect(pathOfLocation('file://localhost//Users/dj/a.mp3')).toBe('/Users/dj/a.mp3');
  });

  test('has lower-case hex, and "( ) , #" as they are', () => {
    expect(locationOfPath('/m/é (x), #1.mp3')).toBe('file://localhost/m/%c3%a9%20(x),%20#1.mp3');
  });

  test('goes through no URL function, which would cut "#" and fail on "%"', () => {
    const rooms = ['.', '../../../rekordbox/src'].map((room) => fileURLToPath(new URL(room, import.meta.url)));
    const users = rooms.flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' })
        // SQLite opens its own files by URL
        .filter((name) => name.endsWith('.ts') && !name.includes('test') && !name.startsWith('sqlite'))
        .filter((name) => /fileURLToPath|pathToFileURL|(?:en|de)codeURI/.test(readFileSync(join(room, name), 'utf8'))),
    );
    expect(users).toEqual([]);
    for (const path of ['/m/#1.mp3', '/m/100%.mp3', '/m/?.mp3', '/m/%41.mp3']) {
      expect(pathOfLocation(locationOfPath(path))).toBe(path);
    }
  });

  test('stays as it was for a track that came from a file', async () => {
    const odd = 'file://localhost/C:/M%C3%BCsik/%28a%29.wav';
    await libraryOf({});
    await imported(xmlOf(trackXml('', '', odd)));
    expect(await readFile(await exported(), 'utf8')).toContain(`Location="${odd}"`);
    await library.close();
  });

  test("has ' as an entity in every attribute", async () => {
    await libraryOf({ "/m/it's.wav": { title: 'Don\'t <stop> & "go"', duration: 9 } });
    const text = await readFile(await exported(), 'utf8');
    expect(text).toContain('Name="Don&apos;t &lt;stop&gt; &amp; &quot;go&quot;"');
    expect(text).toContain('/m/it%27s.wav');
    await library.close();
  });

  test('finds NFD names of macOS, in any case, and writes them as they were', async () => {
    const nfd = 'file://localhost/Music/Cafe%cc%81.wav';
    await libraryOf({ '/Music/CAF\u00c9.wav': { duration: 300 } });
    expect(await imported(xmlOf(trackXml(hot(0), '', nfd)))).toMatchObject({ matched: { spelling: 1 }, new: 0 });
    expect(locationKey(nfd)).toBe(locationKey('file://localhost/Music/Caf%c3%a9.wav'));
    expect(await readFile(await exported(), 'utf8')).toContain(nfd);
    await library.close();
  });
});

describe('the database', () => {
  const fromDatabase = async (row: object, more: (insert: (table: string, row: never) => void) => void = () => {}) => {
    const path = join(folder, 'master.db');
    const { main } = makeMasterDb(({ insert }) => {
      insert('djmdContent', { ID: '1', FolderPath: '/Music/a.wav', Title: 'One', Length: 300, ...row });
      more(insert as never);
    });
    await writeFile(path, main);
    return path;
  };

  test('has ratings of 0 to 5 stars, the file 51 a star', async () => {
    await libraryOf({});
    const events = library.importCollection(readMasterDb(await fromDatabase({ Rating: 4 })), { onlyExisting: false });
    for await (const _ of events);
    expect(library.track('/Music/a.wav')?.rating).toBe(4);
    expect(await readFile(await exported(), 'utf8')).toContain('Rating="204"');
    await library.close();
  });

  test('has smart playlists, which arrive with their tracks and a note', async () => {
    const rules =
      '<NODE Id="9" LogicalOperator="1" AutomaticUpdate="0"><CONDITION PropertyName="rating" Operator="1" ValueUnit="" ValueLeft="4" ValueRight=""/></NODE>';
    const path = await fromDatabase({ Rating: 4 }, (insert) =>
      insert('djmdPlaylist', {
        ID: '9',
        Seq: 1,
        Name: 'Best',
        Attribute: 4,
        ParentID: 'root',
        SmartList: rules,
      } as never),
    );
    await libraryOf({});
    const events = library.importCollection(readMasterDb(path), { onlyExisting: false });
    const lists: unknown[] = [];
    for (;;) {
      const step = await events.next();
      if (!step.done) {
        if (step.value.type === 'playlist') lists.push(step.value);
        continue;
      }
      expect(step.value).toMatchObject({ playlists: 1, smartPlaylists: 1 });
      break;
    }
    expect(lists).toMatchObject([{ name: 'Best', isSmart: true, tracks: 1 }]);
    await library.close();
  });

  test('is never written to', async () => {
    const path = await fromDatabase({ Rating: 4 });
    const before = await readFile(path);
    for await (const _ of readMasterDb(path));
    expect(await readFile(path)).toEqual(before);
    expect(readdirSync(folder).sort()).toEqual(['data', 'master.db']);
  });
});

describe('in and out', () => {
  /** Brings a track in, writes it again, and returns it as the new file has it. */
  async function there(xml: string, options: object = {}): Promise<DjTrack> {
    await libraryOf({});
    await imported(xml, { mp3Offset: 0 });
    const [track] = (await read(await exported(options))).tracks;
    await library.close();
    return track;
  }

  test('does not halve a BPM above 180', async () => {
    const grid = '<TEMPO Inizio="0.100" Bpm="186.50" Metro="4/4" Battito="1"/>';
    const { bpm, grid: written } = await there(xmlOf(trackXml(grid, 'AverageBpm="186.50"')));
    expect([bpm, written[0].bpm]).toEqual([186.5, 186.5]);
  });

  test('loops stay loops, hot and memory ones', async () => {
    const { marks } = await there(xmlOf(trackXml(LOOPS)));
    expect(marks.map(({ kind, pad, startS, endS }) => [kind, pad, startS, endS])).toEqual([
      ['loop', 2, 30, 37.742],
      ['loop', null, 60, 64],
    ]);
  });

  test('keeps a hot and a memory cue at one place, and can make both of each', async () => {
    const both = `${hot(3)}<POSITION_MARK Name="m" Type="0" Start="3.500" Num="-1"/>`;
    const xml = xmlOf(trackXml(both));
    expect((await there(xml)).marks.map(({ pad, startS }) => [pad, startS])).toEqual([
      [3, 3.5],
      [null, 3.5],
    ]);
    const one = await there(xmlOf(trackXml(hot(3))), { cues: 'both' });
    expect(one.marks.map(({ pad }) => pad)).toEqual([3, null]);
  });

  test('keeps 16 hot cues with their colours and names of any script', async () => {
    const marks = Array.from({ length: 16 }, (_, pad) => hot(pad).replace('"h"', `"高潮 ${pad} 🚀"`)).join('');
    const track = await there(xmlOf(trackXml(marks)));
    expect(track.marks.map(({ pad, name, color }) => [pad, name, color])).toEqual(
      Array.from({ length: 16 }, (_, pad) => [pad, `高潮 ${pad} 🚀`, 0x28e214]),
    );
  });

  test('keeps the tempo changes of a variable grid', async () => {
    const grid = [120, 126, 90].map(
      (bpm, i) => `<TEMPO Inizio="${(i * 60 + 0.05).toFixed(3)}" Bpm="${bpm}.00" Metro="4/4" Battito="1"/>`,
    );
    const track = await there(xmlOf(trackXml(grid.join(''), 'AverageBpm="120.00"')));
    expect(new Set(track.grid.map(({ bpm }) => bpm))).toEqual(new Set([120, 126, 90]));
  });

  test('takes many anchors of one tempo for no tempo change', async () => {
    const grid = Array.from(
      { length: 640 },
      (_, i) =>
        `<TEMPO Inizio="${((i * 60) / 127.98 + 0.05).toFixed(3)}" Bpm="128.00" Metro="4/4" Battito="${(i % 4) + 1}"/>`,
    );
    await libraryOf({});
    await imported(xmlOf(trackXml(grid.join(''))));
    const record = library.track('/Music/a.wav');
    expect(record).toMatchObject({ beatgrid_mode: 'fixed', tempos: [{}] });
    expect(record?.tempos?.[0].bpm).toBeCloseTo(127.98, 2);
    await library.close();
  });

  test('keeps rating, colour, plays, day and comment', async () => {
    const values =
      'Rating="153" Colour="0x660099" PlayCount="7" DateAdded="2020-01-02" Comments="a /* Peak / Vocal */"';
    const { stars, color, playCount, added, comments } = await there(xmlOf(trackXml('', values)));
    expect({ stars, color, playCount, added, comments }).toEqual({
      ...{ stars: 3, color: 0x660099, playCount: 7, added: '2020-01-02', comments: 'a /* Peak / Vocal */' },
    });
  });

  test.each(['8A', 'Fm', '2m', 'Emin', 'x', 'Cmaj7'])('keeps the key %s as it is spelled', async (key) => {
    expect((await there(xmlOf(trackXml('', `Tonality="${key}"`)))).key).toBe(key);
  });

  test('reads My Tags of a comment, and leaves the comment alone', async () => {
    await libraryOf({});
    await imported(xmlOf(trackXml('', 'Comments="mine /* Peak / Vocals */"')));
    expect(library.track('/Music/a.wav')).toMatchObject({
      mytags: ['Peak', 'Vocals'],
      comments: 'mine /* Peak / Vocals */',
    });
    await library.close();
  });

  test('keeps streaming entries, which are never missing nor new tracks', async () => {
    await libraryOf({});
    const streams = ['/soundcloud:tracks:9', 'tidal:tracks:1', 'spotify:track:x'].map(
      (stream, i) => `<TRACK TrackID="${i + 2}" Name="" Artist="" Location="file://localhost${stream}"/>`,
    );
    const xml = xmlOf(trackXml() + streams.join(''), '', 4);
    expect(await imported(xml)).toMatchObject({ new: 1, unmatched: { stream: 3 } });
    const file = join(folder, 'theirs.xml');
    await writeFile(file, xml);
    const { streams: counted, rules } = await checkRekordboxXml(file, { files: 'all' });
    expect(counted).toBe(3);
    const missing = rules.filter(({ rule }) => rule === 'file-missing');
    expect(missing.map((rule) => rule.count)).toEqual([1]);
    for (const stream of streams) expect(await savedAgain(xml)).toContain(stream);
    await library.close();
  });

  test('keeps the tracks of a volume that is not connected', async () => {
    const away = 'file://localhost/Volumes/Not%20There/a.wav';
    await libraryOf({});
    expect(await imported(xmlOf(trackXml(hot(0), '', away)))).toMatchObject({ new: 1 });
    const file = await exported();
    expect((await read(file)).tracks[0].location).toBe(away);
    expect((await checkRekordboxXml(file)).rules.map(({ rule }) => rule)).not.toContain('file-missing');
    await library.close();
  });

  test('finds the cues of a file that was converted to another format', async () => {
    await libraryOf({ '/Music/a.flac': { title: 'One', artist: 'Ann', duration: 300 } });
    expect(await imported(xmlOf(trackXml(hot(0), '', 'file://localhost/Music/a.mp3')))).toMatchObject({ new: 0 });
    expect(readCues(library.track('/Music/a.flac')?.cues)).toHaveLength(1);
    await library.close();
  });
});

describe('what Rekordbox does with the file', () => {
  test('a path of more than 255 characters is reported, not written', async () => {
    const long = `/Music/${'x'.repeat(255)}.wav`;
    await libraryOf({ [long]: { duration: 9 }, '/Music/a.wav': { duration: 9 } });
    const result = await library.exportXml(join(folder, 'out.xml'));
    expect(result).toMatchObject({ tracks: 1, leftOut: [{ path: long, reason: 'long-path' }] });
    const theirs = join(folder, 'long.xml');
    await writeFile(theirs, xmlOf(trackXml('', '', `file://localhost${long}`)));
    expect((await checkRekordboxXml(theirs, { files: 'none' })).counts.refused).toBeGreaterThan(0);
    await library.close();
  });

  test('a track without a length is reported, not written', async () => {
    await libraryOf({ '/Music/none.wav': { title: 'x' }, '/Music/a.wav': { duration: 9 } });
    const result = await library.exportXml(join(folder, 'out.xml'));
    expect(result.leftOut).toEqual([{ path: '/Music/none.wav', reason: 'no-duration' }]);
    await library.close();
  });

  test('a track that Rekordbox has needs a second import, which the plan says; only new files go into the delta', async () => {
    await libraryOf({
      '/Music/a.wav': {
        title: 'One',
        artist: 'Ann',
        duration: 300,
        cues: [{ name: '', type: 0, num: 0, start: 1, end: 1 }],
      },
      '/Music/new.wav': { title: 'New', artist: 'Ann', duration: 200 },
    });
    const theirs = join(folder, 'theirs.xml');
    await writeFile(theirs, xmlOf(trackXml()));
    const out = join(folder, 'delta.xml');
    const job = library.planXml(theirs, { out, tracks: ['/Music/new.wav'] });
    let step = await job.next();
    while (!step.done) step = await job.next();
    expect(step.value.counts).toMatchObject({ new: 1, update: 0, unchanged: 0 });
    expect((await read(out)).tracks.map(({ path }) => path)).toEqual(['/Music/new.wav']);
    const steps = importSteps({ version: '7.2.6', file: out, newIn: 'New', updatesIn: 'Update' });
    expect(steps.map(({ text }) => text).join('\n')).toMatch(/Import To Collection[\s\S]*Yes/i);
    await library.close();
  });

  test("the user's own export is never overwritten", async () => {
    await libraryOf({ '/Music/a.wav': { duration: 9 } });
    const theirs = join(folder, 'theirs.xml');
    await writeFile(theirs, xmlOf(trackXml()));
    await expect(library.exportXml(theirs, { base: theirs, overwrite: true })).rejects.toThrow('never changes');
    await expect(editRekordboxXml(theirs, theirs)).rejects.toThrow();
    expect(await readFile(theirs, 'utf8')).toBe(xmlOf(trackXml()));
    await library.close();
  });

  test.each([
    ['none', 0, 0],
    ['info', 1105, 25.06],
    ['lame-bad-crc', 1105, 25.06],
    ['lame', 1105, 51.18],
    ['aac', 2112, 47.89],
  ] as const)('positions are not 10 to 60 ms early: %s', (header, cut_samples, ms) => {
    const delay: EncoderDelay = { header, cut_samples, frame_samples: 1152, sample_rate: 44_100 };
    expect(clockShiftS(delay, 'rekordbox') * 1000).toBeCloseTo(ms, 1);
  });

  test('a grid starts at the first beat after 0, which no emergency loop comes from', async () => {
    await libraryOf({
      '/Music/a.wav': { duration: 99, bpm: 120, tempos: [{ inizio_sec: 30.25, bpm: 120, metro: '4/4', battito: 1 }] },
    });
    const [{ grid }] = (await read(await exported())).tracks;
    expect(grid).toEqual([{ timeS: 0.25, bpm: 120, metre: '4/4', beat: 1 }]);
    await library.close();
  });
});
