import { chmod, copyFile, link, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileSignature } from '@rbassist/core';
import { rate, ratingOf, temporaryFolder } from '@rbassist/testing';
import { synthesizeLibrary } from '@rbassist/testing/synth';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasFfmpeg } from './support/ffmpeg.ts';
import { editRecords, knownRecords, scanLibrary, summaryOf, withLibrary } from './support/library.ts';
import { rbassist } from './support/rbassist.ts';

const FIXTURES = fileURLToPath(new URL('./fixtures/audio/', import.meta.url));

let music: string;
beforeAll(async () => {
  music = join(await temporaryFolder('music'), 'Müsik 曲');
  await synthesizeLibrary(music, { tracks: 4, seconds: 8 });
});

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

const records = async (dataDir: string) => new Map(Object.entries(await knownRecords(dataDir)));
const normalize = (dataDir: string, folder: string) =>
  withLibrary(dataDir, (library) => summaryOf(library.normalize([folder])));

describe('rbassist normalize', () => {
  it('tags every track for one loudness, and has nothing to do the second time', async () => {
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
      const path = String(event.path);
      const { loudness_lufs, true_peak_db, gainDb } = event as Record<string, number>;
      expect(gainDb).toBeCloseTo(-14 - loudness_lufs, 6);
      const bytes = await readFile(path, 'latin1');
      expect(Number(/REPLAYGAIN_TRACK_GAIN[\0=](\S+) dB/.exec(bytes)?.[1])).toBeCloseTo(gainDb, 6);
      const peak = Number(/REPLAYGAIN_TRACK_PEAK[\0=]([\d.]+)/.exec(bytes)?.[1]);
      expect(peak).toBeCloseTo(10 ** (true_peak_db / 20), 5);
    }
    expect(await readdir(folder)).toEqual(await readdir(music));

    const tagged = await bytesOf(folder);
    const again = await rbassist('normalize', folder, '--data-dir', dataDir, '--target-lufs', '-14');
    expect(again).toMatchObject({ code: 0, stdout: '0 tracks tagged for -14 LUFS, 4 already had these tags.\n' });
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

  it('changes nothing in a dry run', async () => {
    const folder = await copyOfMusic();
    const before = await bytesOf(folder);
    const dataDir = join(await temporaryFolder('data'), 'none');
    const ran = await rbassist('normalize', folder, '--data-dir', dataDir, '--dry-run', '--verbose');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^4 tracks would be tagged for -11 LUFS, 0 already had these tags\.\n/);
    expect(ran.stderr).toMatch(/^would be tagged, -\d+\.\d LUFS, peak -?\d+\.\d dBTP, gain [+-]\d+\.\d\d dB/m);
    expect(await bytesOf(folder)).toEqual(before);
    await expect(readdir(dataDir)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('causes no new analysis: a scan after it finds every track unchanged', async () => {
    const folder = await copyOfMusic();
    // its tags have no padding, so that its size changes
    await copyFile(join(FIXTURES, 'cbr.mp3'), join(folder, 'short.mp3'));
    const dataDir = await temporaryFolder('data');
    await scanLibrary(dataDir, [folder], { analyze: true });
    const scanned = await records(dataDir);
    expect(await normalize(dataDir, folder)).toMatchObject({ tagged: 5, failed: 0 });
    expect(await scanLibrary(dataDir, [folder], { analyze: true })).toMatchObject({ added: 0, unchanged: 5 });
    let resized = 0;
    for (const [path, record] of await records(dataDir)) {
      const { embedding_signature: before, analysis_signature, ...stored } = scanned.get(path) ?? {};
      const { sig_bpmkey, sig_bpmkey_fast, ...kept } = stored;
      expect([analysis_signature, sig_bpmkey_fast]).toEqual([before, before]);
      expect(record).toMatchObject(kept);
      expect(record.embedding_signature).toBe(await fileSignature(path));
      expect(String(record.embedding_signature).split('_')[0]).toBe(String(before).split('_')[0]);
      if (record.embedding_signature !== before) resized++;
      expect(record.analysis_signature).toBe(record.embedding_signature);
      expect(record.sig_bpmkey_fast).toBe(record.embedding_signature);
      expect(record.sig_bpmkey).not.toBe(sig_bpmkey);
      expect(record.sig_bpmkey).toBe(await fileSignature(path, 'content'));
      expect(record).toMatchObject({ loudness_lufs: expect.any(Number), true_peak_db: expect.any(Number) });
    }
    expect(resized).toBeGreaterThan(0);
  });

  it('updates a stored SHA-1 of the Python rbassist to the tagged file', async () => {
    const path = join(await temporaryFolder('one'), 'short.mp3');
    await copyFile(join(FIXTURES, 'cbr.mp3'), path);
    const dataDir = await temporaryFolder('data');
    const before = await fileSignature(path, 'content');
    await editRecords(dataDir, (tracks) => {
      tracks[path] = { bpm: 126, sig_bpmkey: before, embedding_signature: 'of another file' };
    });
    expect(await normalize(dataDir, path)).toMatchObject({ tagged: 1 });
    const after = await fileSignature(path, 'content');
    expect(after).not.toBe(before);
    const [record] = (await records(dataDir)).values();
    expect(record).toMatchObject({ sig_bpmkey: after, embedding_signature: 'of another file' });
  });

  it('tags a truncated file by its readable part, and reports skipped files', async () => {
    const folder = await temporaryFolder('cut');
    const whole = await readFile(join(FIXTURES, 'cbr.mp3'));
    await writeFile(join(folder, 'cut.mp3'), whole.subarray(0, whole.length * 0.6));
    await writeFile(join(folder, 'silence.wav'), silence());
    await writeFile(join(folder, 'notes.txt'), 'text');
    const ran = await rbassist('normalize', folder, '--data-dir', await temporaryFolder('data'), '--verbose');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('1 track tagged for -11 LUFS');
    expect(ran.stdout).toContain('1 silent track has no gain.');
    expect(ran.stdout).toContain('Skipped 1 file that is not audio');
    expect(ran.stderr).toContain(`skipped: ${join(folder, 'notes.txt')}: not audio`);
    expect(ran.stderr).toMatch(/cut\.mp3 ends before/);
  });

  it("continues after a file that can't be tagged, and gives the reason", async () => {
    const folder = await copyOfMusic();
    const dataDir = await temporaryFolder('data');
    await writeFile(join(folder, 'text.mp3'), 'this is no music\n'.repeat(500));
    await copyFile(join(FIXTURES, 'wma.wma'), join(folder, 'old.wma'));
    await writeFile(join(folder, 'silence.wav'), silence());
    const ran = await rbassist('normalize', folder, join(folder, 'none.mp3'), '--data-dir', dataDir, '--json');
    expect(ran.code).toBe(1);
    expect(lines(ran.stdout).at(-1)).toMatchObject({
      tagged: 4,
      silent: 1,
      failed: 3,
      failures: { missing: 1, 'not-audio': 1, [(await hasFfmpeg()) ? 'unwritable' : 'unreadable']: 1 },
    });
  });

  it('keeps ratings, nanoseconds and hard links of a file, or reports their loss', async () => {
    const folder = await temporaryFolder('links');
    const dataDir = await temporaryFolder('data');
    const [path, other] = [join(folder, 'song.mp3'), join(folder, 'other name.mp3')];
    await copyFile(join(FIXTURES, 'cbr.mp3'), path);
    await link(path, other);
    const isRated = rate(path, 8);
    const { mtimeNs } = await stat(path, { bigint: true });
    const ran = await rbassist('normalize', path, '--data-dir', dataDir);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain(`Warning: ${path} has hard links. They keep the old tags.`);
    expect((await readFile(other)).equals(await readFile(join(FIXTURES, 'cbr.mp3')))).toBe(true);
    if (process.platform === 'linux') expect((await stat(path, { bigint: true })).mtimeNs).toBe(mtimeNs);
    expect(ratingOf(path)).toBe(isRated ? 8 : undefined);
    expect((await rbassist('normalize', path, '--data-dir', dataDir)).stderr).not.toContain('Warning');
  });

  // root can write read-only files
  it.skipIf(process.getuid?.() === 0)('stores the loudness of a read-only file', async () => {
    const folder = await copyOfMusic();
    const dataDir = await temporaryFolder('data');
    const [name] = await readdir(folder);
    const locked = join(folder, name);
    await chmod(locked, 0o444);
    const ran = await rbassist('normalize', folder, '--data-dir', dataDir, '--json');
    expect(ran.code).toBe(1);
    expect(lines(ran.stdout).at(-1)).toMatchObject({ tagged: 3, failed: 1, failures: { unwritable: 1 } });
    expect(ran.stderr).toContain(`${locked} cannot be tagged: it is read-only. Give yourself access to ${locked}.`);
    expect((await records(dataDir)).get(locked)).toMatchObject({ loudness_lufs: expect.any(Number) });

    await chmod(locked, 0o644);
    const after = lines((await rbassist('normalize', locked, '--data-dir', dataDir, '--json')).stdout);
    expect(after.at(-1)).toMatchObject({ tagged: 1, measured: 0, failed: 0 });
  });

  it('explains invalid flags', async () => {
    const dataDir = await temporaryFolder('data');
    const loud = await rbassist('normalize', music, '--data-dir', dataDir, '--target-lufs', '3');
    expect(loud).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--target-lufs must be from -70 to 0, not 3.'),
    });
    expect((await rbassist('normalize', '--data-dir', dataDir)).code).toBe(2);
    const empty = await rbassist('normalize', dataDir, '--data-dir', dataDir);
    expect(empty).toMatchObject({ code: 1, stdout: expect.stringContaining('No music found') });
  });
});

/** One second of silence, 8 kHz, as a WAV file. */
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
