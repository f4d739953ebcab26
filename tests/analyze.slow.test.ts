import { copyFile, cp, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AnalyzeFilesOptions, analyzeFile, analyzeFiles } from '@rbassist/analyze';
import { encodeNpy, fileSignature, OptionError, type Result, type TrackRecord } from '@rbassist/core';
import type { AnalyzeOptions, ScanOptions } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { storedRecords, summaryOf, withLibrary } from './support/library.ts';
import { writeUntagged } from './support/music.ts';
import { rbassist, start } from './support/rbassist.ts';

/** Music without tags, so that rbassist must measure every BPM and key. */
const TITLES = ['Perihelion', 'Copper Kettle', 'Meridian Lights'];
const SECONDS = 7;
const MANY = 40;

let music: string;
let analyzedOnce: string;
beforeAll(async () => {
  music = join(await temporaryFolder('music'), 'Müsik 曲');
  await mkdir(music);
  for (const title of TITLES) await writeUntagged(join(music, `Ünit – ${title}.wav`), title, SECONDS);
  analyzedOnce = await temporaryFolder('analysed');
  expect(await analyze(analyzedOnce, [music])).toMatchObject({ analyzed: 3, failed: 0 });
});

async function analyzed(): Promise<string> {
  const dataDir = await temporaryFolder('analysed');
  await cp(analyzedOnce, dataDir, { recursive: true });
  return dataDir;
}

const scan = (dataDir: string, options?: ScanOptions) =>
  withLibrary(dataDir, (library) => summaryOf(library.scan([music], options)));

const analyze = (dataDir: string, paths: string[], options?: AnalyzeOptions) =>
  withLibrary(dataDir, (library) => summaryOf(library.analyze(paths, options)));

async function copyOfMusic(): Promise<string> {
  const folder = join(await temporaryFolder('copy'), 'Müsik 曲');
  await mkdir(folder);
  for (const name of await readdir(music)) await copyFile(join(music, name), join(folder, name));
  return folder;
}

/** Enough tracks to interrupt a run in the middle. */
async function manyTracks(): Promise<string> {
  const folder = await temporaryFolder('many');
  const [name] = await readdir(music);
  for (let i = 0; i < MANY; i++) await copyFile(join(music, name), join(folder, `${i}.wav`));
  return folder;
}

type Records = Record<string, TrackRecord>;

/** Changes every record like a person or another program. */
async function edit(dataDir: string, change: (record: TrackRecord) => TrackRecord): Promise<void> {
  const tracks = Object.entries(await storedRecords(dataDir)).map(([path, record]) => [path, change(record)]);
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks: Object.fromEntries(tracks) }, null, 2));
}

const lastLine = ({ stdout }: { stdout: string }) => JSON.parse(stdout.trim().split('\n').at(-1) ?? '');

async function collect(paths: string[], options?: AnalyzeFilesOptions): Promise<string> {
  const results: Result<unknown>[] = [];
  for await (const result of analyzeFiles(paths, options)) results.push(result);
  return JSON.stringify(results.sort((a, b) => (a.path < b.path ? -1 : 1)));
}

