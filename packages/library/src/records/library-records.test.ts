import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { encodeNpy, LibraryBusyError, NotFoundError, sealNpy } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { resolveDataFolder } from '../files/data-folder.ts';
import { type Library, openLibrary } from '../index.ts';
import { LibraryContext } from '../library-context.ts';
import { embeddingFileName } from '../vectors/embedding-file.ts';
import { usableIndex } from '../vectors/usable-index.ts';

const TRACKS = 30;
const pathOf = (i: number) => `/music/${i}.mp3`;

async function libraryOf({ vectors = false } = {}): Promise<{ library: Library; warned: string[] }> {
  const dataDir = await temporaryFolder('records');
  await mkdir(join(dataDir, 'embeddings'));
  const tracks: Record<string, object> = {};
  for (let i = 0; i < TRACKS; i++) {
    const name = embeddingFileName(pathOf(i));
    const embedding = join(dataDir, 'embeddings', name);
    if (vectors) await writeFile(embedding, sealNpy(encodeNpy(Float32Array.of(1, i / TRACKS)), name));
    tracks[pathOf(i)] = { title: `T${i}`, ...(vectors && { embedding, embedding_space: 'test/2' }) };
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  const warned: string[] = [];
  const library = await openLibrary({ dataDir, onWarning: ({ message }) => warned.push(message) });
  return { library, warned };
}

async function contextOf(dataDir: string, warned: string[]) {
  const onWarning = ({ message }: { message: string }) => warned.push(message);
  const context = await LibraryContext.open(resolveDataFolder({ dataDir }), { engine: 'exact', onWarning });
  return Object.assign(context, { [Symbol.asyncDispose]: () => context.close() });
}

const rate = (library: Library, rating: number) => library.edit(pathOf(0), { rating });

describe('records of a library', () => {
  it('can be read at every moment of a change', async () => {
    const { library } = await libraryOf();
    const lists: Promise<unknown>[] = [];
    let isChanging = true;
    const reading = (async () => {
      while (isChanging) {
        expect(library.track(pathOf(1))?.title).toBe('T1');
        lists.push(library.tagsOf([pathOf(0), pathOf(1)]));
        await nextTick();
      }
    })();
    for (let i = 0; i < 8; i++) await rate(library, i % 6);
    isChanging = false;
    await reading;
    await Promise.all(lists);
    expect(lists.length).toBeGreaterThan(20);
    await library.close();
    expect(() => library.track(pathOf(1))).toThrow(/closed/);
  });

  it('let a person change them while a question rebuilds the index, once for all questions', async () => {
    const { library, warned } = await libraryOf({ vectors: true });
    const questions = Array.from({ length: 8 }, (_, i) => library.recommend(pathOf(i), { top: 3 }));
    const edits = [1, 2, 3, 4].map((rating) => rate(library, rating));
    for (const { recommendations } of await Promise.all(questions)) expect(recommendations).toHaveLength(3);
    await Promise.all(edits);
    expect(library.track(pathOf(0))?.rating).toBe(4);
    expect(warned.filter((message) => message.startsWith('Rebuilding the index'))).toHaveLength(1);
    expect(warned).toHaveLength(1);
    await library.close();
  });

  it('rebuild the index for another question if the first one was stopped', async () => {
    const { library } = await libraryOf({ vectors: true });
    const stop = new AbortController();
    const first = library.recommend(pathOf(0), { top: 3, signal: stop.signal });
    const second = library.recommend(pathOf(1), { top: 3 });
    stop.abort();
    await first.catch(() => {});
    expect((await second).recommendations).toHaveLength(3);
    await library.close();
  });

  it('let a person change them while questions find that there are no vectors', async () => {
    const { library } = await libraryOf();
    for (let round = 0; round < 10; round++) {
      const questions = [1, 2, 3].map((i) => library.recommend(pathOf(i)));
      const edit = new Promise((done) => setTimeout(done, round)).then(() => rate(library, round % 6));
      for (const question of questions) await expect(question).rejects.toThrow(NotFoundError);
      await edit;
    }
    await library.close();
  });

  it('are written by a long job after the changes that came first', async () => {
    const { library } = await libraryOf({ vectors: true });
    const edits = [1, 2, 3].map((rating) => rate(library, rating));
    await Promise.all([...edits, library.repair([], { apply: true })]);
    expect(library.track(pathOf(0))?.rating).toBe(3);
    await Promise.all([library.buildIndex(), rate(library, 4)]);
    expect(library.track(pathOf(0))?.rating).toBe(4);
    await library.close();
  });

  it('get upkeep in a long job, which otherwise waits for it', async () => {
    const { library, warned } = await libraryOf({ vectors: true });
    await library.close();
    await using context = await contextOf(library.dataDir, warned);
    const { records } = context;
    const job = records.writing(async function* () {
      yield 'begun';
    });
    await job.next();
    expect(await usableIndex(context, {})).toMatchObject({ size: TRACKS });
    expect(warned.filter((message) => message.includes("can't be saved"))).toEqual([]);
    await expect(records.write(async () => {})).rejects.toThrow(LibraryBusyError);
    await job.next();
    const [, refused] = await Promise.allSettled([
      records.write(async () => nextTick()),
      nextTick().then(() => records.change(async () => {})),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'library-busy' } });

    const order: string[] = [];
    const upkeep = records.upkeep(async () => {
      await new Promise((done) => setTimeout(done, 50));
      order.push('upkeep');
    });
    const failing = records.upkeep(() => Promise.reject(new Error('no')));
    const long = records.write(async () => void order.push('job'));
    const small = records.change(async () => void order.push('change'));
    await expect(failing).rejects.toThrow('no');
    await Promise.all([upkeep, long, small]);
    expect(order).toEqual(['change', 'upkeep', 'job']);
  });
});
