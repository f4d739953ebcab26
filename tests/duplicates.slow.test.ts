import { rmSync } from 'node:fs';
import { chmod, link, mkdir, readdir, readFile, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeReplayGain } from '@rbassist/audio';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { TRACKS } from '@rbassist/testing/synth';
import { describe, expect, it } from 'vitest';
import { knownRecords, scanLibrary, withLibrary } from './support/library.ts';
import { writeCopy, writeUntagged } from './support/music.ts';
import { rbassist } from './support/rbassist.ts';
import { contents, libraryOf, musicOf, STAGING_LOG } from './support/staging.ts';

/** A cue set by a person. */
const CUE = { name: 'Drop', type: 0, num: 0, start: 1, end: undefined };

async function check(...words: string[]) {
  const { code, stdout } = await rbassist('dup-check', ...words, '--json', '--quiet');
  const report = JSON.parse(stdout);
  return { code, ...report, names: groupNames(report) };
}

interface Group {
  keeper: { path: string };
  duplicates: { path: string }[];
}

/** Returns every group as the last parts of its paths, the keeper first. */
function groupNames({ groups = [] }: { groups?: Group[] }): string[] {
  const name = ({ path }: { path: string }) => path.slice(path.lastIndexOf('曲/') + 2);
  return groups.map(({ keeper, duplicates }) => [keeper, ...duplicates].map(name).join(' '));
}

