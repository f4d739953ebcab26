import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolderError, encodeNpy, FileFormatError, isFiniteVector } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { seededRandom } from '@rbassist/testing/random';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { buildIndex, type EmbeddingFileEntry, type EngineName, loadEmbedding, openIndex, syncIndex } from './index.ts';
import { hnswlibIsInstalled } from './test-hnswlib.ts';
import { clusteredVectors } from './test-vectors.ts';

const SPACE = 'test/16';
const VECTORS = clusteredVectors(60, 16, 1);
const FILES = { hnsw: ['hnsw.idx', 'index.json', 'paths.json'], exact: ['vectors.npy', 'index.json', 'paths.json'] };

// hundreds of cases start threads, and the machine may be busy
vi.setConfig({ testTimeout: 240_000 });

let root: string;
beforeEach(async () => {
  root = await temporaryFolder('damage');
});

function entries(from: number, to: number): Promise<EmbeddingFileEntry[]> {
  return Promise.all(
    VECTORS.slice(from, to).map(async (vector, i) => {
      const embedding = join(root, `${from + i}.npy`);
      await writeFile(embedding, encodeNpy(vector));
      return { path: `/${from + i}.mp3`, embedding };
    }),
  );
}

/** Flips one to three bits, cuts off the end, or removes or inserts a piece. */
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

async function inParallel(count: number, work: (worker: number, i: number) => Promise<void>): Promise<void> {
  const WORKERS = 8;
  const worker = async (number: number) => {
    for (let i = number; i < count; i += WORKERS) await work(number, i);
  };
  await Promise.all(Array.from({ length: WORKERS }, (_, number) => worker(number)));
}

/** Mounts a small disk on a folder. Returns false without the rights or the system for it. */
function mountSmallDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.each<EngineName>(['hnsw', 'exact'])('an index on disk with the %s engine', (engine) => {
  const runs = it.skipIf(engine === 'hnsw' && !hnswlibIsInstalled);

  runs('reports any damage to any of its files, and is rebuilt', async () => {
    const whole = join(root, 'whole');
    const tracks = await entries(0, 40);
    const options = { entries: tracks, space: SPACE, engine } as const;
    await buildIndex({ ...options, folder: whole });
    const contents = new Map<string, Buffer>();
    for (const name of FILES[engine]) contents.set(name, await readFile(join(whole, name)));
    let cases = 0;
    await inParallel(450, async (worker, i) => {
      const folder = join(root, `worker-${worker}`);
      const name = FILES[engine][i % 3];
      const bytes = contents.get(name)!;
      const broken = damage(bytes, seededRandom(i));
      if (broken.equals(bytes)) return;
      await cp(whole, folder, { recursive: true });
      await writeFile(join(folder, name), broken);
      const error = await openIndex({ folder }).catch((thrown: unknown) => thrown);
      expect(error, `${name}, case ${i}`).toBeInstanceOf(FileFormatError);
      expect(error).toMatchObject({ remedies: [{ action: 'rebuild-index' }] });
      cases++;
      if (i % 10 > 0) return;
      expect(await syncIndex({ ...options, folder })).toMatchObject({ count: 40, rebuilt: true });
      expect(await readFile(join(folder, name))).toEqual(bytes);
    });
    expect(cases).toBeGreaterThan(430);
  });

  runs('can be opened while a process replaces it, and is complete or reported as damaged after a kill', async () => {
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
      const listed = (set: EmbeddingFileEntry[]) => set.map(({ path }) => path).sort();
      if (index) expect(sets.map(listed)).toContainEqual([...index.keys()].sort());
      const report = await syncIndex({ folder, entries: sets[0], space: SPACE, engine });
      expect([report.count, report.rebuilt]).toEqual([40, index === undefined || report.reason !== undefined]);
      expect([...(await openIndex({ folder })).keys()].sort()).toEqual(listed(sets[0]));
    }
  });

  runs('stays unchanged when the disk is full', async ({ skip }) => {
    const disk = join(root, 'disk');
    await mkdir(disk);
    // mounting needs rights that not every machine gives
    if (!mountSmallDisk(disk)) return skip();
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
      expect((await openIndex({ folder: options.folder })).size).toBe(20);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('a vector file', () => {
  it('gives an error or a usable vector after any damage', async () => {
    const [{ embedding, path }] = await entries(0, 1);
    const bytes = await readFile(embedding);
    let refused = 0;
    await inParallel(400, async (worker, i) => {
      const file = join(root, `worker-${worker}.npy`);
      await writeFile(file, damage(bytes, seededRandom(i)));
      const loaded = await loadEmbedding(file, 16);
      const folder = join(root, `index-${worker}`);
      const report = await buildIndex({ folder, entries: [{ path, embedding: file }], space: SPACE, engine: 'exact' });
      expect(report.count + report.skipped.length).toBe(1);
      if (loaded.ok) {
        expect([loaded.value.length, isFiniteVector(loaded.value)]).toEqual([16, true]);
        const [found] = (await openIndex({ folder })).nearest(loaded.value, 1);
        expect(found).toEqual({ path, distance: loaded.value.some((value) => value !== 0) ? expect.closeTo(0, 5) : 1 });
      } else {
        refused++;
        expect(loaded.error.message).toContain(file);
        const { message: reason, remedies } = loaded.error;
        expect(report.skipped).toEqual([{ path, reason, remedies }]);
      }
    });
    expect(refused).toBeGreaterThan(200);
  });
});
