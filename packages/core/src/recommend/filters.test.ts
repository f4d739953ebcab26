import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import { keyRelation } from '../keys/camelot.ts';
import { tempoRelation } from '../tempos/tempo-relation.ts';
import { FILTER_NAMES, type FilterName } from './filter-names.ts';
import type { FilterOptions } from './filter-options.ts';
import { keySteps } from './key-clash.ts';
import { MIX_KEYS, type MixTrack, mixTrack } from './mix-track.ts';
import { recommend } from './recommend.ts';
import { RECOMMEND_DEFAULTS } from './recommend-options.ts';
import { songKeys } from './song-name.ts';
import { ask, at, inputOf, pathsOf, type TestTrack } from './test-library.ts';

/** Returns a function for repeatable random whole numbers from 0. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

type Random = ReturnType<typeof randomFrom>;

const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)];
const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 1);

function randomTrack(random: Random, i: number): TestTrack {
  const often = (value: object) => (random(8) > 0 ? value : {});
  const candidates = [118, 60, 90, 240, 131].map((bpm) => ({ bpm, confidence: random(40) / 100 }));
  const keys = ['9A', '2A', '3B'].map((key) => ({ key, confidence: random(40) / 100 }));
  return {
    ...often({ artist: pick(random, ['Ana', 'Bo & Ana', 'Cy feat. Di', 'The Eds', 'Unknown Artist']) }),
    ...often({ title: `Song ${random(60)}${pick(random, ['', ' (Remix)', ' (Live)', ' - Radio Edit'])}` }),
    ...often({ genre: pick(random, ['House', 'house', 'Techno', 'Électro', 'Electro']) }),
    ...often({ mytags: ['peak', 'Warm-up', 'dark'].filter(() => random(3) === 0) }),
    ...often({ rating: random(6) }),
    ...often({ duration: 100 + random(300) }),
    ...often({ added: new Date(START_MS + random(100) * DAY_MS).toISOString() }),
    ...often({ bpm: pick(random, [60, 90, 118, 120, 127.2, 131, 240]) }),
    ...(random(2) > 0 && { bpm_confidence: random(100) / 100, bpm_candidates: candidates }),
    ...often({ key: pick(random, ['8A', '9A', '2A', '8B', '3B', '12A']) }),
    ...(random(2) > 0 && { key_confidence: random(100) / 100, key_candidates: keys }),
    ...(random(12) === 0 && { missing: { since: '2026-01-01T00:00:00.000Z' } }),
    ...(random(12) === 0 && { staged: { to: '/x', keeper: '/y' } }),
    ...(random(9) === 0 && { error: { kind: 'corrupt' as const, message: '' } }),
    ...(random(9) > 0 && { vector: at(random(360) + i / 1000) }),
  };
}

const FOLDERS = ['/music/a', '/music/a/b', '/music/b', '/Musik', 'D:\\Music\\a'];

function randomLibrary(random: Random, count: number): Record<string, TestTrack> {
  const tracks: [string, TestTrack][] = [
    ['seed', { artist: 'Ana', title: 'Song 1', bpm: 120, key: '8A', ...randomTrack(random, 0), vector: at(0) }],
  ];
  delete tracks[0][1].missing;
  delete tracks[0][1].staged;
  for (let i = 1; i < count; i++) {
    const folder = pick(random, FOLDERS);
    const path = `${folder}${folder.includes('\\') ? '\\' : '/'}${i}.mp3`;
    const copied = tracks[random(tracks.length)][1];
    const isCopy = random(10) === 0 && copied.duration !== undefined;
    tracks.push([path, isCopy ? { ...copied, title: `Copy ${i}` } : randomTrack(random, i)]);
  }
  return Object.fromEntries(tracks);
}

function randomOptions(random: Random, paths: readonly string[]): FilterOptions {
  const seldom = (value: FilterOptions): FilterOptions => (random(4) === 0 ? value : {});
  return {
    tempoPct: pick(random, [0, 6, 12.5, 50]),
    allowDoubletime: random(2) > 0,
    camelotNeighbors: random(2) > 0,
    ...seldom({ keyDistance: random(8) }),
    ...seldom({ tags: [pick(random, ['peak', 'warm-up', 'DARK'])] }),
    ...seldom({ notTags: ['dark'] }),
    ...seldom({ genres: pick(random, [['HOUSE'], ['electro', 'Techno']]) }),
    ...seldom({ minRating: random(6) }),
    ...seldom({ minDurationS: random(300) }),
    ...seldom({ maxDurationS: 300 + random(100) }),
    ...seldom({ addedSince: pick(random, ['2026-01-20', '2026-02', '2026']) }),
    ...seldom({ addedUntil: pick(random, ['2026-03-01', '2026-03', '2026']) }),
    ...seldom({ folders: pick(random, [['/music/a'], ['/music/', 'd:/music'], ['/MUSIK']]) }),
    ...seldom({ only: paths.filter(() => random(2) > 0) }),
    ...seldom({ exclude: paths.filter(() => random(4) === 0) }),
    ...seldom({ newArtist: true }),
    ...seldom({ otherVersions: true }),
  };
}

const fold = (text: string) => text.toLowerCase().replace('é', 'e');

/** Applies the filters to one track, as their documentation says. */
function removedBy(path: string, record: TestTrack, own: TestTrack, options: FilterOptions): FilterName | undefined {
  const [track, seed] = [mixTrack(path, record), mixTrack('seed', own)];
  const clash = <V>(
    a: MixTrack,
    b: MixTrack,
    list: (t: MixTrack) => MixTrack['tempos' | 'keys'],
    is: (x: V, y: V) => boolean,
  ) => {
    let sum = 0;
    for (const x of list(a)) {
      for (const y of list(b)) if (is(x.value as V, y.value as V)) sum += x.probability * y.probability;
    }
    return sum > 0.5 + 1e-9;
  };
  const { tags = [], notTags = [], genres = [], minRating = 0, minDurationS = 0, maxDurationS, folders = [] } = options;
  const { keyDistance, addedSince, addedUntil, only, exclude = [], newArtist, camelotNeighbors = true } = options;
  const has = (tag: string) => track.tags.map(fold).includes(fold(tag));
  const day = track.addedMs === undefined ? '' : new Date(track.addedMs).toISOString();
  const artists = (name = '') =>
    name
      .replace('The ', '')
      .split(/ & | feat\. /)
      .filter((each) => each && each !== 'Unknown Artist');
  const isIn = (folder: string) =>
    path
      .replaceAll('\\', '/')
      .toLowerCase()
      .startsWith(`${folder.toLowerCase().replace(/\/$/, '')}/`);
  const checks: Partial<Record<FilterName, boolean>> = {
    missing: track.state === 'missing',
    staged: track.state === 'staged',
    failed: track.state === 'failed' && !record.vector,
    noVector: !record.vector,
    excluded: exclude.includes(path),
    crate: only !== undefined && !only.includes(path),
    folder: folders.length > 0 && !folders.some(isIn),
    tempo: clash<number>(
      seed,
      track,
      (t) => t.tempos,
      (a, b) => tempoRelation(a, b, options) === 'clash',
    ),
    key:
      (camelotNeighbors || keyDistance !== undefined) &&
      clash<'1A'>(
        seed,
        track,
        (t) => t.keys,
        (a, b) => (keyDistance === undefined ? keyRelation(a, b) === 'clash' : keySteps(a, b) > keyDistance),
      ),
    tags: !tags.every(has) || notTags.some(has),
    genre: genres.length > 0 && !genres.map(fold).includes(fold(track.genre ?? '')),
    rating: minRating > 0 && !((track.rating ?? -1) >= minRating),
    length:
      (minDurationS > 0 || maxDurationS !== undefined) &&
      !((track.durationS ?? Number.NaN) >= minDurationS && (track.durationS ?? 0) <= (maxDurationS ?? 1e9)),
    added:
      (addedSince !== undefined && !(day !== '' && day >= addedSince)) ||
      (addedUntil !== undefined && !(day !== '' && day.slice(0, addedUntil.length) <= addedUntil)),
    artist: newArtist === true && artists(track.artist).some((artist) => artists(seed.artist).includes(artist)),
  };
  return FILTER_NAMES.find((name) => checks[name]);
}