describe('analyzeFiles', () => {
  it('gives the same result for any number of threads, one per file', async () => {
    const folder = await copyOfMusic();
    await writeFile(join(folder, 'text.mp3'), 'this is no music\n'.repeat(500));
    const paths = [...(await readdir(folder)), 'missing.flac'].map((name) => join(folder, name));
    const one = await collect(paths, { workers: 1 });
    expect(await collect(paths, { workers: 3 })).toBe(one);
    const results: Result<TrackRecord>[] = JSON.parse(one);
    expect(results.map(({ path }) => path)).toEqual(paths.toSorted());
    expect(results.filter(({ ok }) => ok)).toHaveLength(TITLES.length);
    const codes = results.flatMap((result) => (result.ok ? [] : [result.error.code]));
    expect(codes.toSorted()).toEqual(['missing', 'not-audio']);
    const [heard] = results.filter(({ ok }) => ok);
    expect({ path: heard.path, ok: true, value: await analyzeFile(heard.path) }).toEqual(heard);
  });

  it('finds the tempo and key of synthesised music', async () => {
    const [path] = (await readdir(music)).filter((name) => name.includes('Perihelion'));
    expect(await analyzeFile(join(music, path), { parts: ['key'] })).toMatchObject({ key: '9A', key_name: 'E minor' });
    expect((await analyzeFile(join(music, path), { parts: ['tempo'] })).bpm).toBeCloseTo(130, 0);
  });

  it('stops after an abort, and reports that it was interrupted', async () => {
    const paths = (await readdir(music)).map((name) => join(music, name));
    const controller = new AbortController();
    const run = analyzeFiles(paths, { workers: 1, signal: controller.signal });
    expect(await run.next()).toMatchObject({ done: false, value: { ok: true } });
    controller.abort(new Error('enough'));
    expect(await run.next()).toEqual({ done: true, value: { interrupted: true } });
    const aborted = analyzeFiles(paths, { signal: AbortSignal.abort() });
    expect(await aborted.next()).toEqual({ done: true, value: { interrupted: true } });
  });

  it('reports progress, even if the listener throws', async () => {
    const counts: (number | undefined)[][] = [];
    const onProgress = ({ done, total }: { done: number; total?: number }) => {
      counts.push([done, total]);
      throw new Error('the listener is broken');
    };
    await collect([join(music, 'none.wav'), join(music, 'neither.wav')], { onProgress });
    expect(counts).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('stops on a file that takes too long, and reports it', async () => {
    const [name] = await readdir(music);
    const [result] = JSON.parse(await collect([join(music, name)], { timeLimitS: 0.001 }));
    expect(result).toMatchObject({ ok: false, error: { kind: 'timeout' } });
  });

  it('refuses invalid options', async () => {
    await expect(collect([], { workers: 0 })).rejects.toThrow(OptionError);
    await expect(collect([], { timeLimitS: 0 })).rejects.toThrow(OptionError);
    await expect(collect([], { bpmRange: [180, 70] })).rejects.toThrow('bpmRange');
  });
});

describe('analyzeFile', () => {
  it('explains the problem with a file', async () => {
    const folder = await copyOfMusic();
    const cut = join(folder, (await readdir(folder))[0]);
    await truncate(cut, 400_000);
    const part = await analyzeFile(cut, { parts: ['loudness'] });
    expect(part).toMatchObject({ truncated: true, warning: expect.stringContaining('ends before') });
    expect(part.loudness_lufs).toBeLessThan(0);
    const short = join(folder, 'short.wav');
    await writeUntagged(short, TITLES[0], 0.05);
    await expect(analyzeFile(short)).rejects.toMatchObject({ kind: 'too-short', path: short });
    await expect(analyzeFile(join(folder, 'none.wav'))).rejects.toMatchObject({ kind: 'missing' });
  });
});

describe('rbassist analyze', () => {
  it('stores its results, prints a line per track, and does nothing the second time', async () => {
    const dataDir = await temporaryFolder('data');
    const ran = await rbassist('analyze', music, '--data-dir', dataDir);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^Track +BPM +Key +LUFS +Cues$/m);
    expect(ran.stdout).toMatch(/^Ünit - Perihelion +1[23]\d/m);
    expect(ran.stdout).toContain('3 tracks processed (3 new), 0 unchanged');
    for (const record of Object.values(await storedRecords(dataDir))) {
      expect(record).toMatchObject({
        bpm: expect.any(Number),
        bpm_confidence: expect.any(Number),
        tempos: [expect.objectContaining({ metro: '4/4' })],
        loudness_lufs: expect.any(Number),
        features: { rhythm_contour: { reliability: expect.any(Number) } },
        sig_bpmkey: expect.stringMatching(/^[0-9a-f]{40}$/),
        sig_bpmkey_fast: expect.stringMatching(/^\d+_\d+$/),
      });
      expect(record).not.toHaveProperty('embedding');
    }
    const before = await readFile(join(dataDir, 'meta.json'));
    const again = await rbassist('analyze', music, '--data-dir', dataDir);
    expect(again.stdout).toContain('0 tracks processed, 3 unchanged');
    expect(await readFile(join(dataDir, 'meta.json'))).toEqual(before);
    // shows stored values if you name the track
    const [name] = await readdir(music);
    expect((await rbassist('analyze', join(music, name), '--data-dir', dataDir)).stdout).toMatch(/^Ünit - /m);
  });

  it('continues after an unreadable file, and explains the problem', async () => {
    const folder = await copyOfMusic();
    const dataDir = await temporaryFolder('data');
    await writeFile(join(folder, 'text.mp3'), 'this is no music\n'.repeat(500));
    await truncate(join(folder, (await readdir(folder)).filter((name) => name.endsWith('.wav'))[0]), 400_000);
    const ran = await rbassist('analyze', folder, join(folder, 'none.wav'), '--data-dir', dataDir, '--json');
    expect(ran.code).toBe(1);
    expect(lastLine(ran)).toMatchObject({
      analyzed: 3,
      damaged: 1,
      failed: 2,
      failures: { 'not-audio': 1, missing: 1 },
    });
    expect(ran.stderr).toMatch(/^partial: .*ends before the/m);
    const { stdout } = await rbassist('library', 'check', '--data-dir', dataDir);
    expect(stdout).toContain('1 track whose files end too early');
    expect(lastLine(await rbassist('analyze', folder, '--data-dir', dataDir, '--json'))).toMatchObject({
      analyzed: 0,
      unchanged: 3,
      stillFailing: 1,
    });
  });

  it.each([
    ['--bpm-range', '180-70'],
    ['--bpm-range', 'fast'],
    ['--duration-s', '-1'],
    ['--workers', '1.5'],
    ['--key-profile', 'guess'],
    ['--cue-template', '/no/such/file.yml'],
  ])('refuses %s %s with exit code 2 and a reason', async (...flags) => {
    const ran = await rbassist('analyze', music, ...flags, '--data-dir', await temporaryFolder('data'));
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^rbassist: \S/m);
  });

  // a Windows process can't send a signal to another
  it.skipIf(process.platform === 'win32')('stops cleanly on Ctrl-C', async () => {
    const folder = await manyTracks();
    const dataDir = await temporaryFolder('data');
    const run = start(['analyze', folder, '--data-dir', dataDir, '--workers', '1', '--verbose']);
    await run.whenSaid('done: ');
    run.child.kill('SIGINT');
    const { code, stdout } = await run.ended;
    expect(code).toBe(130);
    expect(stdout).toContain('Run the same command again');
    const known = Object.keys(await storedRecords(dataDir)).length;
    expect(known).toBeGreaterThan(0);
    expect(known).toBeLessThan(MANY);
  });
});

