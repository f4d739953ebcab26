import { spawnSync } from 'node:child_process';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeAbandonedFiles } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { synthesizeLibrary } from '@rbassist/testing/synth';
import { describe, expect, it } from 'vitest';
import { rbassist, start } from './support/rbassist.ts';

const FIXTURES = fileURLToPath(new URL('./fixtures/audio/', import.meta.url));

const lastLine = (stdout: string) => JSON.parse(stdout.trim().split('\n').at(-1) ?? '');

describe('rbassist normalize', () => {
  it.skipIf(process.platform === 'win32')(
    'finishes tracks in progress after Ctrl-C, and does the rest next time',
    async () => {
      const folder = await temporaryFolder('many');
      const music = await temporaryFolder('music');
      await synthesizeLibrary(music, { tracks: 4, seconds: 8 });
      for (const track of await readdir(music)) {
        for (let i = 0; i < 15; i++) await copyFile(join(music, track), join(folder, `${i} ${track}`));
      }
      const dataDir = await temporaryFolder('data');
      const words = ['normalize', folder, '--data-dir', dataDir, '--json', '--workers', '1'];
      const { child, ended, whenSaid } = start(words);
      await whenSaid('"done":2,');
      child.kill('SIGINT');
      const { code, stdout } = await ended;
      expect(code).toBe(130);
      const { tagged } = lastLine(stdout);
      expect(tagged).toBeGreaterThanOrEqual(2);
      expect(tagged).toBeLessThan(60);
      expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      const rest = lastLine((await rbassist(...words)).stdout);
      expect(rest).toMatchObject({ found: 60, tagged: 60 - tagged, unchanged: tagged, measured: 60 - tagged });
    },
  );
});

describe.skipIf(process.platform === 'win32')('a process killed while it writes tags', { timeout: 180_000 }, () => {
  it.each(['tagged.flac', 'tagged.m4a', 'tagged.mp3', 'tagged.ogg'])(
    'leaves %s complete, old or new, after a kill at any call',
    async (name) => {
      const folder = await temporaryFolder('killed');
      const path = join(folder, name);
      const old = await readFile(join(FIXTURES, name));
      await writeFile(path, old);
      const states = new Set<string>();
      let killedAt = 0;
      for (; ; killedAt++) {
        const { signal, status, stderr } = tagAndDie(path, killedAt);
        if (status === 0) break;
        expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
        const now = await readFile(path);
        states.add(now.equals(old) ? 'old' : 'new');
        if (!now.equals(old)) expect(tagAndDie(path, Number.MAX_SAFE_INTEGER).stdout).toBe('false\n');
        await removeAbandonedFiles(folder);
        expect(await readdir(folder)).toEqual([name]);
        await writeFile(path, old);
      }
      // the kills were not only during the copy
      expect(killedAt).toBeGreaterThan(8);
      expect([...states].sort()).toEqual(['new', 'old']);
      await rm(folder, { recursive: true });
    },
  );
});

/** Tags a file in a process that kills itself before its `n`th file-changing call, in the middle of a write. */
function tagAndDie(path: string, n: number) {
  const code = `
    import childProcess from 'node:child_process';
    import fs from 'node:fs';
    import fsp from 'node:fs/promises';
    import { syncBuiltinESMExports } from 'node:module';
    const [path, n] = process.argv.slice(1);
    let calls = 0;
    const die = (half) => {
      if (calls++ !== Number(n)) return;
      half();
      process.kill(process.pid, 'SIGKILL');
    };
    const watch = (handle) => {
      const { write, truncate, sync } = handle;
      handle.write = (bytes, offset, length, at) => {
        die(() => fs.writeSync(handle.fd, bytes, offset, length >> 1, at));
        return write.call(handle, bytes, offset, length, at);
      };
      for (const [name, real] of Object.entries({ truncate, sync })) {
        handle[name] = (...args) => {
          die(() => {});
          return real.apply(handle, args);
        };
      }
      return handle;
    };
    const { spawn } = childProcess;
    childProcess.spawn = (...args) => {
      die(() => {});
      return spawn(...args);
    };
    for (const name of ['copyFile', 'chmod', 'chown', 'utimes', 'open', 'rename', 'stat']) {
      const real = fsp[name];
      fsp[name] = async (...args) => {
        die(() => {});
        const result = await real(...args);
        return name === 'open' ? watch(result) : result;
      };
    }
    syncBuiltinESMExports();
    const { writeReplayGain } = await import(${JSON.stringify(import.meta.resolve('@rbassist/audio'))});
    console.log(await writeReplayGain(path, { loudnessLufs: -8, truePeakDb: 0, targetLufs: -11 }));`;
  const words = ['--input-type=module', '-e', code, path, String(n)];
  return spawnSync(process.execPath, words, { encoding: 'utf8' });
}
