import { execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SCORE_PARTS } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { type SynthTrack, synthesizeLibrary } from '@rbassist/testing/synth';
import { beforeAll, describe, expect, it } from 'vitest';
import { rbassist, start } from './support/rbassist.ts';

let music: string;
let dataDir: string;
let tracks: SynthTrack[];
beforeAll(async () => {
  music = await temporaryFolder('cli-music');
  dataDir = await temporaryFolder('cli-data');
  tracks = await synthesizeLibrary(music, { tracks: 10, seconds: 6 });
  expect(await rbassist('scan', music, '--data-dir', dataDir)).toMatchObject({ code: 0 });
});

/** Words of a command line, as a shell reads it. */
function wordsOf(line = ''): string[] {
  const said = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`]).toString();
  return said.split('\0').slice(0, -1);
}

describe('the command', () => {
  it('explains itself with --help', async () => {
    const help = await start(['--help']).ended;
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const command of [
      'analyze',
      'beatgrid',
      'cues',
      'features',
      'reanalyze',
      'scan',
      'embed',
      'library',
      'model',
      'dup-check',
      'dup-stage',
      'dup-unstage',
      'index',
      'recommend',
      'stats',
      'doctor',
    ])
      expect(help.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    expect((await start(['scan', '--help']).ended).stdout).toContain('--retry-failed');
    expect((await start(['--version']).ended).stdout.trim()).toMatch(/^\d+\.\d+\.\d+/);
  });

  it.each([
    [[]],
    [['scan']],
    [['scan', 'x', '--no-such-flag']],
    [['dance']],
    [['recommend', 'x', '--top', '0']],
    [['recommend', 'x', '--top', 'many']],
    [['scan', 'x', '--workers', '1.5']],
    [['scan', 'x', '--model', 'no-such-model']],
    [['embed']],
    [['embed', 'x', '--duration-s', '30']],
    [['embed', '--paths-file', '/no/such/file']],
    [['scan', '-dash.mp3']],
    [['scan', '--']],
    [['scan', '']],
    [['dup-check', '--']],
    [['dup-check', '']],
    [['dup-stage', '--move', '']],
    [['dup-stage', '--dest', '']],
    [['dup-stage', '--dest', '--move']],
    [['dup-stage', '--dry-run=no', '--move']],
    [['dup-stage', '--dest', 'a', '--dest', 'b']],
    [['dup-unstage', 'x']],
    [['library', 'repair', '--']],
    [['stats', '--', 'x']],
    [['recommend', '--']],
    [['show', 'a', 'b']],
    [['--', 'stats']],
  ])('refuses %j with exit code 2 and a reason', async (words) => {
    const ran = await start(['--data-dir', dataDir, ...words]).ended;
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/^rbassist: \S/m);
    expect(ran.stdout).toBe('');
  });
});

describe('scan', () => {
  it('prints one line of JSON per event, the summary last', async () => {
    const { code, stdout } = await rbassist('scan', music, '--json', '--no-resume', '--data-dir', dataDir);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(events.filter(({ type, state }) => type === 'track' && state === 'processed')).toHaveLength(10);
    expect(events.at(-1)).toMatchObject({ type: 'summary', added: 10, failed: 0 });
  });

  it('is silent when quiet', async () => {
    expect(await rbassist('scan', music, '--quiet', '--data-dir', dataDir)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('reports failures and exits with 1', async () => {
    const folder = await temporaryFolder('bad');
    await writeFile(join(folder, 'notes.mp3'), 'not music at all');
    const ran = await start(['scan', folder, '--data-dir', await temporaryFolder('data')]).ended;
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('notes.mp3');
    expect(ran.stdout).toContain('1 file failed (1 not-audio)');
  });

  it.each(['empty', 'missing'])('exits with 1 and names the folder when it is %s', async (sort) => {
    const folder = await temporaryFolder(sort);
    const path = sort === 'empty' ? folder : join(folder, 'none');
    const ran = await rbassist('scan', path, '--data-dir', await temporaryFolder('data'));
    expect(ran.code).toBe(1);
    expect(ran.stdout + ran.stderr).toContain(path);
  });

  it('reports a data folder that is a file', async () => {
    const file = join(await temporaryFolder('data'), 'data');
    await writeFile(file, '');
    const ran = await rbassist('scan', music, '--data-dir', file);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(file);
    expect(ran.stderr).toContain('--data-dir');
  });

  // root can do everything, and Windows has other permissions
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'skips folders that it may not read, and reports files that it may not write',
    async () => {
      const folder = await temporaryFolder('forbidden');
      await mkdir(join(folder, 'closed'));
      await chmod(join(folder, 'closed'), 0);
      await copyFile(tracks[0].path, join(folder, 'open.wav'));
      const ran = await rbassist('scan', folder, '--data-dir', await temporaryFolder('data'));
      await chmod(join(folder, 'closed'), 0o700);
      expect(ran.code).toBe(1);
      expect(ran.stderr).toContain(join(folder, 'closed'));
      expect(ran.stdout).toContain('1 track processed');

      const readOnly = await temporaryFolder('read-only');
      await chmod(readOnly, 0o500);
      const refused = await rbassist('scan', folder, '--data-dir', join(readOnly, 'data'));
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr).toContain('permission is denied');
    },
  );

  it('exits if another scan is running, which continues', async () => {
    const shared = await temporaryFolder('shared');
    const first = start(['scan', music, '--data-dir', shared, '--workers', '1', '--verbose']);
    await first.whenSaid('done: ');
    const second = await rbassist('scan', music, '--data-dir', shared);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('Another rbassist');
    expect(await first.ended).toMatchObject({ code: 0 });
  });

  // a Windows process can't send a signal to another
  it.skipIf(process.platform === 'win32')(
    'finishes tracks in progress on Ctrl-C, exits with 130, and continues later',
    async () => {
      const fresh = await temporaryFolder('interrupted');
      const scan = start(['scan', music, '--data-dir', fresh, '--workers', '1', '--verbose']);
      await scan.whenSaid('done: ');
      scan.child.kill('SIGINT');
      const ran = await scan.ended;
      expect(ran.code).toBe(130);
      expect(ran.stdout).toContain('Run the same command again');
      const known = Object.values(JSON.parse(await readFile(join(fresh, 'meta.json'), 'utf8')).tracks).length;
      expect(known).toBeGreaterThan(0);
      expect(known).toBeLessThan(10);
      expect((await rbassist('scan', music, '--data-dir', fresh)).stdout).toContain(
        `${10 - known} tracks processed (${10 - known} new), ${known} unchanged`,
      );
    },
  );
});

describe('embed and index', () => {
  it('do the same in two steps as scan in one', async () => {
    const fresh = await temporaryFolder('steps');
    const list = join(fresh, 'list.txt');
    await writeFile(list, `\uFEFF${tracks[0].path}\r\n\n${tracks[1].path}\n`);
    const embedded = await rbassist(
      'embed',
      '--paths-file',
      list,
      '--device',
      'cuda',
      '--num-workers',
      '0',
      '--data-dir',
      fresh,
    );
    expect(embedded.code).toBe(0);
    expect(embedded.stderr).toContain('run on the CPU');
    const indexed = await rbassist('index', '--incremental', '--json', '--data-dir', fresh);
    expect(JSON.parse(indexed.stdout)).toMatchObject({ count: 2, added: 2, skipped: [] });
  });

  it('have nothing to index in an empty library', async () => {
    const ran = await rbassist('index', '--data-dir', await temporaryFolder('none'));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('rbassist scan');
  });
});

describe('recommend', () => {
  const ask = (...words: string[]) => rbassist('recommend', ...words, '--data-dir', dataDir);

  it('prints a table', async () => {
    const { artist, title } = tracks[0];
    const { code, stdout } = await ask(`${artist} ${title}`, '--no-camelot-neighbors', '--tempo-pct', '300');
    expect(code).toBe(0);
    expect(stdout).toContain(`Goes with ${artist} - ${title}`);
    expect(stdout.split('\n')[1]).toMatch(/# +Artist +Title +BPM +Pitch +Key +Relation +Distance/);
    expect(stdout.trim().split('\n')).toHaveLength(2 + 9);
  });

  it('answers in JSON', async () => {
    const { stdout } = await ask(
      tracks[0].path,
      '--json',
      '--top',
      '3',
      '--no-camelot-neighbors',
      '--tempo-pct',
      '300',
    );
    const answer = JSON.parse(stdout);
    expect(answer.seed.path).toBe(tracks[0].path);
    expect(answer.recommendations).toHaveLength(3);
    expect(answer.recommendations[0]).toMatchObject({
      rank: 1,
      distance: expect.any(Number),
      record: { title: expect.any(String), bpm: expect.any(Number), key: expect.any(String) },
      keyRelation: expect.any(String),
      tempoRelation: expect.any(String),
    });
  });

  it('describes each recommendation and its mix in JSON', async () => {
    const { seed, recommendations } = JSON.parse((await ask(tracks[0].path, '--preset', 'balanced', '--json')).stdout);
    expect(recommendations.length).toBeGreaterThan(0);
    for (const [i, found] of recommendations.entries()) {
      const { transition, mixPoints, ...facts } = found;
      expect(facts).toEqual({
        rank: i + 1,
        path: expect.any(String),
        record: expect.objectContaining({ title: expect.any(String) }),
        keyRelation: transition.keyRelation,
        tempoRelation: transition.tempoRelation,
        distance: expect.any(Number),
        score: expect.any(Number),
      });
      expect(transition).toMatchObject({ from: seed.path, to: found.path, score: expect.any(Number) });
      expect(transition.parts.map(({ name }: { name: string }) => name)).toEqual(SCORE_PARTS);
      const part = { name: expect.any(String), value: expect.any(Number), confidence: expect.any(Number) };
      for (const each of transition.parts) expect(each).toEqual(part);
      const reason = { part: expect.any(String), text: expect.any(String) };
      const effects = transition.reasons.map(({ effect, ...each }: { effect: string }) => {
        expect(each).toEqual(reason);
        return effect;
      });
      expect(['for', 'against', 'unsure']).toEqual(expect.arrayContaining(effects));
      const { out, in: into, bars, ...others } = mixPoints;
      expect({ others, bars: bars ?? 4 }).toEqual({ others: {}, bars: expect.any(Number) });
      const point = { timeS: expect.any(Number), reason: expect.any(String) };
      for (const each of [out, into]) expect(each ?? point).toMatchObject(point);
    }
  });

  it('answers with the fields that the README lists', async () => {
    const readme = await readFile(join(import.meta.dirname, '../packages/library/README.md'), 'utf8');
    const [, table] = readme.split('| Field of `RecommendResult` |');
    const rows = (table?.split('\n\n', 1)[0] ?? '').split('\n').slice(2);
    const named = rows.map((row) => [...row.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    const answer = JSON.parse((await ask(tracks[0].path, '--json')).stdout);
    expect(named.map(([field]) => field).sort()).toEqual(Object.keys(answer).sort());
    const [, ...counts] = named.find(([field]) => field === 'filtered') ?? [];
    expect(counts).toEqual(Object.keys(answer.filtered));
  });

  it.skipIf(process.platform === 'win32')('advises a command that a shell takes as it is', async () => {
    const wide = ['--no-camelot-neighbors', '--tempo-pct', '300'];
    const { stderr } = await ask(tracks[0].path, ...wide);
    const { recommendations } = JSON.parse((await ask(tracks[0].path, ...wide, '--json')).stdout);
    const words = wordsOf(/^Next: rbassist (.+)$/m.exec(stderr)?.[1]);
    expect(JSON.parse((await rbassist(...words, '--json')).stdout).seed.path).toBe(recommendations[0].path);
  });

  it('takes words without quotes as one name, and several names as several tracks', async () => {
    const words = `${tracks[0].title} ${tracks[0].artist}`.split(' ');
    const { code, stderr, stdout } = await ask(...words, '--top', '3');
    expect(code).toBe(0);
    expect(stderr).toContain(`Taking "${words.join(' ')}" as one name.`);
    expect(stdout).toContain(`Goes with ${tracks[0].artist} - ${tracks[0].title}`);
    const { seeds } = JSON.parse((await ask(tracks[0].path, tracks[1].path, '--json')).stdout);
    expect(seeds.map(({ path }: { path: string }) => path)).toEqual([tracks[0].path, tracks[1].path]);
    const mistyped = await ask(...words.slice(0, -1), `${words.at(-1)?.slice(0, -1)}qx`);
    expect({ code: mistyped.code, stderr: mistyped.stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(tracks[0].title),
    });
  });

  it('lists other matches of a vague seed', async () => {
    expect((await ask('.')).stderr).toContain('"." matches 10 tracks');
  });

  it('finds a track by words in any order', async () => {
    const { artist, title } = tracks[1];
    const words = `${title} ${artist}`.toLowerCase().split(' ').reverse().join(' ');
    const { seed, exact } = JSON.parse((await ask(words, '--json')).stdout);
    expect({ path: seed.path, exact }).toEqual({ path: tracks[1].path, exact: false });
  });

  it('says what the filters removed, how to find more, and what to do next', async () => {
    const filters = [tracks[0].path, '--tempo-pct', '1', '--no-allow-doubletime'];
    const { left, filtered, widenings } = JSON.parse((await ask(...filters, '--json')).stdout);
    expect(left + filtered.tempo + filtered.key).toBe(9);
    expect(widenings.length).toBeGreaterThan(0);
    const { stderr } = await ask(...filters);
    expect(stderr).toContain(`${left} of 9 tracks mix`);
    expect(stderr).toMatch(/To find more, use --\S+/);
    expect((await ask(tracks[0].path, '--no-camelot-neighbors', '--tempo-pct', '300', '--top', '1')).stderr).toMatch(
      /^Next: rbassist recommend .+ --data-dir .+\n$/,
    );
    expect(await ask(...filters, '--quiet')).toMatchObject({ code: 0, stderr: '' });
  });

  it('shows scores if a weight is set, and paths if asked for', async () => {
    const { stdout } = await ask(
      ...[tracks[0].path, '--no-camelot-neighbors', '--tempo-pct', '300', '--top', '2', '--w-bass', '1', '--paths'],
    );
    const [first, headings, row] = stdout.split('\n');
    expect(first).toMatch(/, highest score first:$/);
    expect(headings).toMatch(/ Score +Distance +Path$/);
    expect(tracks.some(({ path }) => row.endsWith(`  ${path}`))).toBe(true);
  });

  it('suggests the closest names if nothing matches', async () => {
    const { title } = tracks[0];
    const { code, stderr } = await ask(`${title.slice(0, -1)}qx`);
    expect(code).toBe(1);
    expect(stderr).toContain(title);
    const inJson = await ask('zzzzqqqq', '--json');
    expect(JSON.parse(inJson.stdout)).toMatchObject({ error: { code: 'not-found', remedies: [], suggestions: [] } });
  });

  it.each(['', ' '])('takes no empty seed "%s"', async (seed) => {
    const { code, stderr } = await ask(seed);
    expect(code).toBe(2);
    expect(stderr).not.toContain('"."');
  });

  it('tells the user of an empty library to scan', async () => {
    const ran = await rbassist('recommend', 'x', '--data-dir', await temporaryFolder('none'));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('rbassist scan');
  });

  it('rebuilds a missing index', async () => {
    const fresh = await temporaryFolder('lost-index');
    await rbassist('embed', music, '--data-dir', fresh);
    await mkdir(join(fresh, 'index'), { recursive: true });
    await writeFile(join(fresh, 'index', 'index.json'), '{"broken');
    const ran = await rbassist('recommend', tracks[0].path, '--data-dir', fresh);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('Rebuilding the index');
  });
});

describe('stats and doctor', () => {
  it('count the library', async () => {
    const stats = JSON.parse((await rbassist('stats', '--json', '--data-dir', dataDir)).stdout);
    expect(stats).toMatchObject({ dataDir, tracks: 10, index: { tracks: 10 } });
    expect((await rbassist('stats', '--data-dir', dataDir)).stdout).toContain('10');
  });

  it('describe the machine', async () => {
    const doctor = JSON.parse((await rbassist('doctor', '--json', '--data-dir', dataDir)).stdout);
    expect(doctor.decoders.map(({ name }: { name: string }) => name)).toContain('ffmpeg');
    expect(doctor.engines.find(({ name }: { name: string }) => name === 'exact')).toMatchObject({ available: true });
    const text = (await rbassist('doctor', '--data-dir', dataDir)).stdout;
    expect(text).toContain('Decoders');
  });
});
