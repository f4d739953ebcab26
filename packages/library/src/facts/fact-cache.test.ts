import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { openMetaStore } from '@rbassist/meta';
import { temporaryFolder } from '@rbassist/testing';
import { below, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BrowseFilters } from '../browse/browse-filters.ts';
import type { BrowseTrack } from '../browse/browse-track.ts';
import { SORT_COLUMNS } from '../browse/sort-keys.ts';
import { openLibrary } from '../library.ts';
import { packFacts } from './pack-facts.ts';

const COUNT = 1200;
const KEYS = ['8A', '8B', '3A', 'Am', 'no key'];
const GENRES = ['House', 'house', 'Ｔｅｃｈｎｏ', '東京', '', '  '];
const TAGS = ['peak', 'Peak', 'a, b', '12,5', 'line\nbreak', '\u202e⁧evil', ''];

function record(random: Random, i: number): TrackRecord {
  const maybe = <Value>(value: Value): Value | undefined => (random() < 0.7 ? value : undefined);
  return {
    artist: maybe(`Ärtist ${below(random, 20)}`),
    title: maybe(`${pick(random, ['Söng', '12,5', '<script>', 'Съезд'])} ${i % 300}`),
    album: maybe(`Album ${below(random, 9)}`),
    comments: maybe('ü'.repeat(below(random, 700))),
    genre: maybe(pick(random, GENRES)),
    bpm: maybe(100 + below(random, 60)),
    bpm_confidence: maybe(random()),
    bpm_candidates: maybe([{ bpm: 64.5, confidence: random() / 3 }]),
    key: maybe(pick(random, KEYS)),
    key_confidence: maybe(random()),
    key_candidates: maybe([{ key: '9A', confidence: random() / 3 }]),
    duration: maybe(200 + random()),
    rating: maybe(below(random, 6)),
    added: maybe(`2026-0${1 + below(random, 9)}-15T10:00:00.000Z`),
    loudness_lufs: maybe(-6 - 10 * random()),
    mytags: maybe(TAGS.filter(() => random() < 0.3)),
    analysis_signature: maybe(`17${below(random, 1000)}000000000000000_4000000`),
    embedding: maybe(`/data/embeddings/${i}-0000000a.npy`),
    ...(random() < 0.5 && { embedding_space: pick(random, ['fp/8', 'ö"space"/8']) }),
    ...(random() < 0.1 && {
      embedding_next: {
        ...{ embedding: '/data/embeddings/n.npy', embedding_space: 'next/8' },
        ...{ embedding_signature: '17_4', embedding_decoder: 'ffmpeg' },
      },
    }),
    ...(random() < 0.3 && { analysis_version: { tempo: 1 + below(random, 9) } }),
    ...(random() < 0.3 && { sig_bpmkey: '1700000000000000000_4000000' }),
    ...(random() < 0.05 && { error: { kind: 'corrupt', message: 'It is "broken".' } }),
    ...(random() < 0.05 && { missing: { since: '2026-02-01T00:00:00.000Z' } }),
  };
}

async function madeUp(): Promise<string> {
  const random = seededRandom(5);
  const tracks = Object.fromEntries(
    Array.from({ length: COUNT }, (_, i) => [`/m/${pick(random, ['a', 'b/c', 'ü'])}/${i}.mp3`, record(random, i)]),
  );
  const dataDir = await temporaryFolder('facts');
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  return dataDir;
}

/** Lists all tracks of a library. */
async function listed(dataDir: string): Promise<BrowseTrack[]> {
  await using library = await openLibrary({ dataDir });
  return (await library.browse({ limit: 2 * COUNT })).tracks;
}

