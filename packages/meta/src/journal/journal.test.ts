import { appendFile, copyFile, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type MetaStore, openMetaStore } from '../index.ts';

let folder: string;
let path: string;
let journal: string;
beforeEach(async () => {
  folder = await temporaryFolder('journal');
  path = join(folder, 'meta.json');
  journal = join(folder, 'meta.journal.ndjson');
  await writeFile(path, JSON.stringify({ tracks: { '/a': { bpm: 1, title: 'A' }, '/b': { bpm: 2 } } }, null, 2));
});
afterEach(() => {
  opened = [];
});

const contour = Array.from({ length: 256 }, (_, i) => i / 7);
const read = () => openMetaStore(path, { readOnly: true });
const all = (store: MetaStore) => Object.fromEntries(store.tracks());

let opened: MetaStore[] = [];

async function open(): Promise<MetaStore> {
  const store = await openMetaStore(path);
  opened.push(store);
  return store;
}

/** Copies the files to a new folder, like after a crash that follows the last flush. */
async function crash(name: string): Promise<void> {
  const copy = await temporaryFolder(name);
  for (const file of ['meta.json', 'meta.journal.ndjson']) await copyFile(join(folder, file), join(copy, file));
  for (const store of opened) await store.close();
  opened = [];
  await rm(folder, { recursive: true });
  folder = copy;
  path = join(folder, 'meta.json');
  journal = join(folder, 'meta.journal.ndjson');
}

async function withUpdates(): Promise<MetaStore> {
  const store = await open();
  store.update('/a', { bpm: 10, features: { rhythm_contour: { contour, reliability: 1 } }, title: undefined });
  store.update('/new ü', { title: 'ü', rating: 5 });
  store.update('/new ü', { rating: undefined, key: '8A' });
  store.delete('/b');
  store.update('/c', { bpm: 3 });
  store.delete('/c');
  store.update('/c', { key: '1A' });
  await store.flush();
  return store;
}
const updated = {
  '/a': { bpm: 10, features: { rhythm_contour: { contour, reliability: 1 } } },
  '/new ü': { title: 'ü', key: '8A' },
  '/c': { key: '1A' },
};

