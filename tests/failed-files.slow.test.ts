import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { synthesizeLibrary } from '@rbassist/testing/synth';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ran, rbassist } from './support/rbassist.ts';

const GOOD = 2;

/** Folder with two good files, an empty one and a text; and a library that has scanned it. */
let music: string;
let dataDir: string;
let good: string[];
let first: Ran;
beforeAll(async () => {
  music = await temporaryFolder('music');
  dataDir = await temporaryFolder('data');
  await synthesizeLibrary(music, { tracks: GOOD, seconds: 4 });
  good = (await readdir(music)).filter((name) => name.endsWith('.wav')).map((name) => join(music, name));
  await mkdir(join(music, 'bad'));
  await writeFile(join(music, 'bad', 'empty.flac'), '');
  await writeFile(join(music, 'bad', 'text.mp3'), 'this is no music\n'.repeat(500));
  first = await command('scan', music);
});

const command = (...words: string[]) => rbassist(...words, '--data-dir', dataDir);
const lines = ({ stdout }: Ran) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const tracksOf = (ran: Ran) => lines(ran).filter(({ type }) => type === 'track');

describe('--json', () => {
  it.each(['analyze', 'scan', 'beatgrid', 'embed'])('%s answers for a track that is up to date', async (name) => {
    await command(name, good[0]);
    const ran = await command(name, good[0], '--json');
    expect(ran.code).toBe(0);
    expect(tracksOf(ran)).toEqual([
      expect.objectContaining({
        path: good[0],
        state: 'unchanged',
        record: expect.objectContaining({ bpm: expect.any(Number), features: expect.any(Object) }),
      }),
    ]);
    expect(ran.stdout).not.toContain('"contour":');
  });

  it('has the same record for a track when it is processed', async () => {
    const [again] = tracksOf(await command('analyze', good[0], '--json', '--no-only-new'));
    const [known] = tracksOf(await command('analyze', good[0], '--json'));
    expect(again).toMatchObject({ state: 'processed', done: 1, total: 1 });
    expect(again.record).toEqual(known.record);
  });

  it('has a line for each track of a folder, whatever its state', async () => {
    for (const name of ['scan', 'features', 'cues', 'normalize']) {
      const states = tracksOf(await command(name, music, '--json')).map(({ path, state }) => `${path} ${state}`);
      expect(new Set(states).size).toBe(GOOD + 2);
    }
    const states = tracksOf(await command('scan', music, '--json')).map(({ state }) => state);
    expect(states.sort()).toEqual(['failed-before', 'failed-before', 'unchanged', 'unchanged']);
  });

  it('says why a track failed, now or before', async () => {
    const path = join(music, 'bad', 'empty.flac');
    const error = { code: 'not-audio', path, remedies: [{ action: 'copy-again' }] };
    expect(tracksOf(await command('scan', path, '--json'))).toMatchObject([{ path, state: 'failed-before', error }]);
    const retried = await command('scan', path, '--json', '--retry-failed');
    expect(tracksOf(retried)).toMatchObject([{ path, state: 'failed', error }]);
  });
});

