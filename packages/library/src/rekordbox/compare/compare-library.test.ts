import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type TrackRecord, valueDigest } from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import { readRekordboxXml } from '@rbassist/rekordbox';
import { temporaryFolder } from '@rbassist/testing';
import { clickFile, type Mp3Header, mp3With } from '@rbassist/testing/clicks';
import { seededRandom } from '@rbassist/testing/random';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Library, openLibrary } from '../../library.ts';

const FRAME_MS = (1152 / 44_100) * 1000;
const DELAY_MS = (1105 / 44_100) * 1000;
/** True difference between Rekordbox's time and ours, in milliseconds. */
const CASES: [header: Mp3Header, shiftMs: number][] = [
  ['A', 0],
  ['B Lavc', DELAY_MS],
  ['C wrong CRC', DELAY_MS],
  ['D', DELAY_MS + FRAME_MS],
];
const EACH = 7;

interface Made {
  path: string;
  record: TrackRecord;
  xml: string;
}

const random = seededRandom(3);

function measured(record: TrackRecord): TrackRecord {
  const wrote = Object.fromEntries((['bpm', 'key', 'tempos'] as const).map((key) => [key, valueDigest(record[key])]));
  return { ...record, bpm_confidence: 0.9, key_confidence: 0.9, analysis_wrote: wrote };
}

function made(
  path: string,
  startS: number,
  xml: { offsetMs: number; bpm?: number; key?: string; beat?: number },
): Made {
  const bpm = 120 + Math.floor(random() * 20);
  const record = measured({
    bpm,
    key: '8A',
    duration: 240,
    tempos: [{ inizio_sec: startS, bpm, metro: '4/4', battito: 1 }],
  });
  const theirs = xml.bpm ?? bpm;
  const inizio = (startS + xml.offsetMs / 1000).toFixed(3);
  const tempo = `<TEMPO Inizio="${inizio}" Bpm="${theirs.toFixed(2)}" Metro="4/4" Battito="${xml.beat ?? 1}"/>`;
  const location = `file://localhost${pathToFileURL(path).pathname}`;
  const attributes = `Name="x" TotalTime="240" AverageBpm="${theirs.toFixed(2)}" Tonality="${xml.key ?? 'Am'}"`;
  return { path, record, xml: `<TRACK TrackID="${++ids}" ${attributes} Location="${location}">${tempo}</TRACK>` };
}

let ids = 0;
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('compare');
});

async function libraryOf(name: string, tracks: readonly Made[]): Promise<{ library: Library; xml: string }> {
  const dataDir = join(folder, name);
  await mkdir(dataDir);
  const meta = await openMetaStore(join(dataDir, 'meta.json'));
  for (const { path, record } of tracks) meta.update(path, record);
  await meta.close();
  const xml = join(dataDir, 'export.xml');
  const collection = `<COLLECTION Entries="${tracks.length}">${tracks.map((track) => track.xml).join('\n')}</COLLECTION>`;
  await writeFile(
    xml,
    `<?xml version="1.0" encoding="UTF-8"?>\n<DJ_PLAYLISTS Version="1.0.0">
    <PRODUCT Name="rekordbox" Version="6.8.2" Company="AlphaTheta"/>${collection}</DJ_PLAYLISTS>`,
  );
  return { library: await openLibrary({ dataDir }), xml };
}

async function musicOf(wrongMs: (header: Mp3Header, shiftMs: number) => number): Promise<Made[]> {
  const mp3 = await readFile(clickFile('lame-44100.mp3'));
  const tracks: Made[] = [];
  for (const [header, shiftMs] of CASES) {
    for (let n = 0; n < EACH; n++) {
      const path = join(folder, `${header} ${ids}.mp3`);
      await writeFile(path, mp3With(mp3, header));
      tracks.push(made(path, 0.2 + random(), { offsetMs: shiftMs + wrongMs(header, shiftMs) + (random() - 0.5) * 4 }));
    }
  }
  for (let n = 0; n < EACH; n++) tracks.push(made(join(folder, `${n}.wav`), 0.5 + random(), { offsetMs: 0 }));
  return tracks;
}

