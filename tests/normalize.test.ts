import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesizeLibrary } from '@rbassist/benchmarks/synth';
import { removeAbandonedFiles } from '@rbassist/core';
import { openLibrary } from '@rbassist/library';
import { File } from 'node-taglib-sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { rbassist, start, temporaryFolder } from './support/rbassist.ts';

const FIXTURES = fileURLToPath(new URL('./fixtures/audio/', import.meta.url));

let music: string;
beforeAll(async () => {
  music = join(await temporaryFolder('music'), 'Müsik 曲');
  await synthesizeLibrary(music, { tracks: 4, seconds: 8 });
});

/** A folder of the same tracks that may be changed. */
async function copyOfMusic(): Promise<string> {
  const folder = join(await temporaryFolder('copy'), 'Müsik 曲');
  await mkdir(folder);
  for (const name of await readdir(music)) await copyFile(join(music, name), join(folder, name));
  return folder;
}

async function bytesOf(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'base64')] as const)),
  );
}

function lines(stdout: string): Record<string, unknown>[] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

async function records(dataDir: string) {
  const library = await openLibrary({ dataDir });
  const found = new Map(library.tracks());
  await library.close();
  return found;
}

describe('rbassist normalize', () => {
  it('tags every track for one loudness, and finds nothing to do the second time', async () => {
    const folder = await copyOfMusic();
    const dataDir = await temporaryFolder('data');
    const first = await rbassist('normalize', folder, '--data-dir', dataDir, '--target-lufs', '-14', '--json');
    expect(first.code).toBe(0);
    const events = lines(first.stdout);
    expect(events.at(-1)).toMatchObject({
      type: 'summary',
      found: 4,
      tagged: 4,
      measured: 4,
      failed: 0,
      targetLufs: -14,
    });
    for (const event of events.filter(({ type }) => type === 'track')) {
      const { path, loudness_lufs, true_peak_db, gainDb } = event as Record<string, number> & { path: string };
      expect(gainDb).toBeCloseTo(-14 - loudness_lufs, 6);
      const file = File.createFromPath(path);
      expect(file.tag.replayGainTrackGain).toBeCloseTo(gainDb, 6);
      expect(file.tag.replayGainTrackPeak).toBeCloseTo(10 ** (true_peak_db / 20), 5);
      file.dispose();
    }
    expect(await readdir(folder)).toEqual(await readdir(music));

    const tagged = await bytesOf(folder);
    const again = await rbassist('normalize', folder, '--data-dir', dataDir, '--target-lufs', '-14');
    expect(again).toMatchObject({ code: 0, stdout: '0 tracks tagged for -14 LUFS, 4 had the same tags.\n' });
    const louder = lines((await rbassist('normalize', folder, '--data-dir', dataDir, '--json')).stdout);
    expect(louder.at(-1)).toMatchObject({ tagged: 4, measured: 0, targetLufs: -11 });
    const back = await rbassist(
      'normalize',
      folder,
      '--data-dir',
      dataDir,
      '--target-lufs',
      '-14',
      '--force',
      '--json',
    );
    expect(lines(back.stdout).at(-1)).toMatchObject({ tagged: 4, measured: 4 });
    expect(await bytesOf(folder)).toEqual(tagged);
  });

  it('touches nothing in a dry run', async () => {
    const folder = await copyOfMusic();
    const before = await bytesOf(folder);
    const dataDir = join(await temporaryFolder('data'), 'none');
    const ran = await rbassist('normalize', folder, '--data-dir', dataDir, '--dry-run', '--verbose');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^4 tracks would be tagged for -11 LUFS, 0 had the same tags\.\n/);
    expect(ran.stderr).toMatch(/tagged, -\d+\.\d LUFS, peak -?\d+\.\d dBTP, gain [+-]\d+\.\d\d dB/);
    expect(await bytesOf(folder)).toEqual(before);
    await expect(readdir(dataDir)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('costs no listening: a scan after it finds every track as it was', async () => {
    const folder = await copyOfMusic();
    const dataDir = await temporaryFolder('data');
    await rbassist('scan', folder, '--data-dir', dataDir, '--quiet');
    const scanned = await records(dataDir);
    expect((await rbassist('normalize', folder, '--data-dir', dataDir)).code).toBe(0);
    const again = lines((await rbassist('scan', folder, '--data-dir', dataDir, '--json')).stdout);
    expect(again.at(-1)).toMatchObject({ added: 0, unchanged: 4 });
    for (const [path, record] of await records(dataDir)) {
      const { embedding_signature: before, analysis_signature, sig_bpmkey, ...kept } = scanned.get(path) ?? {};
      expect([analysis_signature, sig_bpmkey]).toEqual([before, before]);
      expect(record).toMatchObject(kept);
      expect(record.embedding_signature).not.toBe(before);
      expect(record.analysis_signature).toBe(record.embedding_signature);
      expect(record.sig_bpmkey).toBe(record.embedding_signature);
      expect(record).toMatchObject({ loudness_lufs: expect.any(Number), true_peak_db: expect.any(Number) });
    }
  });

  it('goes on past what cannot be tagged, says why, and remembers what it measured', async () => {
    const folder = await copyOfMusic();
    const dataDir = await temporaryFolder('data');
    const [name] = await readdir(folder);
    const locked = join(folder, name);
    await chmod(locked, 0o444);
    await writeFile(join(folder, 'text.mp3'), 'this is no music\n'.repeat(500));
    await copyFile(join(FIXTURES, 'wma.wma'), join(folder, 'old.wma'));
    await writeFile(join(folder, 'silence.wav'), silence());
    const ran = await rbassist('normalize', folder, join(folder, 'none.mp3'), '--data-dir', dataDir, '--json');
    expect(ran.code).toBe(1);
    expect(lines(ran.stdout).at(-1)).toMatchObject({
      tagged: 3,
      silent: 1,
      failed: 4,
      failures: { missing: 1, 'not-audio': 1, unwritable: 2 },
    });
    expect(ran.stderr).toContain(`${locked} cannot be tagged: it is read-only. Make it writable first.`);
    expect((await records(dataDir)).get(locked)).toMatchObject({ loudness_lufs: expect.any(Number) });

    await chmod(locked, 0o644);
    const after = lines((await rbassist('normalize', locked, '--data-dir', dataDir, '--json')).stdout);
    expect(after.at(-1)).toMatchObject({ tagged: 1, measured: 0, failed: 0 });
  });

  it('says what is wrong with its flags', async () => {
    const dataDir = await temporaryFolder('data');
    const loud = await rbassist('normalize', music, '--data-dir', dataDir, '--target-lufs', '3');
    expect(loud).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('targetLufs must be from -70 to 0, not 3.'),
    });
    expect((await rbassist('normalize', '--data-dir', dataDir)).code).toBe(2);
    const empty = await rbassist('normalize', dataDir, '--data-dir', dataDir);
    expect(empty).toMatchObject({ code: 1, stdout: expect.stringContaining('No music found') });
  });

  it.skipIf(process.platform === 'win32')(
    'finishes the tracks in hand after Ctrl-C, and does the rest next time',
    async () => {
      const folder = await temporaryFolder('many');
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
      const { tagged } = lines(stdout).at(-1) as { tagged: number };
      expect(tagged).toBeGreaterThanOrEqual(2);
      expect(tagged).toBeLessThan(60);
      expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      const rest = lines((await rbassist(...words)).stdout).at(-1);
      expect(rest).toMatchObject({ found: 60, tagged: 60 - tagged, unchanged: tagged, measured: 60 - tagged });
    },
  );
});