describe('the exit code', () => {
  it.each(['scan', 'analyze', 'embed', 'beatgrid', 'features', 'cues', 'normalize'])(
    'of %s is 0 if all failures are old, and 1 if they fail again',
    async (name) => {
      const again = await command(name, music);
      expect(again).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('2 files failed earlier; see `rbassist failed'),
      });
      const retried = await command(name, music, '--retry-failed');
      expect(retried).toMatchObject({ code: 1, stdout: expect.stringContaining('2 files failed (2 not-audio).') });
      expect(retried.stdout).not.toContain('earlier');
    },
  );

  it.each([
    ['scan', '--no-resume'],
    ['analyze', '--force'],
    ['reanalyze', '--no-analyze-bpm'],
  ])('of %s %s is 1, which tries all files again', async (name, flag) => {
    const { code, stdout } = await command(name, music, flag);
    expect([code, stdout]).toEqual([1, expect.stringContaining('2 files failed (2 not-audio).')]);
  });

  it('is 1 for a new failure, and the summary has both numbers', async () => {
    expect(first).toMatchObject({ code: 1, stdout: expect.stringContaining('2 files failed (2 not-audio).') });
    const added = join(music, 'bad', 'new.mp3');
    await writeFile(added, 'this is no music either\n'.repeat(500));
    const ran = await command('scan', music, '--json');
    await rm(added);
    expect(ran.code).toBe(1);
    expect(lines(ran).at(-1)).toMatchObject({ failed: 1, stillFailing: 2, failures: { 'not-audio': 1 } });
  });

  it.each(['scan', 'analyze', 'embed', 'beatgrid', 'features', 'cues', 'normalize', 'reanalyze'])(
    'of %s is 1 if a folder has no music, or is missing',
    async (name) => {
      const empty = await temporaryFolder('empty');
      const nothing = await command(name, empty);
      expect(nothing).toMatchObject({ code: 1, stdout: expect.stringContaining(`No music found in ${empty}.`) });
      await writeFile(join(empty, 'notes.txt'), 'x');
      const skipped = await command(name, empty);
      expect(skipped).toMatchObject({ code: 1, stdout: expect.stringContaining('Skipped 1 file that is not audio') });
      const missing = await command(name, join(empty, 'none'));
      expect(missing).toMatchObject({ code: 1, stdout: expect.stringContaining('1 file failed (1 missing).') });
    },
  );

  it.each(['scan', 'analyze', 'embed', 'beatgrid', 'features', 'cues', 'normalize', 'reanalyze'])(
    'of %s is 0 once the file is repaired, which then is no failure',
    async (name) => {
      const fresh = ['--data-dir', await temporaryFolder('fresh')];
      const folder = await temporaryFolder('repaired');
      const path = join(folder, 'a.wav');
      await writeFile(path, 'this is no music\n'.repeat(500));
      expect(await rbassist(name, folder, ...fresh)).toMatchObject({ code: 1 });
      await copyFile(good[0], path);
      expect((await rbassist('failed', ...fresh)).stdout).toContain('changed since then; the next scan retries it');
      expect(await rbassist(name, folder, ...fresh)).toMatchObject({ code: 0 });
      expect(await rbassist('failed', ...fresh)).toMatchObject({ stdout: 'No file failed.\n' });
      expect(JSON.parse((await rbassist('stats', '--json', ...fresh)).stdout).failed).toEqual({});
    },
  );

  it('is the same for files that only normalize has tried', async () => {
    const fresh = ['--data-dir', await temporaryFolder('fresh')];
    expect(await rbassist('normalize', music, '--dry-run', ...fresh)).toMatchObject({ code: 1 });
    expect(await rbassist('normalize', join(music, 'bad'), ...fresh)).toMatchObject({ code: 1 });
    expect(await rbassist('normalize', join(music, 'bad'), ...fresh)).toMatchObject({ code: 0 });
    const { stdout } = await rbassist('failed', ...fresh);
    expect(stdout).toContain('2 files failed.');
  });
});

describe('a summary', () => {
  it('of the first scan ends with the next step', async () => {
    expect(first.stdout).toContain('2 tracks processed (2 new), 0 unchanged');
    expect(first.stdout).toContain('2 tracks in the index.\nNext, run `rbassist recommend TRACK --data-dir');
    expect((await command('scan', music)).stdout).not.toContain('Next');
  });

  it('counts one track as one', async () => {
    const ran = await rbassist('scan', good[0], '--data-dir', await temporaryFolder('one'));
    expect(ran.stdout).toContain('1 track processed (1 new), 0 unchanged');
    expect(ran.stdout).toContain('1 track in the index.');
  });

  it('gives the reason of a named file that failed before', async () => {
    const path = join(music, 'bad', 'empty.flac');
    const { code, stderr } = await command('analyze', path);
    expect(code).toBe(0);
    expect(stderr).toContain(`failed before: ${path} is empty. Copy the file again from its source.`);
  });
});

