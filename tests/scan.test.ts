import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  appendFile,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, SpaceMismatchError } from '@rbassist/core';
import { openLibrary, type ScanEvent, type ScanOptions, type ScanSummary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { synthesizeLibrary } from '@rbassist/testing/synth';
import { beforeAll, describe, expect, it } from 'vitest';

const TRACKS = 8;
const SECONDS = 6;
/** Skips the analysis, which these tests of file handling do not need. */
const VECTORS = { analyze: false } as const;

let music: string;
beforeAll(async () => {
  music = join(await temporaryFolder('music'), 'Müsik 曲');
  await synthesizeLibrary(music, { tracks: TRACKS, seconds: SECONDS });
});

async function scan(dataDir: string, paths: string[], options: ScanOptions = {}) {
  const library = await openLibrary({ dataDir });
  try {
    const events: ScanEvent[] = [];
    const running = library.scan(paths, options);
    for (;;) {
      const step = await running.next();
      if (step.done) return { summary: step.value, events };
      events.push(step.value);
    }
  } finally {
    await library.close();
  }
}

/** Returns the contents of a data folder that must be repeatable, by file. */
async function fingerprint(dataDir: string): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const name of await readdir(dataDir, { recursive: true })) {
    if (!/\.(npy|idx|json)$/.test(name) || name.includes('owner')) continue;
    const text = (await readFile(join(dataDir, name), 'latin1'))
      .replaceAll(JSON.stringify(dataDir).slice(1, -1), 'DATA')
      .replace(/"added": "[^"]*"/g, '"added": 0');
    prints[name] = createHash('sha1').update(text).digest('hex');
  }
  return prints;
}