const isCopyOf = (a: TestTrack, b: TestTrack): boolean =>
  a.duration !== undefined &&
  b.duration !== undefined &&
  Math.abs(a.duration - b.duration) <= 2 &&
  a.vector === b.vector;

describe('the filters of any library', () => {
  const ROUNDS = Array.from({ length: 30 }, (_, round) => round);

  function roundOf(round: number) {
    const random = randomFrom(round + 7);
    const tracks = randomLibrary(random, 120);
    const paths = Object.keys(tracks).slice(1);
    return { random, tracks, paths, options: randomOptions(random, paths) };
  }

  it.each(ROUNDS)('keep only tracks that obey all of them (%i)', (round) => {
    const { tracks, paths, options } = roundOf(round);
    const { seed } = tracks;
    const result = ask(tracks, { ...options, top: 1000 });
    const found = pathsOf(result);
    for (const path of found) expect([path, removedBy(path, tracks[path], seed, options)]).toEqual([path, undefined]);
    // never the seed, its copies, or two of one song
    for (const [i, path] of found.entries()) {
      expect(isCopyOf(tracks[path], seed)).toBe(false);
      for (const other of found.slice(0, i)) expect(isCopyOf(tracks[path], tracks[other])).toBe(false);
      if (options.otherVersions) continue;
      const keys = new Set(songKeys(tracks[path]));
      for (const other of ['seed', ...found.slice(0, i)]) {
        expect(songKeys(tracks[other]).filter((key) => keys.has(key))).toEqual([]);
      }
    }
    const counted = Object.fromEntries(FILTER_NAMES.map((name) => [name, 0]));
    for (const path of paths) counted[removedBy(path, tracks[path], seed, options) ?? 'left']++;
    const { version, copy, ...filtered } = result.filtered;
    expect({ ...counted, ...filtered }).toEqual(counted);
    expect(result.tracks).toBe(paths.length);
    expect(result.left).toBe(found.length);
    expect(Object.values(result.filtered).reduce((sum, of) => sum + of, result.left)).toBe(paths.length);
    expect([version, copy].every((of) => of >= 0)).toBe(true);
  });

  it.each(ROUNDS)('do not depend on the order of the library (%i)', (round) => {
    const { random, tracks, options } = roundOf(round);
    const shuffled = Object.entries(tracks)
      .map((entry) => [random(1e9), entry] as const)
      .sort(([a], [b]) => a - b)
      .map(([, entry]) => entry);
    const plain = ({ recommendations, ...counts }: ReturnType<typeof ask>) => ({
      ...counts,
      paths: recommendations.map(({ path, distance }) => [path, distance]),
    });
    for (const top of [5, 1000]) {
      const result = plain(ask(tracks, { ...options, top }));
      expect(plain(ask(Object.fromEntries(shuffled), { ...options, top }))).toEqual(result);
    }
  });

  it.each(ROUNDS)('always leave top tracks, and find more with each widening (%i)', (round) => {
    const { tracks, options } = roundOf(round);
    const all = ask(tracks, { ...options, top: 1000 });
    for (const top of [1, 4, 25]) {
      const result = ask(tracks, { ...options, top });
      expect(pathsOf(result)).toHaveLength(Math.min(top, all.left));
      for (const { options: wider, more } of result.widenings) {
        expect(ask(tracks, { ...options, ...wider, top: 1000 }).left).toBe(result.left + more);
        expect(more).toBeGreaterThan(0);
      }
      if (result.left >= top) expect(result.widenings).toEqual([]);
    }
  });

  it.each(ROUNDS)('never leave fewer tracks if they are more permissive (%i)', (round) => {
    const { tracks, options } = roundOf(round);
    const { left } = ask(tracks, { ...options, otherVersions: true, top: 1000 });
    const wider: FilterOptions[] = [
      { tempoPct: 2 * (options.tempoPct ?? 6) },
      { allowDoubletime: true },
      { camelotNeighbors: false, keyDistance: undefined },
      { tags: [], notTags: [] },
      { genres: [] },
      { minRating: 0 },
      { minDurationS: 0, maxDurationS: undefined },
      { addedSince: undefined, addedUntil: undefined },
      { folders: [] },
      { only: undefined },
      { exclude: [] },
      { newArtist: false },
      RECOMMEND_DEFAULTS,
    ];
    for (const change of wider.slice(0, -1)) {
      expect(ask(tracks, { ...options, otherVersions: true, ...change, top: 1000 }).left).toBeGreaterThanOrEqual(left);
    }
    const { left: less } = ask(tracks, { ...options, top: 1000 });
    expect(left).toBeGreaterThanOrEqual(less);
  });
});