describe('an edited value', () => {
  it('is kept by every new analysis, unless forced', async () => {
    const dataDir = await analyzed();
    const measured = await storedRecords(dataDir);
    const moved = { name: 'A', type: 0, num: 0, start: 1.5 };
    await edit(dataDir, (record) => ({ ...record, bpm: 99.5, key: '1A', cues: [moved], tempos: [] }));
    expect((await analyze(dataDir, [music])).unchanged).toBe(3);
    await rbassist('analyze', music, '--data-dir', dataDir, '--no-only-new', '--quiet');
    await scan(dataDir, { resume: false });
    await analyze(dataDir, [music], { analysis: { parts: ['cues'] }, resume: false });
    for (const record of Object.values(await storedRecords(dataDir))) {
      expect(record).toMatchObject({ bpm: 99.5, key: '1A', cues: [moved] });
      expect(record).not.toHaveProperty('bpm_confidence');
    }
    expect((await rbassist('analyze', music, '--data-dir', dataDir, '--force', '--quiet')).code).toBe(0);
    for (const [path, record] of Object.entries(await storedRecords(dataDir))) {
      const { bpm, bpm_confidence, cues, tempos } = measured[path];
      expect(record).toMatchObject({ bpm, bpm_confidence, cues, tempos });
    }
  });

  it('is kept in a folder of the Python rbassist, whose analysis counts', async () => {
    const folder = await copyOfMusic();
    const dataDir = await temporaryFolder('python');
    await mkdir(join(dataDir, 'embeddings'));
    const embedding = join(dataDir, 'embeddings', 'a.npy');
    await writeFile(embedding, encodeNpy(Float32Array.from({ length: 1024 }, (_, i) => Math.sin(i))));
    const tracks: Records = {};
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      tracks[path] = {
        bpm: 161.5,
        key: '5A',
        key_name: 'C minor',
        sig_bpmkey: await fileSignature(path, 'content'),
        cues: [{ name: 'Drop D', type: 0, num: -1, start: 30 }],
        embedding,
      };
    }
    await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ config: 1, tracks }, null, 2));
    const first = await analyze(dataDir, [folder]);
    expect(first).toMatchObject({ analyzed: 0, unchanged: 3, failed: 0 });

    // a changed file is analysed again, and edited values stay
    const [path] = Object.keys(tracks);
    await writeUntagged(path, TITLES[0], SECONDS - 4);
    const second = await analyze(dataDir, [folder]);
    expect(second).toMatchObject({ analyzed: 1, unchanged: 2 });
    const { sig_bpmkey: _, ...kept } = tracks[path];
    expect((await storedRecords(dataDir))[path]).toMatchObject({ ...kept, loudness_lufs: expect.any(Number) });

    await analyze(dataDir, [folder], { force: true, resume: false });
    for (const record of Object.values(await storedRecords(dataDir))) {
      expect(record.bpm).not.toBe(161.5);
      expect(record.cues).not.toEqual(kept.cues);
      expect(record.embedding).toBe(embedding);
    }
  });
});

