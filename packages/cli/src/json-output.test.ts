import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from './test-run.ts';

const PAGE = join(import.meta.dirname, '../../../docs/guide/json.md');
/** Command lines by the name that the page gives them. */
const LINES: readonly [string, readonly string[]][] = [
  ['recommend', ['title 0', '--preset', 'balanced', '--top', '2']],
  ['find', ['dark']],
  ['mix', ['title 0', 'title 1']],
  ['show', ['title 0']],
  ['set plan', ['late', 'title 0', '--length', '3']],
  ['set show', ['friday']],
  ['set list', []],
  ['crate expand', ['friday', '--add', '1']],
  ['path-between', ['title 0', 'title 4', '--length', '3']],
  ['recommend-sequence', ['title 0', 'title 1', '--order', '--top', '2']],
  ['tags-auto', ['--min-samples', '1']],
];

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('json-output');
  await mkdir(join(folder, 'embeddings'));
  const tracks: Record<string, object> = {};
  for (let i = 0; i < 6; i++) {
    const file = `${i}-00000000.npy`;
    const vector = Float32Array.from({ length: 160 }, (_, k) => Math.sin(i / 8 + k / 9));
    await writeFile(join(folder, 'embeddings', file), sealNpy(encodeNpy(vector), file));
    const embedding = { embedding: join(folder, 'embeddings', file), embedding_space: 'spectral-v1/160' };
    const facts = { duration: 200 + i, bpm: 120 + i, key: '8A', energy: 0.5, loudness_lufs: -9 };
    const tags = { mytags: i < 3 ? ['dark'] : [] };
    tracks[`/music/${i}.mp3`] = { artist: `Artist ${i}`, title: `Title ${i}`, ...facts, ...tags, ...embedding };
  }
  await writeFile(join(folder, 'meta.json'), JSON.stringify({ tracks }));
  await printed('set', 'add', 'friday', 'title 0', 'title 1');
});

/** Returns the JSON that a command prints. */
async function printed(...words: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out } = await runCommand([...words, '--json', '--data-dir', folder]);
  expect(code).toBe(0);
  return JSON.parse(out);
}

/** Returns the keys that a table of the page lists in the row of a name. */
async function listedKeys(name: string): Promise<string[]> {
  const page = await readFile(PAGE, 'utf8');
  const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\` `)) ?? '';
  return [...(row.split('|')[2] ?? '').matchAll(/`(\w+)`/g)].map(([, key]) => key).sort();
}

describe('the keys of JSON are those of the page', () => {
  it.each(LINES)('%s', async (name, words) => {
    expect(Object.keys(await printed(...name.split(' '), ...words)).sort()).toEqual(await listedKeys(name));
  });

  it('in objects that several commands share', async () => {
    const { recommendations } = await printed('recommend', 'title 0', '--preset', 'tight', '--top', '1');
    const [found] = recommendations as { transition: { parts: object[]; reasons: object[] } }[];
    const { added } = await printed('crate', 'expand', 'friday', '--add', '1');
    const { tracks } = await printed('mix', 'title 0', 'title 1');
    const samples: Readonly<Record<string, object>> = {
      recommendation: found,
      transition: found.transition,
      part: found.transition.parts[0],
      reason: found.transition.reasons[0],
      addition: (added as object[])[0],
      track: (tracks as { from: object }).from,
    };
    for (const [name, sample] of Object.entries(samples))
      expect([name, ...Object.keys(sample).sort()]).toEqual([name, ...(await listedKeys(name))]);
  });
});