describe('an uncertain BPM or key', () => {
  const left = (own: TestTrack, other: TestTrack, options?: FilterOptions) =>
    ask({ seed: { vector: at(0), ...own }, other: { vector: at(9), ...other } }, options).left;

  it('removes a track only if a clash is likely', () => {
    const unsure = (confidence: number) => ({ bpm: 150, bpm_confidence: confidence, bpm_candidates: [] });
    expect(left({ bpm: 120 }, { bpm: 150 })).toBe(0);
    expect(left({ bpm: 120 }, unsure(0.6))).toBe(0);
    expect(left({ bpm: 120 }, unsure(0.5))).toBe(1);
    expect(left({ bpm: 120, bpm_confidence: 0.7 }, unsure(0.7))).toBe(1);
    expect(left({ bpm: 120, bpm_confidence: 0.8 }, unsure(0.8))).toBe(0);
    const candidates = [{ bpm: 120, confidence: 0.5 }];
    expect(left({ bpm: 120 }, { bpm: 150, bpm_confidence: 0.5, bpm_candidates: candidates })).toBe(1);
    const clashing = [{ bpm: 90, confidence: 0.2 }];
    expect(left({ bpm: 120 }, { bpm: 150, bpm_confidence: 0.4, bpm_candidates: clashing })).toBe(0);
  });

  it('counts the keys of both tracks', () => {
    expect(left({ key: '8A' }, { key: '2A' })).toBe(0);
    expect(left({ key: '8A' }, { key: '2A', key_confidence: 0.5 })).toBe(1);
    expect(left({ key: '8A', key_confidence: 0.7 }, { key: '2A', key_confidence: 0.7 })).toBe(1);
    const both = [{ key: '2A', confidence: 0.4 }];
    expect(left({ key: '8A', key_confidence: 0.6, key_candidates: both }, { key: '2A' })).toBe(0);
    expect(left({ key: '8A', key_confidence: 0.5, key_candidates: both }, { key: '2A' })).toBe(1);
  });

  it('counts half and double time alike in both directions', () => {
    const random = randomFrom(3);
    for (let i = 0; i < 100; i++) {
      const bpm = 60 + random(6000) / 100;
      const other = bpm * pick(random, [0.5, 1, 2]) * (1 + (random(100) - 50) / 1000);
      expect(left({ bpm }, { bpm: other })).toBe(1);
      expect(left({ bpm: other }, { bpm })).toBe(1);
      const far = bpm * pick(random, [0.75, 1.4]);
      expect(left({ bpm }, { bpm: far })).toBe(0);
      expect(left({ bpm: far }, { bpm })).toBe(0);
      expect(left({ bpm }, { bpm: 2 * bpm }, { allowDoubletime: false })).toBe(0);
      expect(left({ bpm: 2 * bpm }, { bpm }, { allowDoubletime: false })).toBe(0);
    }
  });
});