describe('scan and analyze', () => {
  const untimed = (all: Records) =>
    JSON.parse(JSON.stringify(all, (name, value) => (name === 'added' || name === 'embedding' ? 0 : value)));

  it('give the same result, in one step or in two, in either order', async () => {
    const [atOnce, vectorFirst] = [await temporaryFolder('at-once'), await temporaryFolder('vector-first')];
    const analysisFirst = await analyzed();
    expect((await rbassist('scan', music, '--data-dir', atOnce, '--quiet')).code).toBe(0);

    await scan(vectorFirst, { analyze: false });
    expect(Object.values(await storedRecords(vectorFirst))[0]).not.toHaveProperty('bpm');
    const vectors = join(vectorFirst, 'embeddings');
    const written = async () =>
      Promise.all((await readdir(vectors)).map(async (name) => (await stat(join(vectors, name))).mtimeMs));
    const before = await written();
    const rest = await scan(vectorFirst);
    expect(rest).toMatchObject({ added: 3, analyzed: 3, index: { count: 3, added: 0 } });
    expect(await written()).toEqual(before);

    const vectorsOnly = await scan(analysisFirst);
    expect(vectorsOnly).toMatchObject({ added: 3, analyzed: 0, index: { count: 3, added: 3 } });

    const expected = untimed(await storedRecords(atOnce));
    expect(untimed(await storedRecords(vectorFirst))).toEqual(expected);
    expect(untimed(await storedRecords(analysisFirst))).toEqual(expected);
  });

  it('compute only the parts with a new version', async () => {
    const dataDir = await temporaryFolder('data');
    await scan(dataDir);
    const before = await storedRecords(dataDir);
    const older = (record: TrackRecord): TrackRecord => ({
      ...record,
      analysis_version: { ...record.analysis_version, loudness: 0 },
      loudness_lufs: 1,
      tuning_cents: 99,
    });
    await edit(dataDir, older);
    expect(await scan(dataDir)).toMatchObject({ analyzed: 3 });
    for (const [path, record] of Object.entries(await storedRecords(dataDir)))
      expect(record).toEqual({ ...before[path], tuning_cents: 99 });
  });
});

