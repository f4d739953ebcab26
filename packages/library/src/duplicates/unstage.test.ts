import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileSignature, NotFoundError, STAGING_LOG } from '@rbassist/core';
import { type MetaStore, openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStagingLog, type StagingEntry } from './staging-log.ts';
import { unstage } from './unstage.ts';

let folder: string;
let dest: string;
let library: string;
let meta: MetaStore;
beforeEach(async () => {
  folder = await temporaryFolder('unstage');
  dest = join(folder, 'staged');
  library = join(folder, 'data');
  await mkdir(dest);
  meta = await openMetaStore(join(folder, 'meta.json'));
});
afterEach(() => meta.close());

let id = 0;
/** Writes a log line as if the file `name` of the music folder were about to be staged. */
async function log(name: string, action: StagingEntry['action'] = 'move', text = 'sound'): Promise<string> {
  const from = join(folder, 'music', name);
  const twin = join(folder, 'twin');
  await writeFile(twin, text);
  const signature = await fileSignature(twin);
  const entry: StagingEntry = {
    ...{ id: ++id, action, from, as: name, bytes: text.length, signature, keeper: '/keeper.mp3', mode: 'exact' },
  };
  await appendFile(join(dest, STAGING_LOG), `${JSON.stringify(entry)}\n`);
  return from;
}

async function put(path: string, text = 'sound'): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
}