describe('a journal', () => {
  it('has flushed changes, which readers see at once while the file is unchanged', async () => {
    const before = await readFile(path);
    const store = await withUpdates();
    expect(all(store)).toEqual(updated);
    expect(all(await read())).toEqual(updated);
    expect(await readFile(path)).toEqual(before);
    for (const line of (await readFile(journal, 'utf8')).trim().split('\n')) expect(JSON.parse(line).of).toBeTruthy();
    await store.close();
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ tracks: updated });
    expect(await readdir(folder)).toEqual(['meta.json']);
  });

  it('is replayed after a crash, by readers and by the next writer, which appends to it', async () => {
    await withUpdates();
    await crash('replay');
    expect([(await read()).warnings, all(await read())]).toEqual([[], updated]);
    const next = await open();
    expect([all(next), next.size, next.dirty]).toEqual([updated, 3, false]);
    next.update('/a', { bpm: 11 });
    await next.flush();
    await crash('again');
    const last = await open();
    expect(last.get('/a')).toEqual({ ...updated['/a'], bpm: 11 });
    await last.close();
    expect(JSON.parse(await readFile(path, 'utf8')).tracks['/a'].bpm).toBe(11);
    expect(await readdir(folder)).toEqual(['meta.json']);
  });

  it('is recognised as part of the file if a crash prevented its removal', async () => {
    const store = await withUpdates();
    const old = await readFile(path);
    await store.flush();
    // a crash after the rename and before the removal of the journal
    const { link, rename } = await import('node:fs/promises');
    await link(journal, join(folder, 'kept'));
    await store.close();
    await rename(join(folder, 'kept'), journal);
    expect((await read()).warnings).toEqual([]);
    const later = JSON.parse(await readFile(path, 'utf8'));
    expect(all(await read())).toEqual(later.tracks);
    // a crash before the rename
    await writeFile(path, old);
    expect(all(await read())).toEqual(updated);
    expect((await read()).warnings).toEqual([]);
  });

  it('is never replayed onto another file, and is copied', async () => {
    await withUpdates();
    await crash('foreign');
    const newer = JSON.stringify({ tracks: { '/a': { bpm: 77 }, '/b': { bpm: 2 } } });
    await writeFile(path, newer);
    expect(all(await read())).toEqual(JSON.parse(newer).tracks);
    const store = await open();
    expect(store.warnings).toMatchObject([{ code: 'journal-foreign', keptAs: expect.stringContaining('corrupt-') }]);
    expect(store.warnings[0].message).toContain('7 updates');
    await store.close();
    expect(JSON.parse(await readFile(path, 'utf8')).tracks).toEqual(JSON.parse(newer).tracks);
    expect((await readdir(folder)).filter((name) => name.startsWith('meta.journal.ndjson.corrupt-'))).toHaveLength(1);
    expect((await read()).warnings).toEqual([]);
  });

  it('belongs to the contents of the file, even of a copy', async () => {
    await withUpdates();
    await crash('copied');
    await utimes(path, new Date(0), new Date(0));
    expect(all(await read())).toEqual(updated);
  });

  it('that ends with half a line loses only that line, and continues with a new one', async () => {
    await withUpdates();
    await crash('torn');
    await appendFile(journal, '{"crc":"00000000","of":"12-34","path":"/a","set":{"bpm":');
    const reader = await read();
    expect(all(reader)).toEqual(updated);
    expect(reader.warnings).toMatchObject([{ code: 'journal-torn' }]);
    const store = await open();
    store.update('/b', { bpm: 4 });
    await store.flush();
    await crash('mended');
    expect([(await read()).warnings, (await read()).get('/b')]).toEqual([[], { bpm: 4 }]);
  });

  it('with damage in the middle keeps the other lines, and is copied', async () => {
    await withUpdates();
    await crash('damaged');
    const lines = (await readFile(journal, 'utf8')).split('\n');
    lines[1] = lines[1].replace('"rating":5', '"rating":4').replace('ü', 'u');
    lines[3] = lines[3].slice(0, 20);
    await writeFile(journal, lines.join('\n'));
    const store = await open();
    expect(store.warnings).toMatchObject([{ code: 'journal-damaged', keptAs: expect.any(String) }]);
    expect(store.warnings[0].message).toContain('2 of the last updates');
    expect(all(store)).toEqual({ ...updated, '/b': { bpm: 2 }, '/new ü': { key: '8A' } });
    await store.close();
    expect(await readFile(store.warnings[0].keptAs ?? '', 'utf8')).toBe(lines.join('\n'));
    expect((await read()).warnings).toEqual([]);
  });

  it('is also replayed for a damaged file, to lose no change', async () => {
    await withUpdates();
    await crash('both');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"/b"', '"/b'));
    const store = await open();
    expect(store.warnings).toMatchObject([{ code: 'damaged' }]);
    expect(all(store)).toEqual(updated);
    await store.close();
    expect(JSON.parse(await readFile(path, 'utf8')).tracks).toEqual(updated);
  });

  it('is written soon without a flush', async () => {
    const store = await open();
    store.update('/a', { bpm: 42 });
    while ((await read()).get('/a')?.bpm !== 42) await new Promise((resolve) => setTimeout(resolve, 20));
    // other processes may read the line before the writer has synced it
    await vi.waitFor(() => expect(store.dirty).toBe(false));
    await store.close();
  });

  it('handles 20,000 updates, and grows only by their size', async () => {
    const store = await open();
    for (let i = 0; i < 20_000; i++) store.update(`/many/${i}`, { bpm: i });
    await store.flush();
    const { size } = await stat(journal);
    store.update('/many/7', { bpm: 1 });
    await store.flush();
    expect((await stat(journal)).size - size).toBeLessThan(200);
    expect((await read()).size).toBe(20_002);
    await store.close();
    expect((await read()).get('/many/7')).toEqual({ bpm: 1 });
  });
});

