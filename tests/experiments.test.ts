import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { encodeNpy, SCORE_PARTS, sealNpy } from '@rbassist/core';
import { openLibrary, rateMix } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { below, seededRandom } from '@rbassist/testing/random';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Ran, rbassist, start } from './support/rbassist.ts';

const TRACKS = 40;
const KEYS = ['8A', '9A', '2B', '5A'];
const loudnessOf = (track: number) => -12 + ((7 * track) % 5);

let dataDir: string;
let paths: string[];
let out: string;
beforeAll(async () => {
  dataDir = await temporaryFolder('experiments');
  await mkdir(join(dataDir, 'embeddings'));
  paths = Array.from({ length: TRACKS }, (_, i) => `/music/artist ${i % 20}/song ${i}.mp3`);
  const tracks: Record<string, object> = {};
  const random = seededRandom(1);
  for (const [i, path] of paths.entries()) {
    const name = `${i}.npy`;
    const vector = Float32Array.from({ length: 160 }, () => random() - 0.3);
    await writeFile(join(dataDir, 'embeddings', name), sealNpy(encodeNpy(vector), name));
    tracks[path] = {
      ...{ artist: `Artist ${i % 20}`, title: `Song ${i}`, bpm: 120 + below(random, 12), key: KEYS[i % KEYS.length] },
      ...{ loudness_lufs: loudnessOf(i) },
      ...{ embedding: name, embedding_source: 'baseline', embedding_space: 'spectral-v1/160' },
    };
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  expect(await rbassist('index', '--data-dir', dataDir)).toMatchObject({ code: 0 });
});
beforeEach(async () => {
  out = join(await temporaryFolder('answers'), 'pairs.jsonl');
});

async function judge(answers: string, ...words: string[]): Promise<Ran> {
  const stdin = vi.spyOn(process, 'stdin', 'get');
  stdin.mockReturnValue(Readable.from([answers]) as never);
  try {
    return await rbassist('experiments', 'judge', '--out', out, '--data-dir', dataDir, ...words);
  } finally {
    stdin.mockRestore();
  }
}

const tune = (...words: string[]) => rbassist('experiments', 'tune-weights', out, '--data-dir', dataDir, ...words);
const saved = async () => {
  const text = await readFile(out, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
};

describe('experiments judge', () => {
  it('asks, and saves each answer, also those to skip', async () => {
    const { code, stdout, stderr } = await judge('a\nB\n what? \ns\nb\nq\n');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^This command is experimental/);
    expect(stderr).toContain('Question 1 of 20\n');
    expect(stderr).toMatch(/^Playing +Artist \d+ +Song \d+ +1\d\d +\d[AB] +\/music\/artist \d+\/song \d+\.mp3$/m);
    expect(stdout).toBe(`3 answers saved in ${out}.\n`);
    const lines = await saved();
    expect(lines.map((line) => Object.keys(line).join())).toEqual([
      'seed,better,worse',
      'seed,better,worse',
      'seed,skipped',
      'seed,better,worse',
    ]);
    const shown = stderr.match(/\/music\/.*\.mp3$/gm) ?? [];
    expect([lines[0].seed, lines[0].better, lines[0].worse]).toEqual(shown.slice(0, 3));
    expect([lines[1].seed, lines[1].worse, lines[1].better]).toEqual(shown.slice(3, 6));
    expect([lines[2].seed, ...lines[2].skipped]).toEqual(shown.slice(6, 9));
    expect(new Set(lines.map(({ seed }) => seed)).size).toBe(4);
  });

  it('continues with other questions, and stops after --pairs', async () => {
    await judge('a\ns\na\n');
    const { stdout } = await judge('b\n'.repeat(10), '--pairs', '7');
    expect(stdout).toBe(`7 answers saved in ${out}; with earlier ones, it has 9.\n`);
    const lines = await saved();
    expect(new Set(lines.map(({ seed }) => seed)).size).toBe(10);
  });

  it('asks for artists that differ', async () => {
    await judge('a\n'.repeat(18));
    const artists = (await saved()).map(({ seed }) => seed.split('/')[2]);
    expect(new Set(artists).size).toBe(18);
  });

  it('asks again about a seed after all others, with another pair', async () => {
    const { stdout } = await judge('a\n'.repeat(60), '--pairs', '60', '--json');
    expect(JSON.parse(stdout)).toEqual({ experimental: true, out, answered: 60, answers: 60, end: 'answered' });
    const lines = await saved();
    expect(new Set(lines.map(({ seed }) => seed)).size).toBe(TRACKS);
    const pairs = lines.map(({ seed, better, worse }) => JSON.stringify([seed, ...[better, worse].sort()]));
    expect(new Set(pairs).size).toBe(60);
  });

  it('asks the same in the same library', async () => {
    const [first, second] = [await judge('a\na\na\n'), await readFile(out, 'utf8')];
    await writeFile(out, '');
    const again = await judge('a\na\na\n');
    expect([again.stderr, await readFile(out, 'utf8')]).toEqual([first.stderr, second]);
  });

  it('saves nothing without an answer', async () => {
    expect(await judge('')).toMatchObject({ code: 0, stdout: 'No answer was saved.\n' });
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });

  it('starts a new line after one that a crash cut', async () => {
    await writeFile(out, '{"seed":"/music/a');
    const { stderr } = await judge('a\n');
    expect(stderr).toContain('Line 1: It is not JSON: ');
    const [cut, whole] = (await readFile(out, 'utf8')).trimEnd().split('\n');
    expect(cut).toBe('{"seed":"/music/a');
    expect(JSON.parse(whole)).toMatchObject({ seed: expect.any(String) });
  });

  it.each([['0'], ['1.5'], ['-3']])('refuses --pairs %s', async (pairs) => {
    expect(await judge('', '--pairs', pairs)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--pairs must be a positive whole number'),
    });
  });

  it('says that there is nothing to ask in an empty library', async () => {
    const empty = await temporaryFolder('empty');
    const ran = await rbassist('experiments', 'judge', '--out', out, '--data-dir', empty);
    expect(ran).toMatchObject({ code: 0, stdout: 'No answer was saved.\n' });
    expect(ran.stderr).toContain('There are no more pairs to ask about. Scan more music.');
  });

  it('keeps every answer of a killed process', async () => {
    const words = ['experiments', 'judge', '--out', out, '--data-dir', dataDir];
    const { child, ended, whenSaid } = start(words);
    child.stdin?.write('a\nb\n');
    await whenSaid('Question 3 of 20');
    child.kill('SIGKILL');
    await ended;
    expect(await saved()).toHaveLength(2);
  });
});

