import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolderError, OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type MetaStore, openMetaStore } from '../index.ts';

let path: string;
beforeEach(async () => {
  path = join(await temporaryFolder('meta'), 'meta.json');
  await change((store) => {
    store.update('/a.mp3', { bpm: 128, title: 'A' });
    store.update('/b.mp3', { bpm: 130, title: 'B' });
  });
});

/** Changes the library as another process would, and compacts it. */
async function change(edit: (store: MetaStore) => void): Promise<void> {
  await using store = await openMetaStore(path);
  edit(store);
}

const openReader = () => openMetaStore(path, { readOnly: true });

describe('isCurrent', () => {
  it('is true as long as no other process writes, however much is read', async () => {
    await using reader = await openReader();
    expect([...reader.tracks()]).toHaveLength(2);
    await using other = await openReader();
    expect([reader.isCurrent(), other.isCurrent()]).toEqual([true, true]);
  });

  it('is false from the first line of a journal, each later line, and the compaction', async () => {
    await using writer = await openMetaStore(path);
    await using first = await openReader();
    writer.update('/a.mp3', { bpm: 129 });
    expect(first.isCurrent()).toBe(true);
    await writer.flush();
    expect(first.isCurrent()).toBe(false);

    await using second = await openReader();
    expect([second.isCurrent(), second.get('/a.mp3')?.bpm]).toEqual([true, 129]);
    writer.update('/a.mp3', { bpm: 131 });
    await writer.flush();
    expect(second.isCurrent()).toBe(false);

    await using third = await openReader();
    await writer.close();
    expect(third.isCurrent()).toBe(false);
    await using fourth = await openReader();
    expect([fourth.isCurrent(), fourth.get('/a.mp3')?.bpm]).toEqual([true, 131]);
  });

  it('is false after another program replaces meta.json, also once the store has read the new one', async () => {
    await using reader = await openReader();
    await writeFile(
      `${path}.new`,
      JSON.stringify({ tracks: { '/a.mp3': { cues: [{ start: 1, name: 'x'.repeat(999) }] } } }),
    );
    await rename(`${path}.new`, path);
    expect(reader.isCurrent()).toBe(false);
    reader.get('/a.mp3');
    expect(reader.isCurrent()).toBe(false);
    await using again = await reader.reopen({ readOnly: true });
    expect([again.isCurrent(), again.paths()]).toEqual([true, ['/a.mp3']]);
  });

  it('notices a first meta.json', async () => {
    path = join(await temporaryFolder('meta-empty'), 'meta.json');
    await using reader = await openReader();
    expect(reader.isCurrent()).toBe(true);
    await change((store) => store.update('/a.mp3', {}));
    expect(reader.isCurrent()).toBe(false);
  });

  it('names a meta.json that became unreadable, and refuses a closed store', async () => {
    const reader = await openReader();
    await rename(path, `${path}.old`);
    await mkdir(path);
    expect(() => reader.isCurrent()).toThrow(DataFolderError);
    await reader.close();
    expect(() => reader.isCurrent()).toThrow(OptionError);
  });
});

describe('recordMark', () => {
  it('is the same in every store that has the same record, wherever the record lies in the file', async () => {
    await using before = await openReader();
    const mark = before.recordMark('/b.mp3');
    expect(mark).toEqual(expect.any(Number));
    await change((store) => store.update('/a.mp3', { title: 'A much longer title' }));
    await using after = await openReader();
    expect(after.recordMark('/b.mp3')).toBe(mark);
    expect(after.recordMark('/a.mp3')).not.toBe(before.recordMark('/a.mp3'));
  });

  it('changes with a value of the same length', async () => {
    await using before = await openReader();
    await change((store) => store.update('/a.mp3', { bpm: 129 }));
    await using after = await openReader();
    expect(after.recordMark('/a.mp3')).not.toBe(before.recordMark('/a.mp3'));
  });

  it('differs between the records of a library', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `/${i}.mp3`);
    await change((store) => {
      for (const [i, name] of names.entries()) store.update(name, { bpm: 60 + i });
    });
    await using reader = await openReader();
    expect(new Set(names.map((name) => reader.recordMark(name))).size).toBe(200);
  });

  it('is unknown for a record in the journal, a new one, a deleted one, and an unknown track', async () => {
    await using writer = await openMetaStore(path);
    writer.update('/a.mp3', { bpm: 129 });
    writer.update('/new.mp3', {});
    writer.delete('/b.mp3');
    await writer.flush();
    await using reader = await openReader();
    for (const store of [writer, reader]) {
      expect(['/a.mp3', '/new.mp3', '/b.mp3', '/none.mp3', '__proto__'].map((name) => store.recordMark(name))).toEqual(
        Array.from({ length: 5 }, () => undefined),
      );
    }
  });
});