describe('a file that is replaced', () => {
  it('by its own writer can be read at any time', async () => {
    const long = { comments: 'x'.repeat(2000) };
    const codes: string[] = [];
    const store = await openMetaStore(path, { onWarning: ({ code }) => codes.push(code) });
    for (let i = 0; i < 2000; i++) store.update(`/many/${i}`, long);
    for (let round = 0; round < 3; round++) {
      let writing = true;
      store.update('/a', { bpm: round });
      const written = store.compact().finally(() => {
        writing = false;
      });
      for (let i = 0; writing; i++) {
        expect(store.get(`/many/${i % 2000}`)).toEqual(long);
        if (i % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      await written;
    }
    await store.close();
    expect(codes).toEqual([]);
    expect((await read()).size).toBe(2002);
  });
});

describe('a file that another program replaces', () => {
  const foreign = JSON.stringify({ extra: 1, tracks: { '/a': { bpm: 5, comments: 'theirs' }, '/theirs': { bpm: 6 } } });

  it('is used by readers from then on', async () => {
    const long = { ...JSON.parse(foreign), tracks: { '/a': { features: { rhythm_contour: { contour } } } } };
    await writeFile(path, JSON.stringify(long));
    const reader = await read();
    await writeFile(path, foreign);
    expect(reader.get('/a', ['features'])).toEqual({});
    expect([reader.size, reader.get('/theirs')]).toEqual([2, { bpm: 6 }]);
  });

  it('keeps its records of tracks that this store did not change', async () => {
    const codes: string[] = [];
    const store = await openMetaStore(path, { onWarning: ({ code }) => codes.push(code) });
    store.update('/a', { bpm: 10, features: { rhythm_contour: { contour, reliability: 1 } } });
    store.delete('/b');
    await store.flush();
    await writeFile(path, foreign);
    store.update('/mine', { bpm: 1 });
    await store.close();
    expect(codes).toEqual(['replaced']);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      extra: 1,
      tracks: {
        '/a': { bpm: 10, comments: 'theirs', features: { rhythm_contour: { contour, reliability: 1 } } },
        '/theirs': { bpm: 6 },
        '/mine': { bpm: 1 },
      },
    });
  });
});

describe('a file that changes under its reader', () => {
  const long = (title: string) => ({ title, features: { rhythm_contour: { contour, reliability: 1 } } });
  const text = JSON.stringify({ tracks: { '/a': long('A'), '/b': long('B'), '/c': long('C') } }, null, 2);

  /** Changes bytes but not the modification time, like a bad disk. */
  async function rot(find: string, replacement: string): Promise<void> {
    const { atime, mtime } = await stat(path);
    await writeFile(path, text.replace(find, replacement), { flag: 'r+' });
    await utimes(path, atime, mtime);
  }

  it('is never overwritten without a warning and a copy', async () => {
    await writeFile(path, text);
    await utimes(path, 1, 1);
    const codes: string[] = [];
    const reader = await openMetaStore(path, { readOnly: true, onWarning: ({ code }) => codes.push(code) });
    const store = await openMetaStore(path, { onWarning: ({ code }) => codes.push(code) });
    store.update('/c', { bpm: 1 });
    await rot('"title": "B",', '"title": "B";');
    expect([reader.get('/a'), reader.get('/b')]).toEqual([long('A'), undefined]);
    expect(codes).toEqual(['damaged']);
    await store.close();
    expect(codes).toEqual(['damaged', 'replaced', 'damaged']);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
      tracks: { '/a': long('A'), '/c': { ...long('C'), bpm: 1 } },
    });
    expect((await readdir(folder)).filter((name) => name.includes('.corrupt-'))).toHaveLength(1);
  });
});

describe('a store', () => {
  it('returns the members that exist, long or short, changed or not', async () => {
    const store = await withUpdates();
    expect(store.get('/a', ['bpm', 'album'])).toEqual({ bpm: 10 });
    expect(store.get('/a', ['features', 'title'])).toEqual({ features: updated['/a'].features });
    expect([...store.tracks(['key'])]).toEqual([
      ['/a', {}],
      ['/c', { key: '1A' }],
      ['/new ü', { key: '8A' }],
    ]);
    await store.compact();
    expect(store.get('/a', ['features'])).toEqual({ features: updated['/a'].features });
    await store.close();
  });

  it('lists the tracks changed since a revision', async () => {
    const store = await open();
    const start = store.revision;
    store.update('/a', { bpm: 9 });
    const between = store.revision;
    store.update('/x', { bpm: 1 });
    store.delete('/b');
    store.update('/x', { bpm: 1 });
    expect(store.changedSince(start)).toEqual(['/a', '/x', '/b']);
    expect(store.changedSince(between)).toEqual(['/x', '/b']);
    expect(store.changedSince(store.revision)).toEqual([]);
    await store.close();
  });

  it('can be disposed of', async () => {
    const store = await open();
    store.update('/a', { bpm: 9 });
    await store[Symbol.asyncDispose]();
    expect(JSON.parse(await readFile(path, 'utf8')).tracks['/a'].bpm).toBe(9);
  });
});
