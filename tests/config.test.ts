import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { type SynthTrack, synthesizeLibrary } from '@rbassist/testing/synth';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rbassistWith } from './support/rbassist.ts';

const FILE = 'rbassist.config.json';

let music: string;
let dataDir: string;
let tracks: SynthTrack[];
beforeAll(async () => {
  music = await temporaryFolder('music');
  dataDir = await temporaryFolder('data');
  tracks = await synthesizeLibrary(music, { tracks: 4, seconds: 6 });
  expect(await rbassistWith({}, 'scan', music, '--data-dir', dataDir)).toMatchObject({ code: 0 });
});

let home: string;
beforeEach(async () => {
  home = await temporaryFolder('home');
  await mkdir(join(home, 'rbassist'));
  await writeFile(join(dataDir, FILE), '{}');
});

const ours = () => join(home, 'rbassist', FILE);
const configure = (settings: unknown, path = join(dataDir, FILE)) => writeFile(path, JSON.stringify(settings));
const bare = (...words: string[]) => rbassistWith({ XDG_CONFIG_HOME: home, APPDATA: home }, ...words);
const command = (...words: string[]) => bare(...words, '--data-dir', dataDir);
const keysIn = (stdout: string) => new Set(stdout.match(/\d+[ABmd]\b|[A-G][#b]? (?:minor|major)/g));

// macOS has one folder for settings and data, and no variable that moves it
const hasOwnFile = process.platform !== 'darwin';

describe('rbassist config', () => {
  it.runIf(hasOwnFile)('shows every setting, its value and where it comes from', async () => {
    await configure({ workers: 2, presets: { wide: { tempoPct: 50 } } });
    await configure({ keyNotation: 'open-key', folders: ['~'] }, ours());
    const { code, stdout } = await command('config');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^dataDir +${dataDir} +--data-dir$`, 'm'));
    expect(stdout).toMatch(new RegExp(`^workers +2 +${join(dataDir, FILE)}$`, 'm'));
    expect(stdout).toMatch(new RegExp(`^keyNotation +open-key +${ours()}$`, 'm'));
    expect(stdout).toContain(`  wide         { "tempoPct": 50 } (${join(dataDir, FILE)})\n`);
    expect(stdout).toMatch(/^ {2}tight \(built in\)\n {4}\{ .*"weights": \{ "ann": [\d.]+, /m);
    expect(stdout).toContain(`highest priority first\n  ${join(dataDir, FILE)}\n  ${ours()}\n`);
  });

  it('shows defaults, and files that do not exist', async () => {
    const { stdout } = await bare('config', '--data-dir', join(home, 'none'));
    expect(stdout).toMatch(/^folders +none +default$/m);
    expect(stdout).toMatch(/^workers +CPU cores minus one +default$/m);
    expect(stdout).toMatch(/^keyNotation +camelot +default$/m);
    expect(stdout).toContain(`${join(home, 'none', FILE)} (does not exist)`);
  });

  it('answers in JSON', async () => {
    await configure({ workers: 2 });
    const answer = JSON.parse((await command('config', '--json')).stdout);
    expect(answer).toMatchObject({
      settings: { dataDir, workers: 2 },
      sources: { dataDir: { from: 'option' }, workers: { from: 'file', path: join(dataDir, FILE) } },
    });
    expect(answer.files[0]).toEqual({ path: join(dataDir, FILE), exists: true });
  });

  it.runIf(hasOwnFile)('has the data folder of the own file, unless another is named', async () => {
    await configure({ dataDir }, ours());
    expect(JSON.parse((await bare('stats', '--json')).stdout)).toMatchObject({ dataDir, tracks: 4 });
    expect((await bare('stats')).stdout).not.toContain('--data-dir');
    const other = await temporaryFolder('other');
    const { stdout } = await rbassistWith({ XDG_CONFIG_HOME: home, APPDATA: home, RBASSIST_DATA: other }, 'config');
    expect(stdout).toMatch(new RegExp(`^dataDir +${other} +\\$RBASSIST_DATA$`, 'm'));
  });
});

describe('folders', () => {
  it('are scanned and searched if none are named', async () => {
    await configure({ folders: [music] });
    expect((await command('scan')).stdout).toContain('0 tracks processed, 4 unchanged');
    expect((await command('scan', tracks[0].path)).stdout).toContain('0 tracks processed, 1 unchanged');
    expect(await command('library', 'repair')).toMatchObject({ code: 0 });
  });

  it('must be named somewhere', async () => {
    const { code, stderr } = await command('scan');
    expect(code).toBe(2);
    expect(stderr).toContain('Or list folders as "folders" in a configuration file; `rbassist config` shows where');
  });
});

describe('keyNotation', () => {
  it.each([
    ['camelot', /^\d+[AB]$/],
    ['open-key', /^\d+[md]$/],
    ['musical', /^[A-G][#b]? (?:minor|major)$/],
  ])('%s is used in tables, and not in JSON', async (keyNotation, pattern) => {
    await configure({ keyNotation });
    const table = await command('recommend', tracks[0].path, '--no-camelot-neighbors', '--tempo-pct', '300');
    expect(keysIn(table.stdout).size).toBeGreaterThan(0);
    for (const key of keysIn(table.stdout)) expect(key).toMatch(pattern);
    if (keyNotation !== 'camelot') {
      for (const key of keysIn((await command('analyze', music)).stdout)) expect(key).toMatch(pattern);
    }
    const json = JSON.parse((await command('recommend', tracks[0].path, '--json')).stdout);
    expect(json.seed.record.key).toMatch(/^\d+[AB]$/);
  });
});

describe('--preset', () => {
  const count = async (...words: string[]) =>
    JSON.parse((await command('recommend', tracks[0].path, '--json', ...words)).stdout).recommendations.length;

  it('gives the options of recommend, and flags win', async () => {
    await configure({
      presets: { all: { top: 2, tempoPct: 300, camelotNeighbors: false, weights: { ann: 1, bass: 0.5 } } },
    });
    expect(await count('--no-camelot-neighbors', '--tempo-pct', '300')).toBe(3);
    expect(await count('--preset', 'all')).toBe(2);
    expect(await count('--preset', 'all', '--top', '1')).toBe(1);
    const { recommendations } = JSON.parse(
      (await command('recommend', tracks[0].path, '--json', '--preset', 'all')).stdout,
    );
    expect(recommendations[0]).toHaveProperty('score');
  });

  it('has built-in names, which your own replace', async () => {
    const score = async () =>
      JSON.parse((await command('recommend', tracks[0].path, '--json', '--preset', 'adventurous')).stdout)
        .recommendations[0]?.score;
    await configure({});
    expect(await score()).toBeGreaterThan(0);
    await configure({ presets: { adventurous: { tempoPct: 300, camelotNeighbors: false } } });
    expect(await score()).toBeUndefined();
  });

  it('has few names in its error, or the one that is meant', async () => {
    await configure({ presets: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`set${i}`, {}])) });
    const { stderr } = await command('recommend', 'x', '--preset', 'none');
    expect(stderr).toContain('Available presets: balanced, tight, adventurous, harmonic, set0,');
    expect(stderr).toContain(' and 44 others.');
    await configure({ presets: { 'warm-up': {} } });
    expect((await command('recommend', 'x', '--preset', 'warmup')).stderr).toContain('Did you mean "warm-up"?');
  });

  it.each(['none', '__proto__', 'toString'])('%s is unknown, and the others are listed', async (name) => {
    await configure({ presets: { b: {}, a: {} } });
    const { code, stderr } = await command('recommend', 'x', '--preset', name);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `There is no preset "${name}". Available presets: balanced, tight, adventurous, harmonic, a, b.`,
    );
  });
});

describe('a configuration file that is wrong', () => {
  it('ends the command, naming file, line and what to do, also in JSON', async () => {
    await writeFile(join(dataDir, FILE), '{\n"workers": "all"\n}');
    const { code, stdout, stderr } = await command('stats', '--json');
    expect(code).toBe(1);
    expect(stderr).toBe(
      `rbassist: ${join(dataDir, FILE)}, line 2: workers must be a positive whole number, not "all". Correct the file in a text editor.\n`,
    );
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'file-format', path: join(dataDir, FILE) } });
  });

  it('stops nothing that a person needs to correct it', async () => {
    await writeFile(join(dataDir, FILE), '{"workers": 2,}');
    const problem = `${join(dataDir, FILE)} is not valid JSON at line 1, column 15. Remove the comma before it.`;
    for (const words of [['help', 'scan'], ['version'], ['completion', 'bash'], ['model', 'list']])
      expect(await command(...words)).toMatchObject({ code: 0, stderr: expect.not.stringContaining(FILE) });
    // it may read the library
    expect(await command('model', 'verify', 'org/model')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(problem),
    });
    const shown = await command('config');
    expect(shown).toMatchObject({ code: 1, stderr: expect.stringContaining(problem) });
    expect(shown.stdout).toMatch(/^keyNotation +camelot +default$/m);
    expect(shown.stdout).toContain(`${join(dataDir, FILE)} (skipped)`);
    const inJson = await command('config', '--json');
    expect(inJson.code).toBe(1);
    expect(JSON.parse(inJson.stdout).files[0].error).toMatchObject({ code: 'file-format' });
    const checked = await command('doctor');
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain(`Configuration\n  ✗ ${problem}`);
    expect(checked.stdout).toContain(`✓ ${dataDir}: 4 tracks`);
    expect(JSON.parse((await command('doctor', '--json')).stdout)).toMatchObject({
      config: [{ error: { code: 'file-format' } }, {}],
      library: { tracks: 4 },
    });
  });

  it.each([
    [{ worker: 2 }, 'Write "workers" instead of "worker".'],
    [{ presets: { a: { 'tempo-pct': 2 } } }, 'Write "tempoPct" instead of "tempo-pct".'],
    [{ theme: 'dark' }, 'Correct the file in a text editor.'],
  ])('warns once of what it does not know, with what is meant: %j', async (settings, remedy) => {
    await configure(settings);
    for (const words of [['stats'], ['config'], ['doctor']]) {
      const { code, stderr } = await command(...words);
      expect(code).toBe(0);
      expect(stderr.split('\n')).toEqual([expect.stringMatching(/^Warning: /), '']);
      expect(stderr).toContain(remedy);
    }
  });

  it('warns of a setting of a later version, and the command goes on', async () => {
    await configure({ theme: 'dark' });
    const { code, stderr } = await command('recommend', tracks[0].path);
    expect(code).toBe(0);
    expect(stderr).toContain(
      `Warning: ${join(dataDir, FILE)}, line 1: There is no setting "theme", so rbassist skipped it.`,
    );
  });
});