describe('copies and versions', () => {
  const named = (title: string, degrees: number, more: TestTrack = {}): TestTrack => ({
    artist: 'Ana',
    title,
    duration: 200,
    loudness_lufs: -8,
    vector: at(degrees),
    ...more,
  });

  it('leaves out copies of the seed and of each other, under any name', () => {
    const tracks = {
      seed: named('A', 0),
      copy: named('B', 1, { duration: 201 }),
      first: named('C', 40),
      again: named('D', 41, { duration: 199 }),
      longer: named('E', 42, { duration: 210 }),
      louder: named('F', 43, { loudness_lufs: -5 }),
      noLength: named('G', 44, { duration: undefined }),
    };
    const result = ask(tracks);
    expect(pathsOf(result)).toEqual(['first', 'longer', 'louder', 'noLength']);
    expect(result.filtered).toMatchObject({ copy: 2, version: 0 });
  });

  it('keeps the best-ranked version of a song, and goes deeper for the others', () => {
    const tracks: Record<string, TestTrack> = {
      seed: named('A', 0),
      version: named('A (Remix)', 1, { duration: 500 }),
    };
    for (let i = 0; i < 60; i++) tracks[`b${i}`] = named(`B (Remix ${i})`, 10 + i / 100, { duration: 300 + 10 * i });
    tracks.b59.features = { samples: 1 };
    for (let i = 0; i < 9; i++) tracks[`c${i}`] = named(`C${i}`, 90 + 9 * i, { duration: 1000 + 10 * i });
    const result = ask(tracks, { top: 10 });
    expect(pathsOf(result)).toEqual(['b0', ...Array.from({ length: 9 }, (_, i) => `c${i}`)]);
    expect(result).toMatchObject({ left: 10, filtered: { version: 60 } });
    expect(pathsOf(ask(tracks, { top: 10, weights: { samples: 1 } }))[0]).toBe('b59');
    expect(pathsOf(ask(tracks, { top: 10, otherVersions: true })).slice(0, 3)).toEqual(['version', 'b0', 'b1']);
  });
});

