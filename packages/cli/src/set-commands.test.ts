import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, WEIGHT_PRESETS } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CommandRun, runCommand } from './test-run.ts';

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder('set-commands');
  const tracks = Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => [
      `/music/${i}.mp3`,
      { artist: `Artist ${i}`, title: `Title ${i}`, duration: 60 + i, bpm: 120 + i, key: '8A' },
    ]),
  );
  await writeFile(join(folder, 'meta.json'), JSON.stringify({ tracks }));
});

function rbassist(...words: string[]): Promise<CommandRun> {
  return runCommand([...words, '--data-dir', folder]);
}

/** Gives the tracks vectors that turn slowly, so that neighbours in number sound alike. */
async function addVectors(): Promise<void> {
  const file = join(folder, 'meta.json');
  const meta = JSON.parse(await readFile(file, 'utf8'));
  await mkdir(join(folder, 'embeddings'));
  for (const [i, record] of Object.values<object>(meta.tracks).entries()) {
    const vector = Float32Array.from({ length: 160 }, (_, k) => Math.sin(i / 8 + k / 9));
    const embedding = join(folder, 'embeddings', `${i}.npy`);
    await writeFile(embedding, encodeNpy(vector));
    Object.assign(record, { embedding, embedding_source: 'baseline' });
  }
  await writeFile(file, JSON.stringify(meta));
}

/** Returns the titles of a set's rows, e.g. "0 3 1". */
async function titles(name: string): Promise<string> {
  const { tracks } = JSON.parse((await rbassist('set', 'show', name, '--json')).out);
  return tracks.map(({ title }: { title: string }) => title.replace('Title ', '')).join(' ');
}

describe('rbassist set', () => {
  it('plans a set, prints it with reasons, and saves it', async () => {
    const { code, out, err } = await rbassist('set', 'plan', 'gig', 'title 5', '--length', '3', '--start', 'title 1');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^3 tracks, 3m \d\ds\n#\s+Start\s+Artist\s+Title\s+BPM\s+Key\s+Score\s+Mix\n1\s+0:00\s+Artist 1\s+Title 1\s+121\s+8A\n2\s+1:01 .* 0\.\d+ {2}[−+]\d.*%, 8A→8A/,
    );
    expect(err).toContain('Saved as the set "gig".');
    expect(await titles('gig')).toMatch(/^1 .*5/);
    const again = await rbassist('set', 'plan', 'GIG');
    expect(again).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is already a set "GIG". Add --overwrite'),
    });
    expect((await rbassist('set', 'plan', 'other', '--dry-run', '--length', '2')).err).toContain('Nothing was saved.');
    expect((await rbassist('set', 'list')).out).toMatch(/^Set .*\ngig\s+3\s+3m/);
  });

  it('edits a set by numbers and names, and undoes it', async () => {
    expect((await rbassist('set', 'add', 'gig', 'title 0', 'title 1', 'title 2')).code).toBe(0);
    await rbassist('set', 'add', 'gig', 'title 7', '--at', '1');
    expect(await titles('gig')).toBe('7 0 1 2');
    await rbassist('set', 'move', 'gig', 'artist 2', '1');
    await rbassist('set', 'remove', 'gig', '2', 'title 1');
    expect(await titles('gig')).toBe('2 0');
    expect((await rbassist('set', 'undo', 'gig')).out).toContain('gig: 4 tracks');
    expect(await titles('gig')).toBe('2 7 0 1');
    expect((await rbassist('set', 'lock', 'gig', '1', '4')).out.match(/locked/g)).toHaveLength(2);
    expect((await rbassist('set', 'rate', 'gig', '1', '4')).out).toContain('★★★★');
    expect((await rbassist('set', 'rate', 'gig')).out).toMatch(
      /^1 {2}Artist 2 - Title 2 → Artist 7 - Title 7 {2}score 0\.\d+ {2}★★★★\n {5}Sound /,
    );
    await rbassist('set', 'fill', 'gig', '--to', '6');
    await rbassist('set', 'order', 'gig');
    expect(await titles('gig')).toMatch(/^2 . . 1 . .$/);
    expect(await rbassist('set', 'add', 'gig', 'title 2')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Artist 2 - Title 2 is already track 1 of the set. Add --allow-repeats to play it'),
    });
    expect(await rbassist('set', 'add', 'gig', 'title 0', '--at', '0')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--at must be a positive whole number, not 0.'),
    });
    expect((await rbassist('set', 'unlock', 'gig', '1', '4')).out).not.toContain('locked');
  });

  it('orders a set again with other rules and weights, and keeps the others', async () => {
    await rbassist('set', 'plan', 'gig', '--length', '5', '--max-pitch', '4', '--keys-must-mix', '--w-tags', '0.7');
    const planOf = async (...words: string[]) => {
      const { code, err } = await rbassist('set', ...words);
      expect({ code, err }).toMatchObject({ code: 0 });
      return JSON.parse((await rbassist('set', 'show', 'gig', '--json')).out).plan;
    };
    const ordered = await planOf('order', 'gig', '--no-keys-must-mix', '--no-allow-doubletime', '--w-key', '0.9');
    expect(ordered.transitionRules).toEqual({ maxPitchPct: 4, keysMustMix: false, noDoubletime: true });
    expect(ordered.weights).toMatchObject({ key: 0.9, tags: 0.7 });
    const filled = await planOf(
      'fill',
      'gig',
      '--preset',
      'harmonic',
      '--exclude',
      'artist:Artist 7',
      '--max-length',
      '66',
    );
    expect(filled.weights).toEqual(WEIGHT_PRESETS.harmonic);
    expect(filled).toMatchObject({ exclude: ['/music/7.mp3'], filters: { maxDurationS: 66 } });
    expect(filled.transitionRules).toEqual(ordered.transitionRules);
  });

  it('exports, renames and deletes a set', async () => {
    await rbassist('set', 'add', 'gig', 'title 0', 'title 1');
    const file = join(folder, 'gig.m3u8');
    expect((await rbassist('set', 'export', 'gig', '--out', file)).out).toBe(`Wrote 2 tracks to ${file}.\n`);
    expect(await readFile(file, 'utf8')).toBe(
      '#EXTM3U\n#EXTINF:60,Artist 0 - Title 0\n/music/0.mp3\n#EXTINF:61,Artist 1 - Title 1\n/music/1.mp3\n',
    );
    expect(await rbassist('set', 'export', 'gig', '--out', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining('Add --overwrite'),
    });
    expect((await rbassist('set', 'rename', 'gig', 'late: 2/2')).out).toContain('now called "late: 2/2"');
    expect((await rbassist('set', 'delete', 'late: 2/2')).out).toContain('Its tracks stay');
    expect(await rbassist('set', 'show', 'late: 2/2')).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /There is no set "late: 2\/2"\. No sets are saved\. Bring it back with `rbassist set undo/,
      ),
    });
    expect((await rbassist('set', 'list')).out).toContain(
      'No sets are saved. To plan one, run `rbassist set plan NAME',
    );
  });

  it('says what a plan could not keep, and which option is impossible', async () => {
    const few = await rbassist('set', 'plan', 'gig', '--length', '20', '--max-pitch', '0.1', '--dry-run');
    expect(few.err).toContain('The set has 8 tracks instead of 20: no other track can be added.');
    expect(few.err).toMatch(/Tracks 1 and 2 need a pitch change of \d\.\d %, more than 0\.1 %\./);
    expect(await rbassist('set', 'plan', 'gig', '--duration', 'long')).toMatchObject({ code: 2 });
    expect(await rbassist('set', 'plan', 'gig', '--w-ann', '-1')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--w-ann must be'),
    });
    expect(await rbassist('set', 'plan', 'gig', 'nothing like it')).toMatchObject({ code: 1 });
    const twoLengths = await rbassist('set', 'plan', 'gig', '--length', '3', '--duration', '90m');
    expect(twoLengths).toMatchObject({ code: 2, err: expect.stringContaining('--length and --duration exclude') });
    const filtered = await rbassist('set', 'plan', 'gig', '--tag', 'nowhere');
    expect(filtered).toMatchObject({ code: 1, err: expect.stringContaining('None of the 8 tracks') });
    expect((await rbassist('set', 'list')).err).not.toContain('gig');
    expect(await rbassist('set', 'plan', 'gig', '--start', 'title 1', '--end', 'title 1')).toMatchObject({ code: 2 });
  });

  it('replaces a set in any spelling of its name, and refuses words for stars', async () => {
    await rbassist('set', 'plan', 'Gig', '--length', '2');
    const { out } = await rbassist('set', 'plan', ' gig ', '--length', '3', '--overwrite', '--json');
    expect(JSON.parse(out)).toMatchObject({ name: 'Gig', saved: true });
    const rated = await rbassist('set', 'rate', 'gig', '1', 'many');
    expect(rated).toMatchObject({ code: 2, err: expect.stringContaining('from 0 to 5, not "many"') });
  });

  it('names a damaged set in the list, and exits with 1', async () => {
    await rbassist('set', 'add', 'gig', 'title 0');
    await writeFile(join(folder, 'sets', 'gig.json'), '{');
    const { code, out, err } = await rbassist('set', 'list');
    expect(code).toBe(1);
    expect(out).toMatch(/gig .* unreadable/);
    expect(err).toContain('is damaged: it is not JSON.');
  });
});

