import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnalysisAgreement, Calibration } from '@rbassist/library';
import { openLibrary, readRekordboxXml } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { type Mp3Header, mp3With } from '@rbassist/testing/clicks';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasFfmpeg } from './support/ffmpeg.ts';
import { rbassist } from './support/rbassist.ts';

const BEATS = join(import.meta.dirname, 'fixtures', 'beat');
/** First beat in the sound before it was encoded, in milliseconds; 125 BPM. */
const FIRST_BEAT_MS = 300;
const BEAT_S = 0.48;
const EACH = 5;
const ffmpeg = await hasFfmpeg();

let dataDir: string;
let xml: string;
let kinds: string[];

/** Scans files, and writes a collection with the first beats at which Rekordbox finds them. */
beforeAll(async () => {
  const folder = await temporaryFolder('calibrate');
  const music = join(folder, 'music');
  dataDir = join(folder, 'data');
  xml = join(folder, 'rekordbox.xml');
  await mkdir(music);
  const beat = await readFile(join(BEATS, 'mp3.mp3'));
  const rate = 44_100;
  const files: [path: string, delay: number][] = [];
  const cases: [header: Mp3Header, samples: number][] = [
    ['A', 1105],
    ['B Lavc', 1105],
    ['C no CRC', 1105],
    ['D', 1105 + 1152],
  ];
  for (const [header, samples] of cases) {
    for (let n = 0; n < EACH; n++) {
      const path = join(music, `${header} ${n}.mp3`);
      await writeFile(path, mp3With(beat, header));
      files.push([path, samples]);
    }
  }
  for (let n = 0; n < EACH && ffmpeg; n++) {
    const path = join(music, `${n}.m4a`);
    await copyFile(join(BEATS, 'aac.m4a'), path);
    files.push([path, 1024]);
  }
  kinds = ['MP3 A', 'MP3 B with delay', 'MP3 C', 'MP3 D', ...(ffmpeg ? ['AAC'] : [])];
  await writeFile(xml, exported(files.map(([path, samples]) => [path, FIRST_BEAT_MS + (1000 * samples) / rate])));

  const library = await openLibrary({ dataDir });
  for await (const _ of library.analyze([music], { analysis: { parts: ['tempo'] }, workers: 2 }));
  await library.close();
}, 120_000);

function exported(tracks: readonly (readonly [path: string, firstMs: number])[]): string {
  const elements = tracks.map(([path, firstMs], i) => {
    const tempo = `<TEMPO Inizio="${(firstMs / 1000).toFixed(3)}" Bpm="125.00" Metro="4/4" Battito="1"/>`;
    const location = `file://localhost${pathToFileURL(path).pathname}`;
    return `<TRACK TrackID="${i}" Name="${i}" AverageBpm="125.00" TotalTime="12" Location="${location}">${tempo}</TRACK>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<DJ_PLAYLISTS Version="1.0.0"><PRODUCT Name="rekordbox" Version="7.2.6"
    Company="AlphaTheta"/><COLLECTION Entries="${tracks.length}">${elements.join('\n')}</COLLECTION></DJ_PLAYLISTS>`;
}

async function firstBeats(file: string): Promise<Map<string, number>> {
  const beats = new Map<string, number>();
  for await (const entry of readRekordboxXml(file)) {
    if (entry.type === 'track') beats.set(entry.track.path, entry.track.grid[0].timeS);
  }
  return beats;
}

describe('a library scanned from files with every start', () => {
  test('stores the start of each', async () => {
    const library = await openLibrary({ dataDir });
    const delays = [...library.tracks()].map(([path, { encoder_delay }]) => [path, encoder_delay?.header]);
    expect(Object.groupBy(delays, ([, header]) => String(header))).toMatchObject({
      none: { length: EACH },
      info: { length: EACH },
      'lame-bad-crc': { length: EACH },
      lame: { length: EACH },
    });
    await library.close();
  });

  test('has its grids in Rekordbox’s time', async () => {
    const { code, stdout } = await rbassist('xml', 'calibrate', xml, '--data-dir', dataDir, '--json');
    expect(code).toBe(0);
    const { cases, matched, compared } = JSON.parse(stdout) as Calibration;
    expect({ matched, compared }).toEqual({ matched: kinds.length * EACH, compared: kinds.length * EACH });
    expect(cases.map(({ kind }) => kind)).toEqual(kinds);
    for (const { kind, medianMs, isNear } of cases) expect({ kind, medianMs, isNear }).toMatchObject({ isNear: true });
    expect(cases.find(({ kind }) => kind === 'MP3 D')?.unshiftedMs).toBeCloseTo(-51, -1);
  });

  test('tells people so', async () => {
    const { stdout, stderr } = await rbassist('xml', 'calibrate', xml, '--data-dir', dataDir);
    expect(stdout).toMatch(/^MP3 D +5 /m);
    expect(stdout).toContain('Every median is within 5 ms of 0, so grids and cues will not shift.');
    expect(stderr).toContain('rekordbox 7.2.6: ');
  });

  test.each(['eval:tempo', 'eval tempo'])('agrees with its Rekordbox, by rbassist %s', async (words) => {
    const command = [...words.split(' '), '--against', xml, '--data-dir', dataDir];
    const { bpm, grid } = JSON.parse((await rbassist(...command, '--json')).stdout) as AnalysisAgreement;
    expect(bpm).toMatchObject({ tracks: kinds.length * EACH, counts: { 'within-0.05': kinds.length * EACH } });
    expect(grid.counts['within-10-ms']).toBe(kinds.length * EACH);
    const { stdout } = await rbassist(...command);
    expect(stdout).toMatch(/^Within 0\.05 BPM +\d+ +100 %$/m);
  });

  test('exports its grids in Rekordbox’s time, and imports Rekordbox’s in its own', async () => {
    const library = await openLibrary({ dataDir });
    const out = join(dataDir, 'out.xml');
    await library.exportXml(out);
    const truth = await firstBeats(xml);
    const exportedBeats = await firstBeats(out);
    expect(exportedBeats.size).toBe(truth.size);
    for (const [path, firstS] of exportedBeats) {
      const beats = (firstS - (truth.get(path) ?? Number.NaN)) / BEAT_S;
      expect(Math.abs(beats - Math.round(beats)) * BEAT_S, path).toBeLessThan(0.005);
    }
    for await (const _ of library.importCollection(readRekordboxXml(xml), { fields: ['grid'], force: true }));
    for (const [path, { tempos = [], encoder_delay: delay }] of library.tracks()) {
      const ownS = (FIRST_BEAT_MS + (delay?.header === 'none' ? 1000 * (1105 / 44_100) : 0)) / 1000;
      // both files round to a millisecond
      expect(Math.abs(tempos[0].inizio_sec - ownS), path).toBeLessThan(0.0015);
    }
    await library.close();
  });

  test('asks for the file', async () => {
    expect(await rbassist('eval', 'tempo', '--data-dir', dataDir)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--against'),
    });
    const missing = await rbassist('xml', 'calibrate', join(dataDir, 'none.xml'), '--data-dir', dataDir);
    expect(missing.code).not.toBe(0);
    expect(missing.stderr).toContain('none.xml');
  });
});