describe('several seeds', () => {
  it('keep a track that mixes with any of them, and are never in the result', () => {
    const tracks = {
      seed: { bpm: 120, vector: at(0) },
      other: { bpm: 90, vector: at(10) },
      slow: { bpm: 91, vector: at(5) },
      fast: { bpm: 121, vector: at(6) },
      no: { bpm: 150, vector: at(7) },
    };
    const { recommendations, ...counts } = recommend(inputOf(tracks, ['seed', 'other']));
    expect(recommendations.map(({ path }) => path).sort()).toEqual(['fast', 'slow']);
    expect(counts).toMatchObject({ tracks: 3, left: 2, filtered: { tempo: 1 } });
  });
});

it('do not combine the tempo of one seed with the key of another', () => {
  const tracks = {
    seed: { bpm: 120, key: '8A', vector: at(0) },
    other: { bpm: 90, key: '2A', vector: at(10) },
    slow: { bpm: 91, key: '2A', vector: at(5) },
    fast: { bpm: 121, key: '8A', vector: at(6) },
    crossed: { bpm: 121, key: '2A', vector: at(7) },
    no: { bpm: 150, key: '2A', vector: at(8) },
  };
  const result = (options: FilterOptions) => recommend(inputOf(tracks, ['seed', 'other']), options);
  expect(pathsOf(result({})).sort()).toEqual(['fast', 'slow']);
  expect(result({}).filtered).toMatchObject({ tempo: 1, key: 1 });
  expect(result({}).widenings).toEqual([
    { options: { tempoPct: 17 }, more: 1 },
    { options: { camelotNeighbors: false }, more: 1 },
  ]);
  expect(pathsOf(result({ camelotNeighbors: false })).sort()).toEqual(['crossed', 'fast', 'slow']);
});

it('names the filters that are off because the seeds lack what they compare', () => {
  const inactive = (own: TestTrack, options?: FilterOptions) =>
    ask({ seed: { vector: at(0), ...own } }, options).inactive;
  expect(inactive({})).toEqual(['tempo', 'key']);
  expect(inactive({ bpm: 120, key: 'o' })).toEqual(['key']);
  expect(inactive({}, { camelotNeighbors: false })).toEqual(['tempo']);
  expect(inactive({ bpm: 120, key: '8A' }, { newArtist: true })).toEqual(['artist']);
});