describe('rbassist failed', () => {
  it('lists failed files by kind, with reason, size and remedy', async () => {
    const { code, stdout, stderr } = await command('failed');
    expect(code).toBe(0);
    expect(stdout).toContain('2 files failed.\n2 files, not-audio: not an audio file rbassist can read\n');
    expect(stdout).toMatch(
      /empty\.flac is empty\. Copy the file again from its source\. \(0 B, last changed \d{4}-\d\d-\d\d\)/,
    );
    expect(stdout).toMatch(/text\.mp3 is not an audio file .* or move .*text\.mp3 away\. \(\d kB, last changed/);
    expect(stderr).toContain('rbassist scan --retry-failed FOLDER');
  });

  it('answers in JSON, for chosen folders and kinds', async () => {
    const failures = async (...words: string[]) =>
      JSON.parse((await command('failed', '--json', ...words)).stdout).failures;
    const path = join(music, 'bad', 'empty.flac');
    expect(await failures(path)).toEqual([
      {
        path,
        error: expect.objectContaining({ kind: 'not-audio', remedies: [{ action: 'copy-again' }] }),
        bytes: 0,
        modified: expect.stringMatching(/^\d{4}-.*Z$/),
        file: 'unchanged',
      },
    ]);
    expect(await failures(join(music, 'bad'))).toHaveLength(2);
    expect(await failures('--kind', 'not-audio')).toHaveLength(2);
    expect(await failures('--kind', 'corrupt')).toEqual([]);
    expect(await failures(good[0])).toEqual([]);
  });

  it('knows files that changed or are gone', async () => {
    const folder = await temporaryFolder('mended');
    const library = ['--data-dir', await temporaryFolder('mended-data')];
    await writeFile(join(folder, 'a.wav'), '');
    await writeFile(join(folder, 'b.wav'), '');
    await rbassist('scan', folder, ...library);
    await copyFile(good[0], join(folder, 'a.wav'));
    await rm(join(folder, 'b.wav'));
    const { stdout } = await rbassist('failed', ...library);
    expect(stdout).toMatch(/a\.wav is empty.*changed since then; the next scan retries it/);
    expect(stdout).toMatch(/b\.wav is empty.*missing now/);
    expect(await rbassist('scan', folder, ...library)).toMatchObject({ code: 0 });
    expect(await rbassist('failed', ...library)).toMatchObject({ code: 0, stdout: 'No file failed.\n' });
  });

  it('says so if the library has no track there', async () => {
    const ran = await command('failed', join(music, 'nothing'));
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain('has no track in');
    const unknown = join(music, 'bad', 'unknown.mp3');
    const mixed = await command('failed', music, unknown);
    expect(mixed).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(`no track in ${unknown}.`) });
    expect(await command('failed', '--kind', 'sad')).toMatchObject({ code: 2 });
  });

  it('is named where failures are counted', async () => {
    expect((await command('stats')).stdout).toMatch(/^Failed {4}2 \(2 not-audio\); see `rbassist failed/m);
    const check = await command('library', 'check');
    expect(check.stdout).toContain('2 tracks failed, not-audio: not an audio file rbassist can read');
    expect(check.stdout).toMatch(/^ +\S*empty\.flac is empty\. Copy the file again from its source\.$/m);
    expect(check.stderr).toContain('rbassist failed');
    const { findings } = JSON.parse((await command('library', 'check', '--json')).stdout);
    const finding = findings.find(({ kind }: { kind: string }) => kind === 'file-failed');
    expect(finding).toMatchObject({ detail: 'not-audio', count: 2, errors: [{ kind: 'not-audio' }, {}] });
    expect(finding).not.toHaveProperty('steps');
  });
});

it('a failed file that moved is named by its new path', async () => {
  const folder = await temporaryFolder('moved');
  const data = ['--data-dir', await temporaryFolder('data')];
  await writeFile(join(folder, 'text.mp3'), 'this is no music\n'.repeat(500));
  await rbassist('scan', folder, ...data);
  await mkdir(join(folder, 'new'));
  await rename(join(folder, 'text.mp3'), join(folder, 'new', 'text.mp3'));
  expect((await rbassist('library', 'repair', folder, '--apply', ...data)).code).toBe(0);
  const { stdout } = await rbassist('failed', ...data);
  expect(stdout).toContain(`${join(folder, 'new', 'text.mp3')} is not an audio file`);
  expect(stdout).not.toContain(join(folder, 'text.mp3'));
});
