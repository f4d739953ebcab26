import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolderError, encodeNpy, FileFormatError, isFiniteVector } from '@rbassist/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildIndex, describeEngines, type IndexEntry, loadEmbedding, openIndex, syncIndex } from './index.ts';
import { clusteredVectors, seededRandom } from './test-vectors.ts';

const SPACE = 'test/16';
const VECTORS = clusteredVectors(60, 16, 1);
const available = (await describeEngines()).filter((engine) => engine.available).map(({ name }) => name);
const FILES = { hnsw: ['hnsw.idx', 'index.json', 'paths.json'], exact: ['vectors.npy', 'index.json', 'paths.json'] };

// hundreds of cases, and threads that start, on a machine that may be busy
vi.setConfig({ testTimeout: 240_000 });

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'rbassist-damage-'));
});
afterEach(() => rm(root, { recursive: true }));

function entries(from: number, to: number): Promise<IndexEntry[]> {
  return Promise.all(
    VECTORS.slice(from, to).map(async (vector, i) => {
      const embedding = join(root, `${from + i}.npy`);
      await writeFile(embedding, encodeNpy(vector));
      return { path: `/${from + i}.mp3`, embedding };
    }),
  );
}

/** A file with one to three bits turned, a piece lost at its end or in its middle, or something put in. */
function damage(bytes: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * bytes.length);
  const length = 1 + Math.floor(random() * 40);
  const kind = Math.floor(random() * 5);
  if (kind === 0) return bytes.subarray(0, at);
  if (kind === 1) return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
  if (kind === 2) return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(length, at), bytes.subarray(at)]);
  const turned = Buffer.from(bytes);
  for (let i = 0; i < kind - 2 + Math.floor(random() * 2); i++) {
    turned[Math.floor(random() * bytes.length)] ^= 1 << Math.floor(random() * 8);
  }
  return turned;
}

/** Some at once. */
async function inParallel(count: number, work: (lane: number, i: number) => Promise<void>): Promise<void> {
  const LANES = 8;
  const lane = async (number: number) => {
    for (let i = number; i < count; i += LANES) await work(number, i);
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
}

test.each(available)('a %s index with any file damaged anyhow says so, and is built anew', async (engine) => {
  const whole = join(root, 'whole');
  const tracks = await entries(0, 40);
  const options = { entries: tracks, space: SPACE, engine } as const;
  await buildIndex({ ...options, folder: whole });
  const contents = new Map<string, Buffer>();
  for (const name of FILES[engine]) contents.set(name, await readFile(join(whole, name)));
  let cases = 0;
  await inParallel(450, async (lane, i) => {
    const folder = join(root, `lane-${lane}`);
    const name = FILES[engine][i % 3];
    const bytes = contents.get(name)!;
    const broken = damage(bytes, seededRandom(i));
    if (broken.equals(bytes)) return;
    await cp(whole, folder, { recursive: true });
    await writeFile(join(folder, name), broken);
    const error = await openIndex({ folder }).catch((thrown: unknown) => thrown);
    expect(error, `${name}, case ${i}`).toBeInstanceOf(FileFormatError);
    expect(String(error)).toContain('rbassist index');
    cases++;
    if (i % 10 > 0) return;
    expect(await syncIndex({ ...options, folder })).toMatchObject({ count: 40, rebuilt: true });
    expect(await readFile(join(folder, name))).toEqual(bytes);
  });
  expect(cases).toBeGreaterThan(430);
});

test('a vector file damaged anyhow is an error or a vector that can be used', async () => {
  const [{ embedding, path }] = await entries(0, 1);
  const bytes = await readFile(embedding);
  let refused = 0;
  await inParallel(400, async (lane, i) => {
    const file = join(root, `lane-${lane}.npy`);
    await writeFile(file, damage(bytes, seededRandom(i)));
    const loaded = await loadEmbedding(file, 16);
    const folder = join(root, `index-${lane}`);
    const report = await buildIndex({ folder, entries: [{ path, embedding: file }], space: SPACE, engine: 'exact' });
    expect(report.count + report.skipped.length).toBe(1);
    if (loaded.ok) {
      expect([loaded.value.length, isFiniteVector(loaded.value)]).toEqual([16, true]);
      const [found] = (await openIndex({ folder })).nearest(loaded.value, 1);
      expect(found).toEqual({ path, distance: loaded.value.some((value) => value !== 0) ? expect.closeTo(0, 5) : 1 });
    } else {
      refused++;
      expect(loaded.error.message).toContain(file);
      expect(report.skipped).toEqual([{ path, reason: loaded.error.message }]);
    }
  });
  expect(refused).toBeGreaterThan(200);
});

test.each(available)(
  'a process that writes a %s index does not disturb who opens it, and killed leaves one or is noticed',
  async (engine) => {
    const folder = join(root, 'index');
    const sets = [await entries(0, 40), await entries(15, 55)];
    await buildIndex({ folder, entries: sets[0], space: SPACE, engine });
    const script = join(root, 'writer.mjs');
    await writeFile(
      script,
      `import { buildIndex } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
     const sets = ${JSON.stringify(sets)};
     console.log('ready');
     for (let i = 0; ; i++) {
       await buildIndex({ folder: ${JSON.stringify(folder)}, entries: sets[i % 2], space: '${SPACE}', engine: '${engine}' });
     }`,
    );
    const random = seededRandom(11);
    for (let round = 0; round < 12; round++) {
      const writer = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(writer.stdout, 'data');
      const stop = performance.now() + 20 + random() * 150;
      while (performance.now() < stop) expect((await openIndex({ folder })).size).toBe(40);
      const ended = once(writer, 'exit');
      writer.kill('SIGKILL');
      await ended;
      const index = await openIndex({ folder }).catch((error: unknown) => {
        expect(error).toBeInstanceOf(FileFormatError);
      });
      const listed = (set: IndexEntry[]) => set.map(({ path }) => path).sort();
      if (index) expect(sets.map(listed)).toContainEqual([...index.paths()].sort());
      const report = await syncIndex({ folder, entries: sets[0], space: SPACE, engine });
      expect([report.count, report.rebuilt]).toEqual([40, index === undefined || report.reason !== undefined]);
      expect([...(await openIndex({ folder })).paths()].sort()).toEqual(listed(sets[0]));
    }
  },
);

/** Whether a small disk could be put at a folder, which takes Linux and its rights. */
function mountSmallDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.each(available)('a full disk leaves the %s index that is there', async (engine) => {
  const disk = join(root, 'disk');
  await mkdir(disk);
  // without the rights there is nothing to see
  if (!mountSmallDisk(disk)) return;
  try {
    const options = { folder: join(disk, 'index'), space: SPACE, engine } as const;
    const few = await entries(0, 20);
    await buildIndex({ ...options, entries: few });
    const before = await readdir(options.folder);
    const many = Array.from({ length: 2500 }, (_, i) => ({
      path: `/music/${i}.mp3`,
      embedding: few[i % 20].embedding,
    }));
    await expect(buildIndex({ ...options, entries: many })).rejects.toThrow(DataFolderError);
    await expect(buildIndex({ ...options, entries: many })).rejects.toThrow(/full/);
    expect(await readdir(options.folder)).toEqual(before);
    expect((await openIndex(options)).size).toBe(20);
  } finally {
    execFileSync('umount', [disk]);
  }
});