describe('unstage', () => {
  it('throws if nothing is staged', async () => {
    await expect(unstage(meta, { library, dest })).rejects.toThrow(NotFoundError);
    await expect(unstage(meta, { library, dest: join(folder, 'none') })).rejects.toThrow(NotFoundError);
  });

  it('puts files back, also into a missing folder, and removes the staging folder', async () => {
    const from = await log('a.mp3');
    await put(join(dest, 'a.mp3'));
    meta.update(from, { rating: 1, staged: { to: 'x', keeper: 'y' } });
    const report = await unstage(meta, { library, dest });
    expect(report).toMatchObject({ restored: [{ to: from, changed: false }], problems: [] });
    expect(await readFile(from, 'utf8')).toBe('sound');
    expect(meta.get(from)).toEqual({ rating: 1 });
    expect(await readdir(folder)).not.toContain('staged');
  });

  it('continues where a killed run stopped', async () => {
    const notMoved = await log('not moved.mp3');
    await put(notMoved);
    const reserved = await log('reserved.mp3');
    await put(reserved);
    await put(join(dest, 'reserved.mp3'), '');
    const copied = await log('copied.mp3');
    await put(copied);
    await put(join(dest, 'copied.mp3'));
    const copy = await log('copy.mp3', 'copy');
    await put(copy);
    await put(join(dest, 'copy.mp3'));
    await appendFile(join(dest, STAGING_LOG), '{"id":99,"action":"mo');
    expect(await unstage(meta, { library, dest })).toMatchObject({ restored: [], alreadyBack: 2, problems: [] });
    for (const path of [notMoved, reserved, copied, copy]) expect(await readFile(path, 'utf8')).toBe('sound');
    expect(await readdir(folder)).not.toContain('staged');
  });

  it('never overwrites, and keeps files that it cannot put back', async () => {
    const inTheWay = await log('in the way.mp3');
    await put(inTheWay, 'other');
    await put(join(dest, 'in the way.mp3'));
    await log('lost.mp3');
    const orphan = await log('orphan.mp3', 'copy');
    await put(join(dest, 'orphan.mp3'));
    await log('emptied.mp3');
    await put(join(dest, 'emptied.mp3'), '');
    const report = await unstage(meta, { library, dest });
    expect(report.problems.map(({ error }) => error.kind)).toEqual(['corrupt', 'missing', 'missing', 'unwritable']);
    const blocked = report.problems.find(({ error }) => error.kind === 'unwritable');
    expect(blocked?.error.message).toBe(
      `Another file is at ${inTheWay} now, so rbassist keeps ${join(dest, 'in the way.mp3')}.`,
    );
    expect(blocked?.error.remedies).toEqual([
      { action: 'move-away', path: inTheWay },
      { action: 'move-away', path: join(dest, 'in the way.mp3') },
    ]);
    expect(await readFile(inTheWay, 'utf8')).toBe('other');
    expect((await readdir(dest)).length).toBe(4);
    await rm(inTheWay);
    await put(orphan);
    expect(await unstage(meta, { library, dest })).toMatchObject({
      restored: [{ to: inTheWay }],
      problems: { length: 2 },
    });
    expect((await readStagingLog(dest))?.entries.map(({ as }) => as)).toEqual(['lost.mp3', 'emptied.mp3']);
  });

  it('treats an empty file as a name that a killed run reserved', async () => {
    const from = await log('a.mp3');
    await put(from, '');
    await put(join(dest, 'a.mp3'));
    expect(await unstage(meta, { library, dest })).toMatchObject({ restored: [{ to: from }], problems: [] });
    expect(await readFile(from, 'utf8')).toBe('sound');
  });

  it('puts back a file that changed, and reports the change', async () => {
    const from = await log('a.mp3');
    await put(join(dest, 'a.mp3'), 'sound with tags');
    expect(await unstage(meta, { library, dest })).toMatchObject({ restored: [{ to: from, changed: true }] });
    expect(await readFile(from, 'utf8')).toBe('sound with tags');
  });

  it('skips damaged lines, reports them, and keeps the log', async () => {
    await appendFile(join(dest, STAGING_LOG), 'garbage\n{"id":1,"action":"move","from":"/x","as":"../../etc"}\n[]\n\n');
    const from = await log('a.mp3');
    await put(join(dest, 'a.mp3'));
    const report = await unstage(meta, { library, dest });
    expect(report.restored).toHaveLength(1);
    expect(report.problems.map(({ error }) => error.message).join()).toMatch(/Line 1 .*Line 2 .*Line 3 /s);
    expect(await readFile(from, 'utf8')).toBe('sound');
    expect(await unstage(meta, { library, dest })).toMatchObject({ restored: [], problems: { length: 3 } });
    expect(await readdir(dest)).toEqual([STAGING_LOG]);
  });

  it('puts back files that were staged twice, last staged first', async () => {
    const from = await log('a.mp3');
    await log('a.mp3');
    await put(join(dest, 'a.mp3'));
    const steps: number[] = [];
    const report = await unstage(meta, { library, dest, onProgress: ({ done }) => steps.push(done) });
    expect(report).toMatchObject({ restored: [{ to: from }], alreadyBack: 1 });
    expect(steps).toEqual([1, 2]);
  });

  it('stops between files after an abort, and keeps the rest in the log', async () => {
    await log('a.mp3');
    await log('b.mp3');
    for (const name of ['a.mp3', 'b.mp3']) await put(join(dest, name));
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const report = await unstage(meta, { library, dest, signal: controller.signal, onProgress });
    expect(report).toMatchObject({ interrupted: true, restored: { length: 1 } });
    expect((await readStagingLog(dest))?.entries.map(({ as }) => as)).toEqual(['a.mp3']);
  });

  it('leaves files that an old log does not assign to this library', async () => {
    const own = await log('own.mp3');
    const other = await log('other.mp3');
    for (const name of ['own.mp3', 'other.mp3']) await put(join(dest, name));
    meta.update(own, { rating: 1 });
    expect(await unstage(meta, { library, dest })).toMatchObject({ restored: [{ to: own }], others: { '': 1 } });
    expect((await readStagingLog(dest))?.entries.map(({ from }) => from)).toEqual([other]);
    await using empty = await openMetaStore(join(folder, 'new', 'meta.json'));
    expect(await unstage(empty, { library: join(folder, 'new'), dest })).toMatchObject({ restored: [{ to: other }] });
  });

  it('only reports in a dry run', async () => {
    await log('a.mp3');
    await put(join(dest, 'a.mp3'));
    const before = await readFile(join(dest, STAGING_LOG), 'utf8');
    expect(await unstage(meta, { library, dest, dryRun: true })).toMatchObject({ restored: { length: 1 } });
    expect((await readdir(dest)).sort()).toEqual(['a.mp3', STAGING_LOG]);
    expect(await readFile(join(dest, STAGING_LOG), 'utf8')).toBe(before);
  });
});
