// cspell:ignore bobb

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy } from '@rbassist/core';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ran, rbassist } from './support/rbassist.ts';

const TRACKS = ['Ann - One', 'Bob - Two', 'Cat - Three', 'Dan - Four', 'Eve - Five', 'Fay - Six'];

let folder: string;
let dataDir: string;
let playlist: string;

/** Runs a command in an invented library of tracks that sound alike in the order of their names. */
function run(...words: string[]): Promise<Ran> {
  return rbassist(...words, '--data-dir', dataDir);
}

beforeAll(async () => {
  folder = await temporaryFolder('crates');
  dataDir = join(folder, 'data');
  await mkdir(join(dataDir, 'embeddings'), { recursive: true });
  const tracks: Record<string, object> = {};
  for (const [i, name] of TRACKS.entries()) {
    const [artist, title] = name.split(' - ');
    const file = `${title}-00000000.npy`;
    const vector = new Float32Array(160);
    [vector[0], vector[1]] = [Math.cos(i / 10), Math.sin(i / 10)];
    await writeFile(join(dataDir, 'embeddings', file), sealNpy(encodeNpy(vector), file));
    const embedding = { embedding: join(dataDir, 'embeddings', file), embedding_space: 'spectral-v1/160' };
    tracks[`/m/${title}.mp3`] = { artist, title, bpm: 120 + i, key: '8A', mytags: i < 3 ? ['dark'] : [], ...embedding };
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  await using library = await openLibrary({ dataDir });
  await library.buildIndex();
  playlist = join(folder, 'Friday.m3u8');
  await writeFile(playlist, '#EXTM3U\r\n/m/One.mp3\r\n/m/Two.mp3\r\n/m/Three.mp3\r\n/elsewhere/x.mp3\r\n');
});

describe('crate expand', () => {
  it('lists the additions with reasons, and what is not in the library', async () => {
    const { code, stdout, stderr } = await run('crate', 'expand', playlist, '--to', '4');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Friday: 3 tracks, and 1 to add:\n/);
    expect(stdout).toMatch(
      /1 {2}Dan +Four +123 +8A +0\.\d{3} {2}sound alike .*near 3 of 3 tracks, BPM fits, key fits 3/,
    );
    expect(stderr).toContain(`The library does not have 1 of the 4 tracks of "${playlist}":\n  /elsewhere/x.mp3`);
  });

  it('writes a playlist, and saves a set that grows again', async () => {
    const out = join(folder, 'more.m3u8');
    const { code, stderr } = await run('crate', 'expand', 'dark', '--add', '1', '--out', out, '--save', 'More');
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/Wrote \d tracks to .*more\.m3u8\.\nSaved as the set "More"\./),
    ]);
    const lines = (await readFile(out, 'utf8')).split('\n').filter((line) => line.startsWith('/'));
    expect(lines).toEqual(['/m/One.mp3', '/m/Three.mp3', '/m/Two.mp3', '/m/Four.mp3']);
    const again = await run('crate', 'expand', 'more', '--add', '9', '--json');
    const { sources, members, added } = JSON.parse(again.stdout);
    expect([sources[0].kind, members.length, added.length]).toEqual(['set', 4, 2]);
    expect((await run('show', 'four')).stdout).toContain('Sets\n  place 4         More');
    const other = join(folder, 'other.m3u8');
    const refused = await run('crate', 'expand', 'dark', '--add', '1', '--out', other, '--save', 'more');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('set "more". Add --overwrite') });
    await expect(readFile(other)).rejects.toThrow('ENOENT');
  });

  it('names the flag of an invalid value', async () => {
    const few = await run('crate', 'expand', 'dark', '--to', '2');
    expect([few.code, few.stderr]).toEqual([
      2,
      'rbassist: --to must be 3 or more, not 2: the crate has 3 tracks already.\n',
    ]);
    const weight = await run('crate', 'expand', 'dark', '--w-group-match=-1');
    expect([weight.code, weight.stderr]).toEqual([2, expect.stringContaining('--w-group-match must be 0 or more')]);
    expect((await run('crate', 'expand', 'dark', '--preset', 'loud')).code).toBe(2);
  });
});

describe('playlist-expand', () => {
  const expand = (...words: string[]) => run('playlist-expand', '--playlist', playlist, ...words);

  it('writes the preview of the Python rbassist', async () => {
    const file = join(folder, 'previews', 'friday.json');
    const { code, stderr } = await expand('--target-total', '5', '--mode', 'tight', '--preview-json', file);
    expect([code, stderr]).toEqual([0, expect.stringContaining(`Wrote ${file}.`)]);
    const preview = JSON.parse(await readFile(file, 'utf8'));
    expect(preview).toMatchObject({
      target_total: 5,
      add_count: 2,
      strategy: 'blend',
      mode: 'tight',
      combined_tracks: ['/m/One.mp3', '/m/Two.mp3', '/m/Three.mp3', '/m/Four.mp3', '/m/Five.mp3'],
      diagnostics: { matched_total: 3, unmapped_total: 1, diversity: 0.15, added_tracks_total: 2 },
    });
    expect(preview.seed_tracks.map(({ status }: { status: string }) => status)).toEqual([
      ...Array(3).fill('matched'),
      'unmapped',
    ]);
    expect(preview.added_tracks[0].component_scores).toMatchObject({ ann_seed_coverage: 1, key_match: 1 });
    expect(preview.diagnostics.normalized_weights).toMatchObject({ ann_centroid: 0.26, transition_outro_to_intro: 0 });
  });

  it.each([
    [[], 'Give exactly one of --target-total and --add-count.'],
    [['--target-total', '5', '--add-count', '2'], 'Give exactly one of'],
    [['--add-count', '2', '--source', 'xml'], '--source xml needs the XML file: add --xml-path rekordbox.xml.'],
    [['--add-count', '2', '--candidate-pool', '3'], '--candidate-pool must be 25 or more'],
    [['--add-count', '2', '--diversity', '1.5'], '--diversity must be from 0 to 1'],
  ])('refuses %j', async (words, message) => {
    const { code, stderr } = await expand(...words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('needs three tracks with vectors, as in Python', async () => {
    const small = join(folder, 'Small.m3u8');
    await writeFile(small, '/m/One.mp3\n/m/Two.mp3\n');
    const { code, stderr } = await run('playlist-expand', '--playlist', small, '--add-count', '1');
    expect(code).toBe(1);
    expect(stderr).toContain('Small has 2 tracks with a vector, and playlist-expand needs 3.');
  });
});

describe('mix', () => {
  it('explains the score, with the presets of weights', async () => {
    const { code, stdout } = await run('mix', 'ann one', 'bob two', '--preset', 'harmonic');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^From {2}Ann - One\nTo {4}Bob - Two\n\nScore 0\.\d{3} \(0 = worst, 1 = best\): \S.*8A\n/);
    expect(stdout).toMatch(/\n {2}Key +1\.00 .*same key/);
    const { transition } = JSON.parse((await run('mix', 'ann one', 'bob two', '--json')).stdout);
    expect(transition.parts).toHaveLength(9);
  });

  it('refuses an unknown track and a negative weight', async () => {
    expect((await run('mix', 'ann one', 'bobb two')).stderr).toContain('Did you mean "Bob - Two"?');
    expect(await run('mix', 'one', 'two', '--w-key=-1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--w-key must be 0 or more'),
    });
  });
});
