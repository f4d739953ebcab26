import { chmod, link, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rate, ratingOf } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyToFree, moveFile } from './move-file.ts';

/** A separate file system on most Linux machines. */
const MEMORY_DISK = '/dev/shm';

let here: string;
let there: string;
let isOtherDisk = false;
beforeAll(async () => {
  here = await mkdtemp(join(tmpdir(), 'rbassist-move-'));
  const isThere = await stat(MEMORY_DISK).catch(() => undefined);
  there = await mkdtemp(join(isThere ? MEMORY_DISK : tmpdir(), 'rbassist-move-'));
  isOtherDisk = (await stat(here)).dev !== (await stat(there)).dev;
});
afterAll(async () => {
  for (const folder of [here, there]) await rm(folder, { recursive: true, force: true });
});

async function song(name: string): Promise<string> {
  const path = join(here, name);
  await writeFile(path, Buffer.alloc(3_000_000, name));
  await utimes(path, 1_000_000_000, 1_000_000_000.25);
  return path;
}

describe.each(['move', 'copy'] as const)('%s', (way) => {
  const put = way === 'move' ? moveFile : copyToFree;

  it.each(['here', 'elsewhere'])('keeps bytes, time and permissions, %s', async (place) => {
    const from = await song(`${way} ${place} ü.mp3`);
    await chmod(from, 0o440);
    const bytes = await readFile(from);
    const to = join(place === 'here' ? here : there, `put ${way} ${place}.mp3`);
    if (place === 'elsewhere' && !isOtherDisk) return;
    const { before, after } = await put(from, to);
    expect(after).toBe(before);
    expect((await readFile(to)).equals(bytes)).toBe(true);
    const { mtimeMs, mode } = await stat(to);
    expect(mtimeMs).toBe(1_000_000_000_250);
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o440);
    const left = await readdir(here);
    expect(left.includes(`${way} ${place} ü.mp3`)).toBe(way === 'copy');
    expect([...left, ...(await readdir(there))].filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('never uses a name that is taken', async () => {
    const from = await song(`${way} b.mp3`);
    const to = join(here, `${way} taken.mp3`);
    await writeFile(to, 'mine');
    await expect(put(from, to)).rejects.toMatchObject({
      kind: 'unwritable',
      remedies: [{ action: 'move-away', path: to }],
    });
    expect(await readFile(to, 'utf8')).toBe('mine');
    expect((await stat(from)).size).toBe(3_000_000);
  });

  it('leaves nothing behind if the file is missing or the folder is not a folder', async () => {
    const to = join(here, `${way} nothing.mp3`);
    await expect(put(join(here, 'none.mp3'), to)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(stat(to)).rejects.toMatchObject({ code: 'ENOENT' });
    const from = await song(`${way} c.mp3`);
    await expect(put(from, join(here, 'none', 'x.mp3'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await stat(from)).size).toBe(3_000_000);
  });
});

describe('moveFile to another disk', () => {
  const isLinux = process.platform === 'linux';

  it('keeps extended attributes, and says that hard links stay behind', async () => {
    if (!isOtherDisk || !isLinux) return;
    const from = await song('rated.mp3');
    await link(from, join(here, 'other name.mp3'));
    const isRated = rate(from, 8);
    const to = join(there, 'rated.mp3');
    const { warnings } = await moveFile(from, to);
    expect(warnings).toEqual([`${from} had hard links. They stay where they are.`]);
    expect(ratingOf(to)).toBe(isRated ? 8 : undefined);
  });

  it('warns if attributes may be lost', async () => {
    if (!isOtherDisk || !isLinux) return;
    const from = await song('unrated.mp3');
    vi.stubEnv('PATH', here);
    const { warnings } = await moveFile(from, join(there, 'unrated.mp3')).finally(() => vi.unstubAllEnvs());
    expect(warnings).toEqual([expect.stringContaining('GNU cp')]);
  });
});
