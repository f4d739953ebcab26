import { execFileSync, spawnSync } from 'node:child_process';
import { appendFile, chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { rate, ratingOf } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyWholeFile } from './copy-whole-file.ts';

/** A time in 2020 with nanoseconds that a double of seconds can't represent. */
const TOUCH_DATE = '2020-02-03T04:05:06.123456789Z';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rbassist-copy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const hasGnuTools = spawnSync('cp', ['--version']).stdout?.includes('GNU');

async function song(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, Buffer.alloc(100_000, name));
  return path;
}

describe('copyWholeFile', () => {
  it('keeps the permissions and makes the copy writable only during the edit', async () => {
    const from = await song('-a b ü.mp3');
    await chmod(from, 0o440);
    const to = join(folder, '-copy.mp3');
    await copyWholeFile(from, to, (copy) => appendFile(copy, 'more'));
    expect((await readFile(to)).equals(Buffer.concat([await readFile(from), Buffer.from('more')]))).toBe(true);
    if (process.platform !== 'win32') expect((await stat(to)).mode & 0o777).toBe(0o440);
  });

  it.runIf(process.platform === 'linux' && hasGnuTools)(
    'keeps the modification time to the nanosecond, and extended attributes',
    async () => {
      const from = await song('rated.mp3');
      const isRated = rate(from, 8);
      execFileSync('touch', ['-d', TOUCH_DATE, from]);
      const to = join(folder, 'rated copy.mp3');
      expect(await copyWholeFile(from, to, (copy) => appendFile(copy, 'more'))).toEqual({});
      const { mtimeNs } = await stat(to, { bigint: true });
      expect(mtimeNs).toBe((await stat(from, { bigint: true })).mtimeNs);
      expect(mtimeNs % 1_000_000_000n).toBe(123_456_789n);
      expect(ratingOf(to)).toBe(isRated ? 8 : undefined);
    },
  );

  it.runIf(process.platform === 'linux')(
    'returns the same warning for every file on a system without GNU cp',
    async () => {
      const from = await song('plain.mp3');
      vi.stubEnv('PATH', `${folder}${delimiter}${folder}`);
      const copied = await copyWholeFile(from, join(folder, 'plain copy.mp3')).finally(() => vi.unstubAllEnvs());
      expect(copied.warning).toContain('no GNU cp');
      expect(copied.warning).not.toContain(from);
      const [before, after] = await Promise.all([from, join(folder, 'plain copy.mp3')].map((path) => stat(path)));
      expect(Math.abs(after.mtimeMs - before.mtimeMs)).toBeLessThan(0.001);
    },
  );

  it.runIf(process.platform === 'linux' && hasGnuTools)(
    'names the file if the disk refuses its attributes',
    async () => {
      const from = await song('refused.mp3');
      const tools = await mkdtemp(join(folder, 'tools-'));
      const cp = join(tools, 'cp');
      const real = execFileSync('sh', ['-c', 'command -v cp'], { encoding: 'utf8' }).trim();
      await writeFile(cp, `#!/bin/sh\ncase "$*" in *xattr*) exit 1;; esac\nexec ${real} "$@"\n`, { mode: 0o755 });
      vi.stubEnv('PATH', `${tools}${delimiter}${process.env.PATH}`);
      const copied = await copyWholeFile(from, join(folder, 'refused copy.mp3')).finally(() => vi.unstubAllEnvs());
      expect(copied.warning).toBe(`rbassist could not copy the extended attributes of ${from}, such as ratings.`);
    },
  );

  it('never overwrites an existing file', async () => {
    const from = await song('one.mp3');
    const to = await song('two.mp3');
    await expect(copyWholeFile(from, to)).rejects.toMatchObject({ code: 'EEXIST' });
    expect((await readFile(to, 'utf8')).slice(0, 7)).toBe('two.mp3');
  });
});