describe('calibrate', () => {
  test('proves the rule on a library whose grids are right', async () => {
    const { library, xml } = await libraryOf('right', await musicOf(() => 0));
    const found = await library.calibrate(readRekordboxXml(xml));
    expect(found).toMatchObject({ program: 'rekordbox', tracks: 35, matched: 35, compared: 35, interrupted: false });
    expect(found.mp3OffsetMs).toBeUndefined();
    const kinds = ['MP3 A', 'MP3 B with delay', 'MP3 C', 'MP3 D', 'WAV, AIFF, FLAC'];
    expect(found.cases.map(({ kind, tracks }) => [kind, tracks])).toEqual(kinds.map((kind) => [kind, EACH]));
    for (const { medianMs, isNear } of found.cases) {
      expect(Math.abs(medianMs)).toBeLessThan(2.1);
      expect(isNear).toBe(true);
    }
    const unshifted = found.cases.map(({ unshiftedMs }) => Math.round(unshiftedMs / 5) * 5);
    expect(unshifted.map((ms) => ms + 0)).toEqual([0, -25, -25, -50, 0]);
    await library.close();
  });

  test('warns, and knows the one offset that fits', async () => {
    const { library, xml } = await libraryOf('other', await musicOf((_, shiftMs) => 12 - shiftMs));
    const { cases, mp3OffsetMs, nearMs } = await library.calibrate(readRekordboxXml(xml));
    expect(cases.filter(({ isNear }) => !isNear).map(({ kind }) => kind)).toEqual([
      'MP3 A',
      'MP3 B with delay',
      'MP3 C',
      'MP3 D',
    ]);
    expect(Math.abs((mp3OffsetMs ?? 0) - 12)).toBeLessThan(1);
    expect(nearMs).toBe(5);
    await library.close();
  });

  test('advises no offset if none fits all kinds', async () => {
    const { library, xml } = await libraryOf('mixed', await musicOf((header) => (header === 'D' ? 20 : 0)));
    const { cases, mp3OffsetMs } = await library.calibrate(readRekordboxXml(xml));
    expect(cases.find(({ kind }) => kind === 'MP3 D')).toMatchObject({ isNear: false });
    expect(mp3OffsetMs).toBeUndefined();
    await library.close();
  });

  test('leaves out tracks that prove nothing', async () => {
    const imported = made(join(folder, 'imported.wav'), 1, { offsetMs: 0 });
    imported.record = { ...imported.record, analysis_wrote: {} };
    const tracks = [
      imported,
      made(join(folder, 'tempo.wav'), 1, { offsetMs: 0, bpm: 99 }),
      made(join(folder, 'gone.mp3'), 1, { offsetMs: 0 }),
    ];
    const { library, xml } = await libraryOf('nothing', tracks);
    const found = await library.calibrate(readRekordboxXml(xml));
    expect(found).toMatchObject({ compared: 0, cases: [] });
    expect(found.skipped).toEqual({ 'no-grid': 0, 'no-own-grid': 1, 'other-tempo': 1, 'unknown-start': 1 });
    await library.close();
  });

  test('ends at once if it is aborted', async () => {
    const { library, xml } = await libraryOf('aborted', []);
    const found = await library.calibrate(readRekordboxXml(xml), { signal: AbortSignal.abort() });
    expect(found).toMatchObject({ interrupted: true, tracks: 0 });
    await library.close();
  });
});

describe('evaluateAnalysis', () => {
  test('counts each kind of disagreement', async () => {
    const wav = (name: string) => join(folder, `eval ${name}.wav`);
    const tracks = [
      made(wav('same'), 1, { offsetMs: 3 }),
      made(wav('late'), 1, { offsetMs: -20, beat: 3 }),
      made(wav('half'), 1, { offsetMs: 250, key: 'C' }),
      made(wav('double'), 1, { offsetMs: 0, bpm: 67, key: '9A' }),
      made(wav('odd key'), 1, { offsetMs: 0, key: 'x' }),
      made(wav('parallel'), 1, { offsetMs: 0, key: 'Amaj', beat: 2 }),
    ];
    tracks[3].record = measured({ ...tracks[3].record, bpm: 134 });
    tracks[2].record = measured({
      ...tracks[2].record,
      bpm: 120,
      tempos: [{ inizio_sec: 1, bpm: 120, metro: '4/4', battito: 1 }],
    });
    tracks[2].xml = tracks[2].xml.replaceAll(/Bpm="[\d.]+"/g, 'Bpm="120.00"');
    const { library, xml } = await libraryOf('eval', tracks);
    const { bpm, key, grid, matched } = await library.evaluateAnalysis(readRekordboxXml(xml));
    expect(matched).toBe(6);
    expect(bpm.tracks).toBe(6);
    expect(bpm.counts).toMatchObject({ 'within-0.05': 5, '2:1': 1, other: 0 });
    expect(key.counts).toEqual({ same: 2, fifth: 1, relative: 1, parallel: 1, other: 0 });
    expect(key.weighted).toBeCloseTo((2 + 0.5 + 0.3 + 0.2) / 5, 9);
    expect(grid.counts).toEqual({ 'within-10-ms': 3, 'within-25-ms': 1, 'half-beat-off': 1, drifting: 0, other: 0 });
    expect(grid.downbeat).toEqual({ same: 2, twoOff: 1, oneOff: 1 });
    await library.close();
  });

  test('leaves out what rbassist did not measure', async () => {
    const track = made(join(folder, 'own.wav'), 1, { offsetMs: 0 });
    track.record = { ...track.record, analysis_wrote: {} };
    const { library, xml } = await libraryOf('own', [track]);
    const { bpm, key, grid } = await library.evaluateAnalysis(readRekordboxXml(xml));
    for (const part of [bpm, key, grid]) expect(part).toMatchObject({ tracks: 0, notMeasured: 1 });
    expect(key.weighted).toBeNull();
    await library.close();
  });
});
