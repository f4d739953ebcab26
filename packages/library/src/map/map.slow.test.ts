import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFoundError, OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { type Library, openLibrary } from '../index.ts';
import { soundFolder, soundLibrary, type TestTrack } from '../sound-tags/test-library.ts';

/** Sixty tracks: half are metal, half are not, with a genre each. */
function twoSounds(count = 60): Record<string, TestTrack> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => {
      const isMetal = i % 2 === 0;
      const sound = { metal: isMetal ? 3 + i / 50 : -3, ambient: isMetal ? -3 : 3 + i / 50 };
      const path = `/music/${String(i).padStart(2, '0')}.mp3`;
      return [path, { title: `Title ${i}`, genre: isMetal ? 'Metal' : 'Drone', sound }];
    }),
  );
}

const fileOf = (library: Library) => readFile(join(library.dataDir, 'map', 'map.json'), 'utf8');

async function placesOf(library: Library): Promise<Map<string, string>> {
  const map = await library.storedMap();
  return new Map(map?.paths.map((path, i) => [path, `${map.places[2 * i]} ${map.places[2 * i + 1]}`]));
}

describe('map', () => {
  it('puts tracks near those that sound alike, and gives the same bytes for the same vectors', async () => {
    await using library = await soundLibrary(twoSounds());
    expect(await library.storedMap()).toBeUndefined();
    const done: number[] = [];
    const report = await library.map({ onProgress: (event) => done.push(event.done) });
    expect(report).toEqual({ tracks: 60, added: 60, removed: 0, rebuilt: true, interrupted: false });
    expect(done.at(-1)).toBe(100);
    const map = await library.storedMap();
    expect(map).toMatchObject({ space: 'blend-v1/360', unplaced: 0 });
    const { paths = [], places = new Float32Array(0) } = map ?? {};
    for (const i of paths.keys()) {
      const far = (j: number) => Math.hypot(places[2 * i] - places[2 * j], places[2 * i + 1] - places[2 * j + 1]);
      const nearest = [...paths.keys()].filter((j) => j !== i).sort((a, b) => far(a) - far(b))[0];
      expect(nearest % 2).toBe(i % 2);
    }
    const bytes = await fileOf(library);
    expect(await library.map()).toEqual({ tracks: 60, added: 0, removed: 0, rebuilt: false, interrupted: false });
    expect((await library.map({ rebuild: true })).rebuilt).toBe(true);
    expect(await fileOf(library)).toBe(bytes);
    await using other = await soundLibrary(Object.fromEntries(Object.entries(twoSounds()).reverse()));
    await other.map();
    expect(await fileOf(other)).toBe(bytes);
  });

  it('places new tracks without moving others, and drops removed ones', async () => {
    const tracks = twoSounds();
    await using first = await soundLibrary(twoSounds(50));
    await first.map();
    const before = await placesOf(first);
    delete tracks['/music/07.mp3'];
    const { '/music/08.mp3': moved, ...others } = tracks;
    const dataDir = await soundFolder({ ...others, '/elsewhere/08.mp3': moved });
    await using library = await openLibrary({ dataDir, engine: 'exact' });
    await library.buildIndex();
    await library.map();
    await writeFile(join(dataDir, 'map', 'map.json'), await fileOf(first));
    expect(await library.storedMap()).toMatchObject({ unplaced: 11 });
    expect(await library.map()).toMatchObject({ tracks: 59, added: 10, removed: 2, rebuilt: false });
    const after = await placesOf(library);
    expect(after.size).toBe(59);
    expect(after.get('/elsewhere/08.mp3')).toBe(before.get('/music/08.mp3'));
    for (const [path, place] of before) if (after.has(path)) expect(after.get(path)).toBe(place);
  });

  it('is computed again after a change of the model, with mostly new tracks, or if its file is damaged', async () => {
    await using small = await soundLibrary(twoSounds(20));
    await small.map();
    await using library = await soundLibrary(twoSounds());
    await library.map();
    const file = join(library.dataDir, 'map', 'map.json');
    const whole = await fileOf(library);
    const foreign = { ...JSON.parse(whole), space: 'spectral-v1/160' };
    const cut = { ...JSON.parse(whole), places: 'AAAA' };
    for (const text of [JSON.stringify(cut), whole.slice(0, 500), '']) {
      await writeFile(file, text);
      expect(await library.storedMap()).toBeUndefined();
    }
    for (const text of [await fileOf(small), JSON.stringify(foreign)]) {
      await writeFile(file, text);
      expect(await library.map()).toMatchObject({ added: 60, rebuilt: true });
      expect(await fileOf(library)).toBe(whole);
    }
  });

  it('maps one track, two, and equal ones', async () => {
    for (const count of [1, 2, 30]) {
      const track = { sound: { metal: 1 } };
      const tracks = Object.fromEntries(Array.from({ length: count }, (_, i) => [`/music/${i}.mp3`, track]));
      await using library = await soundLibrary(tracks);
      expect((await library.map()).tracks).toBe(count);
      const map = await library.storedMap();
      expect(map?.places.every(Number.isFinite)).toBe(true);
      expect(await library.mapLabels()).toEqual([]);
    }
    await using empty = await soundLibrary({});
    await expect(empty.map()).rejects.toThrow(NotFoundError);
    expect(await empty.storedMap()).toBeUndefined();
    await expect(empty.map({ rebuilt: true } as never)).rejects.toThrow(OptionError);
  });

  it('ends when aborted, and keeps the earlier map', async () => {
    await using library = await soundLibrary(twoSounds());
    expect((await library.map({ signal: AbortSignal.abort() })).interrupted).toBe(true);
    const stop = new AbortController();
    const report = await library.map({ signal: stop.signal, onProgress: () => stop.abort() });
    expect(report).toMatchObject({ interrupted: true });
    expect(await library.storedMap()).toBeUndefined();
    await library.map();
    const bytes = await fileOf(library);
    const again = new AbortController();
    await library.map({ rebuild: true, signal: again.signal, onProgress: () => again.abort() });
    expect(await fileOf(library)).toBe(bytes);
  });
});

