import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { openMetaStore } from '../index.ts';
import { readSnapshot } from './read-snapshot.ts';

let folder: string;
let path: string;
let cache: string;
beforeEach(async () => {
  folder = await temporaryFolder('places');
  path = join(folder, 'meta.json');
  cache = join(folder, 'meta.places');
});

const comments = 'ü'.repeat(4000);
/** JSON text of a library larger than 16 MiB. */
function library(count = 3000, name = 'größe') {
  const tracks = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`/${name}/${i}.mp3`, { bpm: 100 + i, title: `é ${i}`, comments }]),
  );
  return JSON.stringify({ config: { kept: true }, tracks });
}

describe('the offset cache', () => {
  it('avoids the scan of a large file and gives the same records', async () => {
    await writeFile(path, library());
    const scanned = await openMetaStore(path, { readOnly: true });
    const found = readSnapshot(path);
    expect([found.fromCache, found.records.size]).toEqual([true, 3000]);
    const again = await openMetaStore(path, { readOnly: true });
    for (const name of ['/größe/0.mp3', '/größe/2999.mp3']) {
      expect(again.get(name)).toEqual(scanned.get(name));
      expect(again.get(name, ['title'])).toEqual(scanned.get(name, ['title']));
    }
    const writer = await openMetaStore(path);
    writer.update('/größe/7.mp3', { bpm: 1 });
    writer.delete('/größe/8.mp3');
    await writer.close();
    expect(readSnapshot(path)).toMatchObject({ fromCache: true });
    const reader = await openMetaStore(path, { readOnly: true });
    expect([reader.size, reader.get('/größe/7.mp3')]).toEqual([2999, { bpm: 1, title: 'é 7', comments }]);
    // a record that was loaded from the cache and saved again
    expect(reader.get('/größe/2999.mp3', ['title', 'bpm'])).toEqual({ title: 'é 2999', bpm: 3099 });
    expect(Object.keys(JSON.parse(await readFile(path, 'utf8')))).toEqual(['config', 'tracks']);
    expect((await readdir(folder)).sort()).toEqual(['meta.json', 'meta.places']);
  });

  it('is not used if it is damaged or belongs to another file', async () => {
    await writeFile(path, library());
    await openMetaStore(path, { readOnly: true });
    const good = await readFile(cache);
    const firstText = good.indexOf('"bpm":100');
    for (const at of [0, 5, 60, firstText >> 1, firstText - 2]) {
      const bad = Buffer.from(good);
      bad[at] ^= 4;
      await writeFile(cache, bad);
      const snapshot = readSnapshot(path);
      expect([snapshot.fromCache, snapshot.records.size], `byte ${at}`).toEqual([undefined, 3000]);
    }
    for (const length of [0, 3, 100, firstText - 1, good.length - 1]) {
      await writeFile(cache, good.subarray(0, length));
      expect(readSnapshot(path).fromCache).toBeUndefined();
    }
    await writeFile(cache, good);
    await writeFile(path, library(2500, 'other'));
    const store = await openMetaStore(path, { readOnly: true });
    expect([store.size, store.has('/other/0.mp3')]).toEqual([2500, true]);
  });

  it('gives the right records if its texts are damaged, or another process replaces it', async () => {
    await writeFile(path, library());
    const first = await openMetaStore(path, { readOnly: true });
    const bytes = await readFile(cache);
    bytes[bytes.indexOf('"bpm":107') + 8] ^= 1;
    await writeFile(cache, bytes);
    const second = await openMetaStore(path, { readOnly: true });
    expect(readSnapshot(path).fromCache).toBe(true);
    await using writer = await openMetaStore(path);
    writer.update('/größe/8.mp3', { bpm: 1 });
    const third = await openMetaStore(path, { readOnly: true });
    for (const store of [first, second, third, writer]) {
      expect(store.get('/größe/7.mp3', ['bpm'])).toEqual({ bpm: 107 });
      expect([...store.tracks(['title'])].at(-1)).toEqual(['/größe/2999.mp3', { title: 'é 2999' }]);
    }
    await writer.compact();
    await rm(cache);
    expect(writer.get('/größe/7.mp3', ['bpm'])).toEqual({ bpm: 107 });
    expect([...writer.tracks(['bpm'])].slice(7, 9).map(([, { bpm }]) => bpm)).toEqual([107, 1]);
    writer.update('/größe/9.mp3', { bpm: 2 });
    await writer.compact();
    expect([...writer.tracks(['bpm'])].slice(8, 10).map(([, { bpm }]) => bpm)).toEqual([1, 2]);
  });

  it('is not written for a small file', async () => {
    await writeFile(path, library(3));
    await openMetaStore(path, { readOnly: true });
    expect(existsSync(cache)).toBe(false);
  });
});