describe('rbassist dup-check', () => {
  it('compares artist, title and duration, and prints like the Python rbassist', async () => {
    const music = await musicOf({ 'a.flac': 'tagged.flac', 'b.mp3': 'tagged.mp3', 'c.mp3': 'vbr.mp3' });
    const known = (title: string, duration: number) => ({ artist: 'Zoë', title, duration, bitrate: 320 });
    const dataDir = await libraryOf({
      [join(music, 'a.flac')]: known('Song', 200.02),
      [join(music, 'b.mp3')]: { ...known('SONG', 199.98), cues: [CUE] },
      [join(music, 'c.mp3')]: known('Song', 203),
      [join(music, 'gone.mp3')]: known('Song', 200),
    });
    const { code, stdout, stderr } = await rbassist('dup-check', '--data-dir', dataDir);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'Duplicates: 1',
      `KEEP ${join(music, 'a.flac')}  ->  REMOVE ${join(music, 'b.mp3')}  (missing in the kept copy: cues)`,
      '',
    ]);
    expect(stderr).toContain('gone.mp3 does not exist');
    expect(await rbassist('dup-check', '--prefer', 'cues', '--data-dir', dataDir)).toMatchObject({
      stdout: expect.stringContaining(`KEEP ${join(music, 'b.mp3')}`),
    });
    const kept = await check('--keep-in', music, '--prefer', 'rating,folder', '--data-dir', dataDir);
    expect(kept.names).toEqual(['a.flac b.mp3']);
  });

  it('does not match tracks without names', async () => {
    const music = await musicOf({ 'a.wav': 'adpcm.wav', 'b.wav': 'adpcm.wav' });
    const dataDir = await libraryOf({ [join(music, 'a.wav')]: {}, [join(music, 'b.wav')]: {} });
    expect((await check('--data-dir', dataDir)).groups).toEqual([]);
    expect((await check('--exact', '--data-dir', dataDir)).names).toEqual(['a.wav b.wav']);
  });

  it('with --exact compares bytes, and distinguishes copies from hard links', async () => {
    const music = await musicOf({ 'a.mp3': 'vbr.mp3', 'sub/A.mp3': 'vbr.mp3', 'c.mp3': 'cbr.mp3' });
    await link(join(music, 'a.mp3'), join(music, 'hard.mp3'));
    await symlink(join(music, 'c.mp3'), join(music, 'soft.mp3'));
    await writeFile(join(music, 'empty1.mp3'), '');
    await writeFile(join(music, 'empty2.mp3'), '');
    const dataDir = await temporaryFolder('dups-data');
    const report = await check(music, '--content-hash', '--data-dir', dataDir);
    expect(report.names).toEqual(['a.mp3 sub/A.mp3']);
    expect(report.sameFiles).toEqual([{ path: join(music, 'a.mp3'), otherNames: [join(music, 'hard.mp3')] }]);
    expect(report.problems.map(({ path }: { path: string }) => path.slice(music.length + 1))).toEqual([
      'empty1.mp3',
      'empty2.mp3',
    ]);
    expect(report.code).toBe(1);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('with --audio compares only the sound', async () => {
    const music = await musicOf({
      'a.mp3': 'tagged.mp3',
      'b.mp3': 'tagged.mp3',
      'c.flac': 'flac.flac',
      'd.flac': 'flac.flac',
      'e.mp3': 'vbr.mp3',
    });
    for (const name of ['b.mp3', 'd.flac'])
      await writeReplayGain(join(music, name), { loudnessLufs: -8, truePeakDb: 0, targetLufs: -11 });
    expect((await check(music, '--exact')).names).toEqual([]);
    expect((await check(music, '--audio')).names).toEqual(['a.mp3 b.mp3', 'c.flac d.flac']);
  });

  it('with --acoustic finds tracks that sound the same, after a scan', async () => {
    const music = join(await temporaryFolder('dups'), 'Müsik 曲');
    await mkdir(music);
    const [one, other] = TRACKS.map(({ title }) => title);
    await writeUntagged(join(music, 'one.wav'), one, 12);
    await writeUntagged(join(music, 'other.wav'), other, 12);
    await writeCopy(join(music, 'one.wav'), join(music, 'one shorter.wav'), { gain: 0.5, skipS: 0.5 });
    const dataDir = await temporaryFolder('dups-data');
    const before = await check(music, '--acoustic', '--data-dir', dataDir);
    expect(before).toMatchObject({ code: 1, names: [] });
    expect(before.problems[0].error).toMatchObject({ remedies: [{ action: 'rescan' }] });
    await scanLibrary(dataDir, [music]);
    const after = await check('--acoustic', '--data-dir', dataDir);
    expect(after).toMatchObject({ code: 0, names: ['one.wav one shorter.wav'] });
    expect(after.groups[0].duplicates[0].difference).toBeLessThan(0.1);
    expect((await check('--acoustic', '--max-difference', '0', '--data-dir', dataDir)).names).toEqual([]);
    await withLibrary(dataDir, async (library) => {
      const indexed = async () => (await library.stats()).index?.tracks;
      await library.buildIndex();
      expect(await indexed()).toBe(3);
      await library.stageDuplicates({ mode: 'acoustic', move: true });
      expect(await indexed()).toBe(2);
      await library.unstage();
      expect(await indexed()).toBe(3);
    });
  });

  it('writes a table for spreadsheets', async () => {
    const music = await musicOf({ 'a, "ü".mp3': 'vbr.mp3', 'b.mp3': 'vbr.mp3' });
    const paths = ['a, "ü".mp3', 'b.mp3'].map((name) => join(music, name));
    const song = { artist: '=HYPERLINK()', title: 'Söng', duration: 2, bitrate: 128, rating: 3 };
    const dataDir = await libraryOf({ [paths[0]]: song, [paths[1]]: { ...song, mytags: ['x'] } });
    const csv = join(dataDir, 'out.csv');
    expect(await rbassist('dup-check', '--csv', csv, '--data-dir', dataDir)).toMatchObject({ code: 0 });
    const [head, keep, remove] = (await readFile(csv, 'utf8')).trimEnd().split('\n');
    expect(head.startsWith('\uFEFFgroup,action,path,')).toBe(true);
    expect(keep).toContain(`1,keep,${paths[1]},'=HYPERLINK(),Söng,2,`);
    expect(remove).toContain(`1,remove,"${paths[0].replaceAll('"', '""')}",`);
    expect(await rbassist('dup-check', '--csv', join(csv, 'no'), '--data-dir', dataDir)).toMatchObject({ code: 2 });
  });

  it.each([
    [['--exact', '--audio']],
    [['--prefer', 'size']],
    [['--acoustic', '--max-difference', '3']],
    [['--max-difference', 'near']],
  ])('refuses %j with exit code 2', async (words) => {
    const ran = await rbassist('dup-check', ...words, '--data-dir', await temporaryFolder('dups-data'));
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/^rbassist: \S/m);
  });
});