describe('the commands for single parts', () => {
  it('features adds missing contours, up to a limit', async () => {
    const dataDir = await temporaryFolder('data');
    const fill = async (...flags: string[]) =>
      lastLine(await rbassist('features', music, ...flags, '--data-dir', dataDir, '--json'));
    expect(await fill('--limit', '2')).toMatchObject({ analyzed: 2 });
    expect(await fill()).toMatchObject({ analyzed: 1, unchanged: 2 });
    for (const record of Object.values(await storedRecords(dataDir))) {
      expect(record.features?.bass_contour?.contour).toHaveLength(256);
      expect(record).not.toHaveProperty('bpm');
    }
  });

  it('cues sets the cues of a custom layout', async () => {
    const dataDir = await temporaryFolder('data');
    const template = join(dataDir, 'cues.yml');
    await writeFile(template, 'cues:\n  - { name: Anfang, kind: hot, num: 0, at: start }\n');
    const ran = await rbassist('cues', music, '--cue-template', template, '--data-dir', dataDir);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/Anfang +hot A +0:0\d\.\d{3}/);
    for (const { cues } of Object.values(await storedRecords(dataDir)))
      expect(cues).toEqual([{ name: 'Anfang', type: 0, num: 0, start: cues?.[0].start, end: cues?.[0].start }]);

    await writeFile(template, 'cues:\n  - { name: Anfang, kind: hot, at: nowhere }\n');
    const wrong = await rbassist('cues', music, '--cue-template', template, '--data-dir', dataDir);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain(template);
    expect(wrong.stderr).toContain('Anfang');
  });

  it('beatgrid adds grids, and keeps existing ones', async () => {
    const dataDir = await temporaryFolder('data');
    const lay = (...flags: string[]) => rbassist('beatgrid', music, ...flags, '--data-dir', dataDir);
    const ran = await lay('--mode', 'fixed');
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/fixed +\d\.\d{3} s/) });
    const theirs = [{ inizio_sec: 1, bpm: 99, metro: '3/4', battito: 1 }];
    await edit(dataDir, (record) => ({ ...record, tempos: theirs }));
    expect((await lay()).stdout).toContain('0 tracks processed, 3 unchanged');
    for (const { tempos } of Object.values(await storedRecords(dataDir))) expect(tempos).toEqual(theirs);
    expect((await lay('--overwrite')).stdout).toContain('3 tracks processed');
    for (const { tempos } of Object.values(await storedRecords(dataDir))) expect(tempos).not.toEqual(theirs);
    for (const flags of [
      ['--mode', 'wobbly'],
      ['--backend', 'madmom'],
      ['--drift-pct', '0'],
    ])
      expect((await lay(...flags)).code).toBe(2);
  });

  it('reanalyze analyses everything again, and accepts the flags of the Python rbassist', async () => {
    const dataDir = await analyzed();
    const ran = await rbassist(
      'reanalyze',
      music,
      '--profile',
      'club_hifi_150s',
      '--device',
      'cuda',
      '--data-dir',
      dataDir,
    );
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('3 tracks processed, 0 unchanged') });
    expect(ran.stderr).toContain('club_hifi_150s has no effect');
    const vectors = ['reanalyze', music, '--no-analyze-bpm', '--no-rebuild-index', '--data-dir', dataDir, '--json'];
    expect(lastLine(await rbassist(...vectors))).toMatchObject({ added: 3, analyzed: 0 });
  });
});

describe('measured values', () => {
  it('are counted, and marked if uncertain', async () => {
    const dataDir = await analyzed();
    await scan(dataDir);
    const paths = Object.keys(await storedRecords(dataDir));
    await edit(dataDir, (record) => ({ ...record, bpm: 123.45, bpm_confidence: 0.3 }));
    const stats = JSON.parse((await rbassist('stats', '--data-dir', dataDir, '--json')).stdout);
    expect(stats).toMatchObject({ analyzed: 3, uncertainBpm: 3, beatless: 0 });
    expect((await rbassist('stats', '--data-dir', dataDir)).stdout).toContain('3 uncertain');
    const { stdout } = await rbassist('recommend', paths[0], '--no-camelot-neighbors', '--data-dir', dataDir);
    expect(stdout).toContain('123.45?');
    const listed = await rbassist('analyze', paths[0], '--data-dir', dataDir);
    expect(listed.stdout).toMatch(/123\.45\? \(or \d+/);
  });
});