describe('experiments tune-weights', () => {
  /** Judgements of a DJ who only wants the same loudness. */
  const sameLoudness = (count: number) => {
    const random = seededRandom(7);
    const lines: string[] = [];
    while (lines.length < count) {
      const [seed, better, worse] = [0, 0, 0].map(() => below(random, TRACKS));
      const isAsLoud = (track: number) => loudnessOf(track) === loudnessOf(seed);
      if (seed === better || !isAsLoud(better) || isAsLoud(worse)) continue;
      lines.push(JSON.stringify({ seed: paths[seed], better: paths[better], worse: paths[worse] }));
    }
    return lines;
  };

  it('learns what a DJ likes, and prints it in a form to use', async () => {
    await writeFile(out, sameLoudness(80).join('\n'));
    const { code, stdout, stderr } = await tune();
    expect(code).toBe(0);
    expect(stderr).toMatch(/^This command is experimental/);
    expect(stdout).toContain('The learned weights agree with you more often than balanced: +');
    expect(stdout).toMatch(/^learned +(?:9\d|100)\.\d % +\d\d\.\d % to \d+\.\d %$/m);
    expect(stdout).toMatch(/^chance +50\.0 %$/m);
    expect(stdout).toMatch(/^No answer says anything about: bass, rhythm, samples, /m);
    const flags = /^--w-ann .*$/m.exec(stdout)?.[0].split(' ') ?? [];
    const mixed = await rbassist('mix', paths[0], paths[1], '--data-dir', dataDir, '--json', ...flags);
    const preset = JSON.parse(/^\{"presets".*$/m.exec(stdout)?.[0] ?? '');
    expect(JSON.parse(mixed.stdout).weights).toEqual(preset.presets.learned.weights);
    const { loudness, ...others } = preset.presets.learned.weights;
    for (const weight of Object.values(others)) expect(loudness).toBeGreaterThan(Number(weight));
  });

  it('learns from stars for mixes, in sets and outside of them, alone or with answers', async () => {
    const own = await temporaryFolder('starred');
    await cp(dataDir, own, { recursive: true });
    await using library = await openLibrary({ dataDir: own, engine: 'exact' });
    for (let i = 0; i < TRACKS; i++) {
      const to = (i + (i % 2 === 0 ? 5 : 6)) % TRACKS;
      await library.saveMixStars(paths[i], paths[to], loudnessOf(to) === loudnessOf(i) ? 5 : 1);
    }
    await library.saveSet('night', { tracks: await library.setTracks([paths[0], paths[1]]) });
    await library.editSet('night', (set) => rateMix(set, 0, 1));
    await library.close();
    const learn = (...words: string[]) =>
      rbassist('experiments', 'tune-weights', '--json', '--data-dir', own, ...words).then(({ stdout }) =>
        JSON.parse(stdout),
      );
    const starred = await learn();
    expect(starred.judgements).toBeGreaterThan(20);
    const { loudness, ...others } = starred.weights;
    for (const weight of Object.values(others)) expect(loudness).toBeGreaterThan(Number(weight));
    await writeFile(out, sameLoudness(30).join('\n'));
    const [answers, both] = [await learn(out), await learn(out, '--stars')];
    expect(both.judgements).toBe(answers.judgements + starred.judgements);
  });

  it('says what is missing without a file and without stars', async () => {
    const { code, stderr } = await rbassist('experiments', 'tune-weights', '--data-dir', dataDir);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/takes 20 different judgements/);
  });

  it('stores nothing', async () => {
    await writeFile(out, sameLoudness(40).join('\n'));
    const before = await readFile(join(dataDir, 'meta.json'));
    await tune();
    expect(await readFile(join(dataDir, 'meta.json'))).toEqual(before);
  });

  it('takes values from another program, and needs no library for them', async () => {
    const random = seededRandom(3);
    const parts = () => Object.fromEntries(SCORE_PARTS.map((part) => [part, random()]));
    const lines = Array.from({ length: 30 }, (_, i) =>
      JSON.stringify({ seed: `${i % 6}`, better: parts(), worse: parts() }),
    );
    await writeFile(out, `\uFEFF${lines.join('\r\n')}\r\n\r\n`);
    const { code, stdout } = await tune('--json', '--initial', 'tight');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ experimental: true, judgements: 30, seeds: 6, initial: 'tight' });
  });

  it('names lines that it left out', async () => {
    const odd = [
      '{"seed": "/music',
      '[]',
      '{"seed": "x", "better": "y"}',
      '{"seed": 5, "better": "y", "worse": "z"}',
      '{"seed": "x", "better": {"key": 2}, "worse": {"key": 1}}',
      '{"seed": "x", "better": {"keys": 1}, "worse": {"keys": 1}}',
      '{"seed": "x", "better": "y", "worse": {"key": 1}}',
      JSON.stringify({ seed: paths[0], better: paths[1], worse: '/music/gone.mp3' }),
      Buffer.from([0x22, 0xe9, 0x22]),
    ];
    const lines = [...odd, ...sameLoudness(30)].flatMap((line) => [Buffer.from(line), Buffer.from('\n')]);
    await writeFile(out, Buffer.concat(lines));
    const { code, stdout, stderr } = await tune('--json');
    expect(code).toBe(0);
    const { problems, judgements } = JSON.parse(stdout);
    expect(judgements).toBe(30);
    expect(problems.map(({ line, message }: { line: number; message: string }) => `${line} ${message}`)).toEqual([
      expect.stringMatching(/^1 It is not JSON: /),
      '2 It is not a JSON object.',
      '3 "better" and "worse" must both be tracks, or both be values of parts.',
      '4 "seed" must be the path or the name of a track.',
      '5 better.key must be from 0 to 1, not 2.',
      expect.stringMatching(/^6 Unknown option "better.keys"/),
      '7 "better" and "worse" must both be tracks, or both be values of parts.',
      expect.stringMatching(/^8 No track matches "\/music\/gone.mp3"/),
      '9 It is not UTF-8.',
    ]);
    expect(stderr).toContain(`rbassist left out 9 lines of ${out}:\n  Line 1: It is not JSON: `);
  });

  it('counts repeated and contradictory lines', async () => {
    const lines = sameLoudness(30);
    const { seed, better, worse } = JSON.parse(lines[0]);
    lines.push(lines[0], JSON.stringify({ seed, better: worse, worse: better }));
    await writeFile(out, lines.join('\n'));
    const { stdout } = await tune();
    expect(stdout).toContain('1 answer repeated others, and counted once.\n1 pair had different answers.\n');
  });

  it.each([
    ['does not exist', undefined, /pairs\.jsonl does not exist\.$/m],
    ['is empty', '', /takes 20 different judgements or more, .*; there are 0\.$/m],
    ['has few lines', `${JSON.stringify({ seed: 'a', better: { key: 1 }, worse: { key: 0 } })}\n`, /there are 1\.$/m],
  ])('fails if the file %s', async (_, text, message) => {
    if (text !== undefined) await writeFile(out, text);
    const { code, stdout, stderr } = await tune();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('refuses a folder, and an unknown preset', async () => {
    await mkdir(out);
    expect(await tune()).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be read: it is a folder') });
    expect(await tune('--initial', 'tigth')).toMatchObject({ code: 2 });
  });
});
