import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DataFolderError, OptionError, replaceFile } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type MetaStore, type MetaWarning, openMetaStore } from '../index.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder('meta');
  path = join(folder, 'data', 'meta.json');
  await mkdir(join(folder, 'data'));
});

const text = () => readFile(path, 'utf8');
const files = async () => (await readdir(join(folder, 'data'))).sort();

async function readAgain<T>(read: (store: MetaStore) => T): Promise<T> {
  await using store = await openMetaStore(path, { readOnly: true });
  return read(store);
}

describe('records', () => {
  it('are created, merged shallowly, and read back as copies', async () => {
    await using store = await openMetaStore(path);
    store.update('/a.mp3', { bpm: 128, tags: ['x'], features: { samples: 0.5 } });
    store.update('/a.mp3', { key: '8A', features: { other: 1 } });
    expect(store.get('/a.mp3')).toEqual({ bpm: 128, tags: ['x'], features: { other: 1 }, key: '8A' });

    store.get('/a.mp3')!.tags!.push('y');
    expect(store.get('/a.mp3')?.tags).toEqual(['x']);
    expect([store.size, store.has('/a.mp3'), store.has('/b.mp3'), store.get('/b.mp3')]).toEqual([
      1,
      true,
      false,
      undefined,
    ]);
  });

  it('lose the keys that a patch sets to undefined, and no others', async () => {
    await using store = await openMetaStore(path);
    store.update('/a.mp3', { bpm: 128, key: null, title: 'T' });
    store.update('/a.mp3', { bpm: undefined, album: undefined });
    expect(store.get('/a.mp3')).toEqual({ key: null, title: 'T' });
    store.update('/a.mp3', { key: undefined, title: undefined });
    expect(store.get('/a.mp3')).toEqual({});
  });

  it('can be changed during iteration', async () => {
    await using store = await openMetaStore(path);
    for (const name of ['/c', '/a', '/b']) store.update(name, { title: name });
    const seen: string[] = [];
    for (const [name, record] of store.tracks()) {
      seen.push(`${name}:${record.title}`);
      store.delete('/b');
      store.update(`${name}-more`, {});
    }
    expect(seen).toEqual(['/a:/a', '/c:/c']);
    expect(store.paths()).toEqual(['/a', '/a-more', '/c', '/c-more']);
  });

  it('with dangerous names work like any other', async () => {
    const patch = JSON.parse('{"__proto__": {"bpm": 1}, "constructor": "c", "toString": null}');
    await using store = await openMetaStore(path);
    for (const name of ['__proto__', 'constructor', 'hasOwnProperty']) store.update(name, patch);
    await store.close();

    await using again = await openMetaStore(path, { readOnly: true });
    expect(again.paths()).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
    expect(Object.entries(again.get('__proto__')!)).toEqual(Object.entries(patch));
    expect(again.has('toString')).toBe(false);
    expect(({} as { bpm?: number }).bpm).toBeUndefined();
  });

  it('refuse values that JSON can not represent', async () => {
    await using store = await openMetaStore(path);
    const circular: { self?: unknown } = {};
    circular.self = circular;
    expect(() => store.update('/a', { big: 1n })).toThrow(OptionError);
    expect(() => store.update('/a', { circular })).toThrow(/"circular" can't be stored/);
    expect(() => store.update('', {})).toThrow(OptionError);
    expect([store.size, store.dirty]).toEqual([0, false]);
  });
});

describe('the file', () => {
  it('appears with the first compaction, in the layout of the Python rbassist', async () => {
    await using store = await openMetaStore(join(folder, 'new', 'deep', 'meta.json'));
    await store.compact();
    expect(await readdir(join(folder, 'new', 'deep'))).not.toContain('meta.json');
    const record = {
      bpm: 128.5,
      tempos: [{ inizio_sec: 0, bpm: 128.5, metro: '4/4', battito: 1 }],
      tags: [],
      features: {},
      title: 'a "b" \\ c',
    };
    store.update('/a.mp3', record);
    store.update('/b.mp3', {});
    await store.compact();
    const expected = JSON.stringify({ tracks: { '/a.mp3': record, '/b.mp3': {} } }, null, 2);
    expect(await readFile(join(folder, 'new', 'deep', 'meta.json'), 'utf8')).toBe(expected);
  });

  it('is ASCII, like in Python, and means the same', async () => {
    const title = 'Überjam 東京 😀 \u007f \ud800';
    await using store = await openMetaStore(path);
    store.update(`/müsik/${title}.mp3`, { title, [title]: [title] });
    await store.close();
    expect(await text()).toMatch(/^[\n -~]*$/);
    expect(await text()).toContain('\\u00dcberjam \\u6771\\u4eac \\ud83d\\ude00 \\u007f \\ud800');
    expect(await readAgain((again) => again.get(`/müsik/${title}.mp3`))).toEqual({
      title,
      [title]: [title],
    });
  });

  // big integers, integer-like keys, floats that look like integers, NaN, odd spacing, raw and escaped letters
  const foreign = `{
  "version" : 2.0, "10": [ 1,2 ],
  "tracks": {
    "/z\\u00e4.mp3": {
      "2": "two", "1": 12345678901234567890, "bpm": 128.0,
      "tiny": 1.4885e-05,   "nan": [NaN, -Infinity, "NaN"], "raw": "ä/\\/\\u00e4"
    },
    "/a.mp3": {"b":1,"a":{"9":1,"3":2}},
    "7": {}
  },
  "after": {"__proto__": null}
}
`;

  it('keeps the text of unchanged values', async () => {
    await writeFile(path, foreign);
    await using store = await openMetaStore(path);
    store.update('/a.mp3', { c: 3, b: undefined });
    await store.close();
    const written = await text();
    expect(written).toContain('"10": [ 1,2 ]');
    expect(written).toContain('"version": 2.0');
    expect(written).toContain('"after": {"__proto__": null}');
    const record = foreign.slice(foreign.indexOf('{\n      "2"'), foreign.indexOf(',\n    "/a.mp3"'));
    expect(written).toContain(`"/z\\u00e4.mp3": ${record},`);
    expect(written).toContain('"/a.mp3": {\n      "a": {"9":1,"3":2},\n      "c": 3\n    },\n    "7": {}');
  });

  it('keeps numbers and key order of a changed record', async () => {
    await writeFile(path, foreign);
    await using store = await openMetaStore(path);
    expect(store.get('/zä.mp3')).toMatchObject({ bpm: 128, nan: [null, null, 'NaN'], raw: 'ä//ä' });
    store.update('/zä.mp3', { key: '8A' });
    await store.close();
    const members = ['"2": "two"', '"1": 12345678901234567890', '"bpm": 128.0', '"tiny": 1.4885e-05'];
    expect(await text()).toContain(`{\n      ${members.join(',\n      ')},\n      "nan": [NaN, -Infinity, "NaN"]`);
    expect(await text()).toContain('"raw": "ä/\\/\\u00e4",\n      "key": "8A"\n    }');
  });

  it('is read in one state, even if another program replaces it before or during the pass', async () => {
    await writeFile(path, JSON.stringify({ tracks: { '/a': { bpm: 1 }, '/b': { bpm: 1 } } }));
    await using store = await openMetaStore(path, { readOnly: true });
    const replace = (bpm: number) =>
      replaceFile(path, JSON.stringify({ tracks: { '/a': { title: 'x'.repeat(bpm), bpm }, '/b': { bpm } } }));
    await replace(2);
    const pass = store.storedTracks();
    expect(pass.next().value).toEqual(['/a', { title: 'xx', bpm: 2 }]);
    await replace(3);
    expect(pass.next().value).toEqual(['/b', { bpm: 2 }]);
    expect([...store.storedTracks()]).toMatchObject([
      ['/a', { bpm: 3 }],
      ['/b', { bpm: 3 }],
    ]);
  });

  it('is not written when nothing has changed', async () => {
    await writeFile(path, foreign);
    await using store = await openMetaStore(path);
    store.update('/zä.mp3', { bpm: 128, raw: 'ä//ä', absent: undefined });
    store.delete('/unknown.mp3');
    expect(store.dirty).toBe(false);
    await store.close();
    expect(await text()).toBe(foreign);
  });

  it('keeps the order of its tracks and sorts new tracks by path', async () => {
    const orders = [
      ['/m', '/b', '/Ä', '/a'],
      ['/a', '/Ä', '/m', '/b'],
    ];
    const written: string[] = [];
    for (const order of orders) {
      await writeFile(path, JSON.stringify({ tracks: { '/z': {}, '/y': { bpm: 1 } } }));
      await using store = await openMetaStore(path);
      for (const name of order) {
        store.update(name, { title: name });
        await store.compact();
      }
      store.update('/y', { bpm: 2 });
      await store.close();
      written.push(await text());
    }
    expect(written[0]).toBe(written[1]);
    expect(Object.keys(JSON.parse(written[0]).tracks)).toEqual(['/z', '/y', '/a', '/b', '/m', '/Ä']);
  });

  it('handles 3,000 tracks in many chunks', async () => {
    const contour = Array.from({ length: 64 }, (_, i) => Math.sin(i) / 3);
    await using store = await openMetaStore(path);
    for (let i = 0; i < 3000; i++)
      store.update(`/music/${i}.mp3`, {
        bpm: 100 + i / 7,
        features: { rhythm_contour: { contour, reliability: 0.1 } },
      });
    await store.close();
    await using again = await openMetaStore(path, { readOnly: true });
    expect(again.size).toBe(3000);
    expect(again.get('/music/2999.mp3')).toEqual({
      bpm: 100 + 2999 / 7,
      features: { rhythm_contour: { contour, reliability: 0.1 } },
    });
    expect(await text()).toBe(JSON.stringify(JSON.parse(await text()), null, 2));
  });

  it('may have a byte order mark or no tracks', async () => {
    await writeFile(path, '\ufeff{"other": 1}');
    await using store = await openMetaStore(path);
    store.update('/a', { bpm: 1 });
    await store.close();
    expect(JSON.parse(await text())).toEqual({ other: 1, tracks: { '/a': { bpm: 1 } } });
    expect(store.warnings).toEqual([]);
  });
});

describe('a damaged file', () => {
  const damaged: [string, string | Buffer][] = [
    ['empty', ''],
    ['cut short', '{"tracks": {"/a.mp3": {"bpm": 12'],
    ['an array', '[]'],
    ['null', 'null'],
    ['of tracks that are an array', '{"tracks": []}'],
    ['of tracks that are null', '{"tracks": null}'],
    ['of tracks that are a number', '{"tracks": 7}'],
    ['of a record with a broken number', '{"tracks": {"/a.mp3": {"bpm": 12x}}}'],
    ['followed by more text', '{"tracks": {}}{}'],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['zeros', Buffer.alloc(4096)],
    ['nested without end', '['.repeat(200_000)],
  ];
  it.each(damaged)('that is %s is copied, with a warning', async (_name, contents) => {
    await writeFile(path, contents);
    const told: MetaWarning[] = [];
    await using store = await openMetaStore(path, { onWarning: (warning) => told.push(warning) });
    expect(store.size).toBe(0);
    expect(store.warnings).toEqual(told);
    expect(told).toHaveLength(1);
    const [{ keptAs = '', message, code }] = told;
    expect(code).toBe('damaged');
    expect(keptAs).toMatch(/meta\.json\.corrupt-\d{8}-\d{6}$/);
    expect(message).toContain(path);
    expect(message).toContain(keptAs);
    expect(await readFile(keptAs)).toEqual(Buffer.from(contents));

    store.update('/new.mp3', { bpm: 1 });
    await store.close();
    expect(await files()).toHaveLength(2);
    expect(await readAgain(({ warnings }) => warnings)).toEqual([]);
  });

  it('stays unchanged in a read-only store', async () => {
    await writeFile(path, '{"tracks": {"/a.mp3": {"bpm": 12}, "/b.mp3": {"bpm"');
    await using store = await openMetaStore(path, { readOnly: true });
    expect([store.size, store.get('/a.mp3')]).toEqual([1, { bpm: 12 }]);
    expect(store.warnings).toMatchObject([{ code: 'damaged', keptAs: undefined }]);
    expect(store.warnings[0].message).toContain('rbassist could read 1 track, but not 17 bytes');
    expect(await files()).toEqual(['meta.json']);
  });

  it('opens even if the listener throws', async () => {
    await writeFile(path, 'nonsense');
    const fail = () => {
      throw new Error('listener');
    };
    await using store = await openMetaStore(path, { onWarning: fail });
    expect(store.warnings).toHaveLength(1);
  });
});

describe('a data folder that cannot be used', () => {
  it('is named in the error', async () => {
    await mkdir(path);
    await expect(openMetaStore(path)).rejects.toThrow(DataFolderError);
    await expect(openMetaStore(path)).rejects.toThrow(/it is a folder, not a file/);
    await writeFile(join(folder, 'plain'), '');
    await expect(openMetaStore(join(folder, 'plain', 'meta.json'))).rejects.toThrow(/a file where a folder should be/);
  });

  it('gives an error that names the blocking file, which is not always meta.json', async () => {
    await mkdir(dirname(path), { recursive: true });
    await mkdir(join(dirname(path), 'meta.journal.ndjson'));
    await expect(openMetaStore(path)).rejects.toThrow(/meta\.journal\.ndjson cannot be read: it is a folder/);
  });

  it('keeps updates in memory, so that a later flush can succeed', async () => {
    const data = join(folder, 'data');
    await using store = await openMetaStore(path);
    store.update('/a.mp3', { bpm: 1 });
    await rename(data, join(folder, 'away'));
    await writeFile(data, 'a file in the way');
    await expect(store.flush()).rejects.toThrow(DataFolderError);
    await expect(store.close()).rejects.toThrow(DataFolderError);
    expect([store.dirty, store.get('/a.mp3')]).toEqual([true, { bpm: 1 }]);

    await rm(data);
    await rename(join(folder, 'away'), data);
    await store.close();
    expect(await readAgain((again) => again.get('/a.mp3'))).toEqual({ bpm: 1 });
  });
});

describe('flush and close', () => {
  it('write the newest state last if called at the same time', async () => {
    await using store = await openMetaStore(path);
    const flushes: Promise<void>[] = [];
    for (let i = 0; i < 20; i++) {
      store.update('/a.mp3', { bpm: i });
      flushes.push(store.flush());
    }
    await Promise.all(flushes);
    expect([store.dirty, await readAgain((again) => again.get('/a.mp3'))]).toEqual([false, { bpm: 19 }]);
    await Promise.all([store.compact(), store.compact(), store.close()]);
    expect(JSON.parse(await text())).toEqual({ tracks: { '/a.mp3': { bpm: 19 } } });
    expect(await files()).toEqual(['meta.json']);
  });

  it('keep changes made during the write', async () => {
    await using store = await openMetaStore(path);
    store.update('/a.mp3', { bpm: 1 });
    const compacting = store.compact();
    await Promise.resolve();
    await Promise.resolve();
    store.update('/a.mp3', { bpm: 2 });
    store.delete('/a.mp3');
    store.update('/b.mp3', { bpm: 3 });
    await compacting;
    expect(store.paths()).toEqual(['/b.mp3']);
    await store.close();
    expect(JSON.parse(await text())).toEqual({ tracks: { '/b.mp3': { bpm: 3 } } });
  });

  it('make the store unusable after close', async () => {
    await using store = await openMetaStore(path);
    store.update('/a.mp3', { bpm: 1 });
    await Promise.all([store.close(), store.close()]);
    await store.close();
    for (const use of [
      () => store.get('/a.mp3'),
      () => store.size,
      () => store.tracks(),
      () => store.update('/a.mp3', {}),
      () => store.delete('/a.mp3'),
    ]) {
      expect(use).toThrow(OptionError);
    }
    await expect(store.flush()).rejects.toThrow(/closed/);
    await using again = await store.reopen({ readOnly: true });
    expect([again.get('/a.mp3'), again.readOnly]).toEqual([{ bpm: 1 }, true]);
    expect(() => again.update('/a.mp3', { bpm: 2 })).toThrow(/read-only/);
  });

  it('let a store be read after the end of writing, which others may then begin', async () => {
    await using store = await openMetaStore(path);
    const long = 'x'.repeat(1000);
    store.update('/a.mp3', { bpm: 1, comments: long });
    await Promise.all([store.endWriting({ compact: false }), store.endWriting()]);
    expect([store.readOnly, store.dirty, store.revision]).toEqual([true, false, 1]);
    expect(store.get('/a.mp3')).toEqual({ bpm: 1, comments: long });
    expect(() => store.update('/a.mp3', { bpm: 2 })).toThrow(/read-only/);
    await expect(store.compact()).rejects.toThrow(/read-only/);
    await store.flush();

    const list = store.tracks();
    await using other = await store.reopen({ readOnly: false });
    other.update('/a.mp3', { bpm: 3 });
    await other.close();
    // the file was replaced, and the journal is gone
    expect([...list]).toEqual([['/a.mp3', { bpm: 3, comments: long }]]);
    expect(store.isCurrent()).toBe(false);
    await store.close();
    expect(() => store.size).toThrow(/closed/);
  });

  it.each([true, false])('keep each change that was taken until the end of writing (compact: %s)', async (compact) => {
    await using store = await openMetaStore(path);
    for (let i = 0; i < 200; i++) store.update(`/${i}.mp3`, { title: 'x'.repeat(2000) });
    let isEnding = true;
    const ending = store.endWriting({ compact }).finally(() => {
      isEnding = false;
    });
    const taken: string[] = [];
    const refused: string[] = [];
    for (let i = 0; isEnding; i++) {
      const name = `/late ${i}.mp3`;
      try {
        store.update(name, { bpm: i });
        taken.push(name);
      } catch {
        refused.push(name);
      }
      // a change at every step of the files
      await new Promise(i < 20 ? setImmediate : (done) => setTimeout(done, 5));
    }
    await ending;
    expect(taken.length).toBeGreaterThan(0);
    const kept = await readAgain((again) => taken.filter((name) => again.has(name)));
    expect(kept).toEqual(taken);
    expect(await readAgain((again) => refused.filter((name) => again.has(name)))).toEqual([]);
  });

  it('leave the long values of an older store as they are, also if a new journal has others in their place', async () => {
    await using writer = await openMetaStore(path);
    const long = 'a'.repeat(1000);
    writer.update('/a.mp3', { comments: long });
    await writer.flush();
    await using store = await openMetaStore(path, { readOnly: true });
    await writer.compact();
    writer.update('/b.mp3', { comments: 'b'.repeat(5000) });
    await writer.flush();
    expect(store.get('/a.mp3')).toEqual({ comments: long });
  });
});
