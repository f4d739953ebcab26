import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CommandRun, runCommand } from './test-run.ts';

const TRACKS = 40;
let folder: string;

beforeEach(async () => {
  folder = await libraryIn('blend-v1/360');
});

/** Writes a library whose vectors turn slowly in the learned part. */
async function libraryIn(space: string): Promise<string> {
  const dataDir = await temporaryFolder('find-command');
  await mkdir(join(dataDir, 'embeddings'));
  const dimensions = Number(space.split('/')[1]);
  const tracks: Record<string, object> = {};
  for (let i = 0; i < TRACKS; i++) {
    const vector = Float32Array.from({ length: dimensions }, (_, k) => Math.sin(i / 9 + k / 5));
    const name = `${i}-00000000.npy`;
    const embedding = join(dataDir, 'embeddings', name);
    await writeFile(embedding, sealNpy(encodeNpy(vector), name));
    const facts = {
      artist: `Artist ${i}`,
      title: `Title ${i}`,
      bpm: 100 + i,
      key: '8A',
      embedding,
      embedding_space: space,
    };
    tracks[`/music/${i}.mp3`] = { ...facts, ...(i < 3 && { mytags: ['Peak Hour'] }) };
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  await runCommand(['index', '--data-dir', dataDir]);
  return dataDir;
}

function rbassist(...words: string[]): Promise<CommandRun> {
  return runCommand([...words, '--data-dir', folder]);
}

describe('rbassist find', () => {
  it('lists tracks with the share of each word', async () => {
    const { code, out, err } = await rbassist('find', 'metal, no vocals', '--top', '3');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^Best of 40 tracks for metal, no vocals:\n#\s+Track\s+BPM\s+Key\s+Match\s+metal\s+no vocals\n1 .*\d+ %\s+\d+ %\s+\d+ %\n2 .*\n3 .*\n$/,
    );
    expect((await rbassist('find', 'metal', 'no', 'vocals', '--top', '3')).out).toBe(out);
    expect((await rbassist('find', 'metal', '--paths', '--top', '1')).out).toContain('/music/');
  });

  it('filters, prints JSON and writes a playlist', async () => {
    const file = join(folder, 'list.m3u8');
    const { out } = await rbassist('find', 'sad', '--bpm', '110-119', '--out', file, '--json');
    const { tracks, total, file: written } = JSON.parse(out);
    expect(total).toBe(10);
    expect(tracks[0]).toMatchObject({ rank: 1, record: { key: '8A' }, values: [tracks[0].score] });
    expect(written).toBe(file);
    expect((await readFile(file, 'utf8')).match(/^\/music/gm)).toHaveLength(10);
    expect((await rbassist('find', 'peak hour')).out).toContain('Best of 3 tracks for peak hour:');
    expect((await rbassist('find', 'peak hour', '--key', '1A')).out).toBe('No track fits peak hour.\n');
  });

  it('refuses unknown words with code 2, and warns about some', async () => {
    const unknown = await rbassist('find', 'drum and bass');
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('No sound, tag or genre is called "drum and bass". Near ones are "electronic"');
    const some = await rbassist('find', 'dark metal', '--top', '1');
    expect(some.code).toBe(0);
    expect(some.err).toContain('called "dark"');
    for (const words of ['', 'no', '\u001b[2J']) expect((await rbassist('find', words)).code).toBe(2);
    expect((await rbassist('find', 'metal '.repeat(10_000))).err).toContain('2000 characters');
  });

  it('says what to do without learned vectors', async () => {
    folder = await libraryIn('spectral-v1/160');
    const { code, err } = await rbassist('find', 'metal');
    expect(code).toBe(1);
    expect(err.replace(/\s+/g, ' ')).toMatch(/spectral-v1\/160, which knows no tags.* Run `rbassist scan --re-embed/);
    expect((await rbassist('find', 'peak hour')).code).toBe(0);
  });
});

describe('words of the sound', () => {
  it('filter and weigh recommendations', async () => {
    const options = ['--tempo-pct', '50', '--json', '--top', '40'];
    const plain = JSON.parse((await rbassist('recommend', 'title 20', ...options)).out);
    const filtered = JSON.parse((await rbassist('recommend', 'title 20', '--words', 'metal', ...options)).out);
    expect(filtered.filtered.words).toBeGreaterThan(10);
    expect(filtered.left).toBe(plain.left - filtered.filtered.words);
    for (const { fit } of filtered.recommendations) expect(fit).toBeGreaterThanOrEqual(0.5);
    const strict = await rbassist(
      'recommend',
      'title 20',
      '--words',
      'metal',
      '--min-fit',
      '0.99',
      '--tempo-pct',
      '50',
    );
    expect(strict.err).toMatch(/by words/);
    expect(strict.err).toMatch(/--min-fit 0\.\d+ \(\d+ more\)/);
    const weighed = [...options, '--words', 'metal', '--min-fit', '0', '--w-words', '100'];
    const { recommendations } = JSON.parse((await rbassist('recommend', 'title 20', ...weighed)).out);
    const fits: number[] = recommendations.map(({ fit }: { fit: number }) => fit);
    expect(fits).toEqual(fits.toSorted((a, b) => b - a));
    const { out } = await rbassist('recommend', 'title 20', '--words', 'metal', '--explain', '--tempo-pct', '50');
    expect(out).toMatch(/^ {5}Words {8}0\.\d\d {2}fits the words$/m);
    expect((await rbassist('recommend', 'title 20', '--words', 'zzz')).code).toBe(2);
  });

  it('are shown for a track and a mix', async () => {
    expect((await rbassist('show', 'title 20')).out).toMatch(/Sound {11}\S.*\(\d+ %\)/);
    expect((await rbassist('mix', 'title 20', 'title 30')).out).toMatch(/^From .*\n {6}\S.*\(\d+ %\).*\nTo .*\n {6}\S/);
  });

  it('are suggested as tags', async () => {
    const { out } = await rbassist('tags-auto', '--from', 'sound');
    expect(out).toMatch(/the sound itself/);
    const saved = await rbassist('tags-auto', '--from', 'sound', '--save-suggestions');
    expect(saved.err).toMatch(/Suggestions of \d+ tracks stored/);
    expect((await rbassist('ai-tag', 'review', '--json')).out).toContain('"total":');
    expect((await rbassist('ai-tag', 'accept', 'title 20')).code).toBeLessThan(2);
  });
});