it('combines options if none helps alone', () => {
  const tracks = {
    seed: { bpm: 120, key: '8A', vector: at(0) },
    both: { bpm: 131, key: '2A', rating: 2, vector: at(9) },
  };
  expect(ask(tracks).widenings).toEqual([{ options: { tempoPct: 10, camelotNeighbors: false }, more: 1 }]);
  expect(ask(tracks, { minRating: 4, keyDistance: 2 }).widenings).toEqual([
    { options: { tempoPct: 10, keyDistance: 6, minRating: 2 }, more: 1 },
  ]);
});

it('reads records with values of any type', () => {
  const odd = [0, -1, 5, Number.NaN, Number.POSITIVE_INFINITY, '', ' ', '5', 'x\u0000', true, false, null, undefined];
  const values: unknown[] = [
    ...odd,
    [],
    [null],
    [5],
    ['x'],
    [[]],
    {},
    { bpm: 'x' },
    [{}],
    [{ bpm: null, key: 5 }],
    () => 1,
  ];
  const plain = { artist: 'Ana', title: 'Song', bpm: 120, key: '8A', bpm_confidence: 0.5, key_confidence: 0.5 };
  for (const key of MIX_KEYS) {
    for (const value of values) {
      const record = { ...plain, [key]: value, vector: at(5) } as TestTrack;
      const tracks = { seed: { ...record, missing: undefined, vector: at(0) }, other: { ...record, title: 'Else' } };
      const options = {
        tags: ['x'],
        genres: ['y'],
        minRating: 1,
        addedSince: '2026',
        newArtist: true,
        minDurationS: 1,
      };
      expect(() => [ask(tracks), ask(tracks, options)]).not.toThrow();
    }
  }
});

it.each<FilterOptions>([
  { keyDistance: 8 },
  { keyDistance: 1.5 },
  { keyDistance: -1 },
  { minRating: 6 },
  { minRating: Number.NaN },
  { minDurationS: -1 },
  { maxDurationS: Number.POSITIVE_INFINITY },
  { minDurationS: 300, maxDurationS: 200 },
  { addedSince: 'yesterday' },
  { addedSince: '2026-13' },
  { addedSince: '2026-02-30' },
  { addedUntil: '2026-1-1' },
  { addedSince: '2026-03', addedUntil: '2026-02' },
  { tags: 'peak' as unknown as string[] },
  { genres: [5] as unknown as string[] },
  { only: 'a.mp3' as unknown as string[] },
  { newArtist: 1 as unknown as boolean },
])('refuses %o', (options) => {
  expect(() => ask({ seed: { vector: at(0) } }, options)).toThrow(OptionError);
});

it('reads days, months, years and times', () => {
  const left = (options: FilterOptions) =>
    ask({ seed: { vector: at(0) }, other: { vector: at(9), added: '2026-03-05T22:30:00.000Z' } }, options).left;
  for (const addedSince of ['2026', '2026-03', '2026-03-05', '2026-03-05T22:30:00Z', '2026-03-06T00:30:00+02:00'])
    expect([addedSince, left({ addedSince })]).toEqual([addedSince, 1]);
  for (const addedUntil of ['2026', '2026-03', '2026-03-05', '2026-03-05T22:30', '2026-03-06T00:30:00+02:00'])
    expect([addedUntil, left({ addedUntil })]).toEqual([addedUntil, 1]);
  for (const addedSince of ['2027', '2026-04', '2026-03-06', '2026-03-05T22:31'])
    expect([addedSince, left({ addedSince })]).toEqual([addedSince, 0]);
  for (const addedUntil of ['2025', '2026-02', '2026-03-04', '2026-03-05T22:29'])
    expect([addedUntil, left({ addedUntil })]).toEqual([addedUntil, 0]);
});