describe('mapLabels', () => {
  it('names regions by the tags and genres that stand out in them', async () => {
    const tracks = twoSounds();
    for (let i = 0; i < 24; i += 2) {
      Object.assign(tracks[`/music/${String(i).padStart(2, '0')}.mp3`], { mytags: ['Peak Hour'] });
    }
    await using library = await soundLibrary(tracks, undefined, 'spectral-v1/160');
    expect(await library.mapLabels()).toEqual([]);
    await library.map();
    const map = await library.storedMap();
    const labels = await library.mapLabels();
    expect(labels.length).toBeGreaterThan(1);
    for (const { text, x, y, level, source, tracks: count, share } of labels) {
      expect(level).toBe(0);
      expect(count).toBeGreaterThan(2);
      expect(share).toBeGreaterThan(0.25);
      expect(['Metal', 'Drone', 'Peak Hour']).toContain(text);
      expect(source).toBe(text === 'Peak Hour' ? 'tag' : 'genre');
      const far = (i: number) => Math.hypot((map?.places[2 * i] ?? 0) - x, (map?.places[2 * i + 1] ?? 0) - y);
      const [nearest] = [...(map?.paths.keys() ?? [])].sort((a, b) => far(a) - far(b));
      expect(nearest % 2).toBe(text === 'Drone' ? 1 : 0);
    }
    expect(labels.map(({ text }) => text)).toContain('Drone');
    expect(await library.mapLabels({ signal: AbortSignal.abort() })).toEqual([]);
  });

  it('names regions by the sound', async () => {
    const tracks = twoSounds();
    for (const track of Object.values(tracks)) delete track.genre;
    await using library = await soundLibrary(tracks);
    await library.map();
    const labels = await library.mapLabels();
    expect(labels.length).toBeGreaterThan(1);
    for (const { source } of labels) expect(source).toBe('sound');
  });
});