/** Answers to random questions about a library. */
async function answers(dataDir: string): Promise<unknown[]> {
  await using library = await openLibrary({ dataDir });
  const random = seededRandom(9);
  const all: unknown[] = [];
  for (let i = 0; i < 40; i++) {
    const filters: BrowseFilters = pick(random, [
      {},
      { text: 'song 1' },
      { bpm: { from: 120, to: 140 } },
      { keys: ['8A'], genres: ['house'] },
      { tags: ['peak'] },
      { rating: { from: 3 } },
      { states: ['failed', 'missing', 'uncertain-bpm'] },
      { folders: ['/m/b'], energy: { from: 0.4 } },
    ]);
    const sort = [pick(random, SORT_COLUMNS), pick(random, SORT_COLUMNS)].map((column) => ({
      column,
      descending: random() < 0.5,
    }));
    const page = await library.browse({ ...filters, sort, limit: 30, offset: below(random, 300) });
    all.push(page, page.end && (await library.browse({ ...filters, sort, limit: 30, after: page.end })));
    all.push(await library.browseFacets(filters));
  }
  all.push(await library.listByRules({ bpmMin: 110, bpmMax: 130 }));
  all.push({ ...(await library.stats()), metaBytes: 0 });
  return all;
}

let dataDir: string;
let file: string;
let expected: BrowseTrack[];
let expectedAnswers: unknown[];
beforeAll(async () => {
  dataDir = await madeUp();
  file = join(dataDir, 'meta.facts');
  expectedAnswers = await answers(dataDir);
  await rm(file);
  expected = await listed(dataDir);
});

describe('the cache of facts', () => {
  it('changes no answer', async () => {
    expect(existsSync(file)).toBe(true);
    expect(await listed(dataDir)).toEqual(expected);
    expect(await answers(dataDir)).toEqual(expectedAnswers);
  });

  it('never matters if it is damaged or of another version', async () => {
    const good = await readFile(file);
    for (const at of [3, good.length >> 1, good.length - 1]) {
      const bad = Buffer.from(good);
      bad[at] ^= 2;
      await writeFile(file, bad);
      expect(await listed(dataDir), `byte ${at}`).toEqual(expected);
    }
    for (const length of [0, 40, good.length - 1]) {
      await writeFile(file, good.subarray(0, length));
      expect(await listed(dataDir), `${length} bytes`).toEqual(expected);
    }
    expect((await readFile(file)).equals(good)).toBe(true);
  });

  it('has no fact of a record that changed since, also by another process', async () => {
    const edited = await madeUp();
    await listed(edited);
    const [{ path }, { path: gone }] = expected;
    await using library = await openLibrary({ dataDir: edited });
    await library.browse();
    {
      await using other = await openMetaStore(join(edited, 'meta.json'));
      other.update(path, { title: 'Edited' });
      other.delete(gone);
      other.update('/m/new.mp3', { title: 'New' });
    }
    const seen = async (from: typeof library) => {
      const titles = async (text: string) => (await from.browse({ text })).tracks.map(({ title }) => title);
      return [await titles('edited'), await titles('new'), (await from.browse({ only: [gone] })).total];
    };
    expect(await seen(library)).toEqual([['Edited'], ['New'], 0]);
    await using again = await openLibrary({ dataDir: edited });
    expect(await seen(again)).toEqual([['Edited'], ['New'], 0]);
    const cached = await again.browse({ limit: 2 * COUNT });
    await rm(join(edited, 'meta.facts'));
    await using fresh = await openLibrary({ dataDir: edited });
    expect(await fresh.browse({ limit: 2 * COUNT })).toEqual(cached);
  });

  it('has a new version whenever the facts of a record change', () => {
    const facts = createHash('sha256').update(JSON.stringify(expected.map((track) => Object.entries(track).sort())));
    // after a wanted change, increase VERSION of fact-cache.ts and put the new digest here
    expect(facts.digest('hex').slice(0, 12)).toBe('f83ef58e74ab');
  });

  it('is not written with a text that UTF-8 has no form of', () => {
    expect(packFacts([{ ...expected[0], comments: '\ud800' }])).toBeUndefined();
  });
});