describe('scan', () => {
  it('makes a usable library from a folder, and does nothing the second time', async () => {
    const dataDir = await temporaryFolder('data');
    const first = await scan(dataDir, [music]);
    expect(first.summary).toMatchObject({
      found: 8,
      added: 8,
      unchanged: 0,
      failed: 0,
      interrupted: false,
      index: { count: 8 },
    });
    expect(first.events.filter(({ type }) => type === 'track')).toHaveLength(8);

    const second = await scan(dataDir, [music]);
    expect(second.summary).toMatchObject({ found: 8, added: 0, unchanged: 8, index: { count: 8, added: 0 } });

    const library = await openLibrary({ dataDir });
    const [[path, record]] = library.tracks();
    expect(record).toMatchObject({
      embedding_space: expect.stringMatching(/^blend-v1\/\d+$/),
      duration: expect.closeTo(SECONDS, 1),
    });
    const result = await library.recommend(path, { top: 7, camelotNeighbors: false, tempoPct: 500 });
    expect(result.seed.path).toBe(path);
    expect(result.recommendations).toHaveLength(7);
    expect(result.recommendations.map(({ path: other }) => other)).not.toContain(path);
    expect(await library.stats()).toMatchObject({ tracks: 8, index: { tracks: 8 } });
    await library.close();
  });

  it('gives the same bytes for any number of workers', async () => {
    const one = await temporaryFolder('one');
    const three = await temporaryFolder('three');
    const folder = await copyOfMusic(4);
    await scan(one, [folder], { workers: 1 });
    await scan(three, [folder], { workers: 3, saveEvery: 2 });
    const prints = await fingerprint(one);
    expect(Object.keys(prints).length).toBeGreaterThan(4);
    expect(await fingerprint(three)).toEqual(prints);
  });

  it('scans only changed and new files again', async () => {
    const dataDir = await temporaryFolder('data');
    const folder = await copyOfMusic(3);
    await scan(dataDir, [folder], VECTORS);
    const [first] = await readdir(folder);
    await utimes(join(folder, first), new Date(1e12), new Date(1e12));
    await copyFile(join(music, (await readdir(music))[5]), join(folder, 'new.wav'));
    expect((await scan(dataDir, [folder], VECTORS)).summary).toMatchObject({
      added: 2,
      unchanged: 2,
      index: { count: 4 },
    });
  });

  it('keeps the vectors of a moved data folder', async () => {
    const folder = await copyOfMusic(2);
    const before = join(await temporaryFolder('data'), 'before');
    await scan(before, [folder], VECTORS);
    const dataDir = join(await temporaryFolder('moved'), 'data');
    await rename(before, dataDir);
    const path = join(folder, (await readdir(folder)).find((name) => name.endsWith('.wav')) ?? '');
    await utimes(path, new Date(1e12), new Date(1e12));
    expect((await scan(dataDir, [folder], VECTORS)).summary).toMatchObject({
      added: 1,
      index: { count: 2, skipped: [] },
    });
    expect(await readdir(join(dataDir, 'embeddings'))).toHaveLength(2);
    expect((await scan(dataDir, [folder], VECTORS)).summary).toMatchObject({ added: 0, unchanged: 2 });
  });

  it('continues after unreadable files, explains each, and stores the reason', async () => {
    const dataDir = await temporaryFolder('data');
    const folder = await copyOfMusic(2);
    await writeFile(join(folder, 'text.mp3'), 'this is no music\n'.repeat(500));
    await writeFile(join(folder, 'empty.flac'), '');
    const cut = join(folder, 'cut.wav');
    await copyFile(join(folder, (await readdir(folder)).find((name) => name.endsWith('.wav')) ?? ''), cut);
    await truncate(cut, 400_000);

    const { summary, events } = await scan(dataDir, [folder, join(folder, 'missing.mp3')]);
    expect(summary).toMatchObject({ added: 3, damaged: 1, failed: 3, failures: { 'not-audio': 2, missing: 1 } });
    for (const event of events) {
      if (event.type === 'track' && !event.result.ok) expect(event.result.error.message).toContain(event.result.path);
    }

    const again = (await scan(dataDir, [folder])).summary;
    expect(again).toMatchObject({ added: 0, unchanged: 3, failed: 0, stillFailing: 2 });
    expect((await scan(dataDir, [folder], { retryFailed: true })).summary).toMatchObject({
      added: 1,
      damaged: 1,
      failed: 2,
      stillFailing: 0,
    });
    await copyFile(join(folder, (await readdir(folder)).find((name) => /^[A-Z].*\.wav$/.test(name)) ?? ''), cut);
    expect((await scan(dataDir, [folder])).summary).toMatchObject({ added: 1, stillFailing: 2 });
  });

  it('works if a file disappears during the run', async () => {
    const dataDir = await temporaryFolder('data');
    const folder = await copyOfMusic(4);
    const last = join(folder, (await readdir(folder)).sort().at(-1) ?? '');
    const library = await openLibrary({ dataDir });
    const running = library.scan([folder], { ...VECTORS, workers: 1 });
    let summary: ScanSummary | undefined;
    while (!summary) {
      const step = await running.next();
      if (step.done) summary = step.value;
      else if (step.value.type === 'plan') await rm(last);
    }
    await library.close();
    expect(summary).toMatchObject({ added: 3, failed: 1, failures: { missing: 1 } });
  });

  it('stops cleanly on request, and the next scan does the rest', async () => {
    const dataDir = await temporaryFolder('data');
    const controller = new AbortController();
    const library = await openLibrary({ dataDir });
    const running = library.scan([music], { workers: 1, signal: controller.signal });
    let step = await running.next();
    while (!step.done) {
      if (step.value.type === 'track') controller.abort();
      step = await running.next();
    }
    await library.close();
    const { added, interrupted } = step.value;
    expect(interrupted).toBe(true);
    expect(added).toBeGreaterThan(0);
    expect(added).toBeLessThan(8);
    expect((await scan(dataDir, [music])).summary).toMatchObject({
      added: 8 - added,
      unchanged: added,
      index: { count: 8 },
    });
  });

  it('keeps finished work when the caller stops iterating', async () => {
    const dataDir = await temporaryFolder('data');
    const library = await openLibrary({ dataDir });
    for await (const event of library.scan([music], { ...VECTORS, workers: 1 })) if (event.type === 'track') break;
    await library.close();
    expect((await scan(dataDir, [music], VECTORS)).summary.unchanged).toBeGreaterThan(0);
  });

  it('refuses to mix models, and replaces them on request', async () => {
    const dataDir = await temporaryFolder('data');
    await scan(dataDir, [music], VECTORS);
    const metaPath = join(dataDir, 'meta.json');
    await writeFile(metaPath, (await readFile(metaPath, 'utf8')).replace(/blend-v1\/\d+/g, 'other-model/96'));
    await expect(scan(dataDir, [music])).rejects.toThrow(SpaceMismatchError);
    await expect(scan(dataDir, [music])).rejects.toMatchObject({
      remedies: expect.arrayContaining([expect.objectContaining({ action: 'rescan', reEmbed: true })]),
    });
    const before = await readFile(metaPath, 'utf8');
    expect((await scan(dataDir, [music], { ...VECTORS, reEmbed: true })).summary).toMatchObject({
      added: 8,
      index: { count: 8 },
    });
    const backup = (await readdir(dataDir)).find((name) => name.startsWith('meta.json.backup-')) ?? '';
    expect(await readFile(join(dataDir, backup), 'utf8')).toBe(before);
    expect((await scan(dataDir, [music], VECTORS)).summary).toMatchObject({ unchanged: 8 });
  });

  it('opens a folder of the Python rbassist unchanged, and does not mix its vectors with others', async () => {
    const dataDir = await temporaryFolder('python');
    await mkdir(join(dataDir, 'embeddings'));
    const tracks: Record<string, object> = {};
    for (let i = 0; i < 4; i++) {
      const embedding = join(dataDir, 'embeddings', `${i}.npy`);
      await writeFile(embedding, encodeNpy(Float32Array.from({ length: 1024 }, (_, j) => Math.sin(i + j / 99))));
      tracks[`/music/Artist - Title ${i}.mp3`] = {
        artist: 'Artist',
        title: `Title ${i}`,
        bpm: 120 + i,
        key: '8A',
        embedding,
      };
    }
    await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }, null, 2));

    const library = await openLibrary({ dataDir });
    const { seed, recommendations } = await library.recommend('title 2');
    expect(seed.path).toBe('/music/Artist - Title 2.mp3');
    expect(recommendations).toHaveLength(3);
    expect((await library.stats()).embedded).toEqual({ 'm-a-p/MERT-v1-330M@intro-core-late-120s/1024': 4 });
    await library.close();
    await expect(scan(dataDir, [music])).rejects.toThrow(SpaceMismatchError);
  });

  it("keeps unknown keys and a person's values", async () => {
    const dataDir = await temporaryFolder('data');
    const folder = await copyOfMusic(1);
    const path = join(folder, (await readdir(folder))[0]);
    const own = {
      config: { theirs: 1 },
      tracks: { [path]: { bpm: 99.5, key: '1A', mystery: [1, 2], cues: [{ name: 'Drop' }] } },
    };
    await writeFile(join(dataDir, 'meta.json'), JSON.stringify(own));
    await scan(dataDir, [folder]);
    const meta = JSON.parse(await readFile(join(dataDir, 'meta.json'), 'utf8'));
    expect(meta.config).toEqual({ theirs: 1 });
    expect(meta.tracks[path]).toMatchObject({ bpm: 99.5, key: '1A', mystery: [1, 2], cues: [{ name: 'Drop' }] });
    expect(existsSync(meta.tracks[path].embedding)).toBe(true);
  });

  it('reports a damaged meta.json, keeps the readable part, and makes a copy of the file', async () => {
    const dataDir = await temporaryFolder('data');
    await appendFile(join(dataDir, 'meta.json'), '{"tracks": {"/a.mp3": {"bpm": 128}, "/b.mp3": {"bpm": 12');
    const warnings: string[] = [];
    const library = await openLibrary({ dataDir, onWarning: ({ message }) => warnings.push(message) });
    expect(library.track('/a.mp3')).toEqual({ bpm: 128 });
    expect(warnings.join()).toContain('damaged');
    for await (const _ of library.scan([await temporaryFolder('empty')])) void _;
    await library.close();
    expect(warnings.join()).toContain('meta.json.corrupt-');
    expect((await readdir(dataDir)).some((name) => name.startsWith('meta.json.corrupt-'))).toBe(true);
    expect(JSON.parse(await readFile(join(dataDir, 'meta.json'), 'utf8'))).toEqual({
      tracks: { '/a.mp3': { bpm: 128 } },
    });
  });

  it('finds nothing in an empty folder', async () => {
    const empty = await temporaryFolder('empty');
    expect((await scan(await temporaryFolder('data'), [empty])).summary).toMatchObject({
      found: 0,
      added: 0,
      failed: 0,
    });
  });
});

async function copyOfMusic(count: number): Promise<string> {
  const folder = join(await temporaryFolder('copy'), 'music');
  await mkdir(folder);
  const names = (await readdir(music)).filter((name) => name.endsWith('.wav')).sort();
  for (const name of names.slice(0, count)) await copyFile(join(music, name), join(folder, name));
  return folder;
}