describe.skipIf(process.platform === 'win32')('a process that is killed while it tags', { timeout: 180_000 }, () => {
  it.each(['tagged.flac', 'tagged.m4a', 'tagged.mp3', 'tagged.ogg'])(
    'leaves %s whole, old or new, wherever it was',
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
      // what was killed is not only the copying
      expect(killedAt).toBeGreaterThan(8);
      expect([...states].sort()).toEqual(['new', 'old']);
      await rm(folder, { recursive: true });
    },
  );
});

/** Tags a file in a process that kills itself before its `n`th call that changes a file, in the middle of a write. */
function tagAndDie(path: string, n: number) {
  const code = `
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
    const { writeSync, ftruncateSync } = fs;
    fs.writeSync = (fd, bytes, offset, length, at) => {
      die(() => writeSync(fd, bytes, offset, length >> 1, at));
      return writeSync(fd, bytes, offset, length, at);
    };
    fs.ftruncateSync = (...args) => {
      die(() => {});
      return ftruncateSync(...args);
    };
    for (const name of ['copyFile', 'chmod', 'chown', 'utimes', 'open', 'rename', 'stat']) {
      const real = fsp[name];
      fsp[name] = (...args) => {
        die(() => {});
        return real(...args);
      };
    }
    syncBuiltinESMExports();
    const { writeReplayGain } = await import(${JSON.stringify(import.meta.resolve('@rbassist/audio'))});
    console.log(await writeReplayGain(path, { loudnessLufs: -8, truePeakDb: 0, targetLufs: -11 }));`;
  const words = ['--input-type=module', '-e', code, path, String(n)];
  return spawnSync(process.execPath, words, { encoding: 'utf8' });
}

/** One second of nothing, 8 kHz, as a WAV file. */
function silence(): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + 16_000, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(16_000, 40);
  return Buffer.concat([head, Buffer.alloc(16_000)]);
}