describe('rbassist dup-stage', () => {
  it('copies files without overwriting, and copies nothing twice', async () => {
    const music = await musicOf({ 'a/x.mp3': 'vbr.mp3', 'b/x.mp3': 'vbr.mp3', 'c/X.mp3': 'vbr.mp3' });
    const dest = join(await temporaryFolder('dups'), 'staged');
    await mkdir(dest);
    await writeFile(join(dest, 'x.mp3'), 'mine');
    const before = await contents(music);
    const words = ['dup-stage', music, '--exact', '--dest', dest, '--data-dir', await temporaryFolder('dups-data')];
    const planned = await rbassist(...words, '--dry-run');
    expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining(`Would stage 2 files -> ${dest}\n`) });
    expect(await readdir(dest)).toEqual(['x.mp3']);
    const ran = await rbassist(...words);
    expect(ran.stdout.replace('Staged', 'Would stage')).toBe(planned.stdout);
    expect(ran.code).toBe(0);
    expect((await readdir(dest)).sort()).toEqual(['X_2.mp3', STAGING_LOG, 'x.mp3', 'x_1.mp3'].sort());
    expect(await readFile(join(dest, 'x.mp3'), 'utf8')).toBe('mine');
    expect(await contents(music)).toEqual(before);
    expect((await rbassist(...words)).stdout).toContain('Staged 0 files');
    const back = await rbassist('dup-unstage', '--dest', dest);
    expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining('Removed 2 copies') });
    expect(await readdir(dest)).toEqual(['x.mp3']);
    expect(await contents(music)).toEqual(before);
  });

  it('moves files and puts them back without changing any file or record', async () => {
    const music = await musicOf({ 'a.mp3': 'tagged.mp3', 'b/a.mp3': 'tagged.mp3', 'c.mp3': 'vbr.mp3' });
    await utimes(join(music, 'b/a.mp3'), 1_000_000_000, 1_000_000_000.123);
    const paths = ['a.mp3', 'b/a.mp3', 'c.mp3'].map((name) => join(music, name));
    const dataDir = await libraryOf({
      [paths[0]]: { rating: 2, mytags: ['own'] },
      [paths[1]]: { cues: [{ ...CUE, end: 2 }], mytags: ['theirs'], comments: 'warm', unknown_key: 1 },
      [paths[2]]: {},
    });
    const files = await contents(music);
    const known = await knownRecords(dataDir);
    const stage = ['dup-stage', '--exact', '--move', '--keep-in', music, '--prefer', 'folder,rating'];
    const staged = await rbassist(...stage, '--data-dir', dataDir);
    expect(staged.code).toBe(0);
    const to = join(dataDir, 'dup_stage', 'a.mp3');
    expect(staged.stdout).toBe(`Staged 1 file -> ${join(dataDir, 'dup_stage')}\n  ${paths[1]} -> ${to}\n`);
    expect(await readdir(join(music, 'b'))).toEqual([]);
    const during = await knownRecords(dataDir);
    expect(during[paths[1]]).toEqual({ ...known[paths[1]], staged: { to, keeper: paths[0] } });
    expect(during[paths[0]]).toEqual({ ...known[paths[0]], comments: 'warm', cues: known[paths[1]].cues });
    expect((await check('--exact', '--data-dir', dataDir)).problems).toEqual([]);

    const planned = await rbassist('dup-unstage', '--dry-run', '--data-dir', dataDir);
    expect(planned.stdout).toContain('Would put back 1 file');
    expect(await rbassist('dup-unstage', '--data-dir', dataDir)).toMatchObject({ code: 0 });
    expect(await contents(music)).toEqual(files);
    expect(await knownRecords(dataDir)).toEqual(known);
    expect(await readdir(dataDir)).not.toContain('dup_stage');
    const again = await rbassist('dup-unstage', '--data-dir', dataDir);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing is staged') });
  });

  it('does not pass times to the keeper if only the names match', async () => {
    const music = await musicOf({ 'a.flac': 'tagged.flac', 'b.mp3': 'tagged.mp3' });
    const paths = ['a.flac', 'b.mp3'].map((name) => join(music, name));
    const song = { artist: 'A', title: 'T', duration: 100, bitrate: 320 };
    const dataDir = await libraryOf({
      [paths[0]]: song,
      [paths[1]]: { ...song, cues: [CUE], tempos: [{ inizio_sec: 0, bpm: 120, metro: '4/4', battito: 1 }], rating: 4 },
    });
    await rbassist('dup-stage', '--move', '--trust-tags', '--data-dir', dataDir);
    const known = await knownRecords(dataDir);
    expect(known[paths[0]]).toEqual({ ...song, rating: 4 });
    expect(known[paths[1]]).toMatchObject({ cues: [{ name: 'Drop' }], staged: { keeper: paths[0] } });
  });

  it('compares the sound of tracks with the same names, unless told to trust the tags', async () => {
    const music = join(await temporaryFolder('dups'), 'Müsik 曲');
    await mkdir(music);
    const [one, other] = TRACKS.map(({ title }) => title);
    await writeUntagged(join(music, 'one.wav'), one, 12);
    await writeUntagged(join(music, 'other.wav'), other, 12);
    await writeCopy(join(music, 'one.wav'), join(music, 'one again.wav'), { gain: 0.95, skipS: 0 });
    const names = ['one again.wav', 'one.wav', 'other.wav'];
    const paths = names.map((name) => join(music, name));
    const tags = { artist: 'Zoë', title: 'Kick', duration: 12, bitrate: 1411 };
    const dataDir = await libraryOf(Object.fromEntries(paths.map((path) => [path, tags])));
    // for tracks without analysis, it knows only the names
    expect((await check('--data-dir', dataDir)).names).toEqual(['one.wav one again.wav other.wav']);
    const stage = (...words: string[]) =>
      rbassist('dup-stage', '--move', '--json', '--quiet', '--data-dir', dataDir, ...words).then(({ stdout }) =>
        JSON.parse(stdout),
      );
    const dry = await stage('--dry-run');
    expect(dry.staged.map(({ from }: { from: string }) => from)).toEqual([paths[0]]);
    expect(dry.left).toEqual([{ path: paths[2], keeper: paths[1], reason: 'other-sound' }]);
    const trusted = await stage('--dry-run', '--trust-tags');
    expect(trusted.staged.map(({ from }: { from: string }) => from)).toEqual([paths[0], paths[2]]);
    await stage();
    expect((await readdir(music)).sort()).toEqual(['one.wav', 'other.wav']);
    await rbassist('dup-unstage', '--data-dir', dataDir);

    await scanLibrary(dataDir, [music], { analyze: true });
    expect((await check('--data-dir', dataDir)).names).toEqual(['one.wav one again.wav']);
  });

  it('does not stage very short tracks by name, unless the sound is bit-identical', async () => {
    const music = await musicOf({ 'a.flac': 'tagged.flac', 'b.mp3': 'tagged.mp3', 'c.mp3': 'tagged.mp3' });
    const song = { artist: 'A', title: 'T', duration: 2, bitrate: 320 };
    const dataDir = await libraryOf(
      Object.fromEntries(['a.flac', 'b.mp3', 'c.mp3'].map((name) => [join(music, name), song])),
    );
    const ran = await rbassist('dup-stage', '--move', '--json', '--data-dir', dataDir);
    const reasons = JSON.parse(ran.stdout).left.map(({ reason }: { reason: string }) => reason);
    expect(reasons).toEqual(['not-compared', 'not-compared']);
    const lossy = await rbassist(
      'dup-stage',
      '--move',
      '--data-dir',
      dataDir,
      join(music, 'b.mp3'),
      join(music, 'c.mp3'),
    );
    expect(lossy.stdout).toContain('Staged 1 file');
  });

  it('skips links and files with hard links, and reports them', async () => {
    const music = await musicOf({ 'a.mp3': 'vbr.mp3', 'bb.mp3': 'vbr.mp3', 'c/original.mp3': 'vbr.mp3' });
    await link(join(music, 'bb.mp3'), join(music, 'b-hard.mp3'));
    await rename(join(music, 'c'), `${music} elsewhere`);
    await symlink(join(`${music} elsewhere`, 'original.mp3'), join(music, 'link.mp3'));
    const before = await contents(music);
    const dataDir = await temporaryFolder('dups-data');
    const ran = await rbassist('dup-stage', music, '--exact', '--move', '--json', '--data-dir', dataDir);
    const { staged, left } = JSON.parse(ran.stdout);
    expect(staged).toEqual([]);
    expect(left).toEqual([
      { path: join(music, 'b-hard.mp3'), keeper: join(music, 'a.mp3'), reason: 'other-names' },
      { path: join(music, 'link.mp3'), keeper: join(music, 'a.mp3'), reason: 'link' },
    ]);
    expect(await contents(music)).toEqual(before);
  });

  it('is skipped by every search for music, even inside the music folder', async () => {
    const music = await musicOf({ 'a.mp3': 'vbr.mp3', 'b.mp3': 'vbr.mp3' });
    const [dest, dataDir] = [join(music, 'staged'), await temporaryFolder('dups-data')];
    const words = ['--exact', '--dest', dest, '--data-dir', dataDir];
    const staged = await rbassist('dup-stage', music, '--move', ...words);
    expect(staged.stdout).toContain('Staged 1 file');
    expect(staged.stderr).toContain(`\`rbassist dup-unstage --dest '${dest}' --data-dir ${dataDir}\``);
    expect(await check(music, '--exact')).toMatchObject({ compared: 1, names: [] });
    expect((await rbassist('dup-stage', music, '--move', ...words)).stdout).toContain('Staged 0 files');
  });

  // root can do everything, and Windows has other permissions
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'reports files that it may not move, and folders that it may not write',
    async () => {
      const music = await musicOf({ 'a.mp3': 'vbr.mp3', 'closed/b.mp3': 'vbr.mp3', 'cc.mp3': 'vbr.mp3' });
      await chmod(join(music, 'closed'), 0o500);
      const dataDir = await temporaryFolder('dups-data');
      const ran = await rbassist('dup-stage', music, '--exact', '--move', '--data-dir', dataDir);
      expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('Staged 1 file') });
      expect(ran.stderr).toContain(`${join(music, 'closed/b.mp3')} cannot be moved or copied: permission is denied.`);
      const refused = await rbassist('dup-stage', music, '--exact', '--dest', join(music, 'closed/x'));
      await chmod(join(music, 'closed'), 0o700);
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--dest') });
    },
  );

  it('refuses a folder with music of the library', async () => {
    const music = await musicOf({ 'a.mp3': 'vbr.mp3', 'b.mp3': 'vbr.mp3' });
    const dataDir = await libraryOf({ [join(music, 'a.mp3')]: {}, [join(music, 'b.mp3')]: {} });
    const ran = await rbassist('dup-stage', '--exact', '--move', '--dest', music, '--data-dir', dataDir);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('holds music of the library') });
    expect((await readdir(music)).sort()).toEqual(['a.mp3', 'b.mp3']);
  });

  it('does not take a file if its keeper was deleted in the meantime', async () => {
    const music = await musicOf({ 'a.mp3': 'vbr.mp3', 'b.mp3': 'vbr.mp3', 'c.mp3': 'vbr.mp3' });
    const library = await openLibrary({ dataDir: await temporaryFolder('dups-data') });
    const report = await library.stageDuplicates({
      paths: [music],
      mode: 'exact',
      move: true,
      onProgress: ({ stage, done }) => {
        if (stage === 'stage' && done === 1) rmSync(join(music, 'a.mp3'));
      },
    });
    await library.close();
    expect(report.staged).toHaveLength(1);
    expect(report.left).toEqual([
      { path: join(music, 'c.mp3'), keeper: join(music, 'a.mp3'), reason: 'keeper-missing' },
    ]);
    expect(await readdir(music)).toEqual(['c.mp3']);
  });
});