describe('rbassist path-between', () => {
  it('leads from one track to another, and writes a playlist', async () => {
    const file = join(folder, 'path.m3u8');
    const { code, out } = await rbassist(
      'path-between',
      'title 0',
      'title 7',
      '--length',
      '4',
      '--out',
      file,
      '--relative',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^4 tracks/);
    const paths = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(paths).toHaveLength(4);
    expect(paths[0]).toMatch(/^\.\.\/.*music\/0\.mp3$/);
  });
});

describe('rbassist recommend-sequence', () => {
  it('lists the nearest tracks without the seeds, and orders them so that they mix', async () => {
    await addVectors();
    const plain = await rbassist('recommend-sequence', 'title 2', 'title 4', '--top', '3');
    expect(plain.out).toMatch(
      /^Goes with Artist 2 - Title 2 and Artist 4 - Title 4, closest sound first:\nRank {2}Track {2}Artist {4}Title {4} *Dist\n {3}1 {2}3 {6}Artist 3 {2}Title 3 {2}0\.000\n/,
    );
    const ordered = await rbassist('recommend-sequence', 'title 2', 'title 4', '--top', '3', '--order', '--json');
    const { tracks, transitions, seeds } = JSON.parse(ordered.out);
    expect(tracks.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2, 3]);
    expect([transitions[0].from, transitions[0].to]).toEqual([seeds[1].path, tracks[0].path]);
    const warned = await rbassist('recommend-sequence', 'title 2', 'no such track');
    expect(warned).toMatchObject({ code: 0, err: expect.stringContaining('No track matches "no such track"') });
    expect((await rbassist('recommend-sequence', 'no such track')).code).toBe(1);
  });
});
