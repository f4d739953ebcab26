import { below, between, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { expandCrate } from '../crates/expand-crate.ts';
import { planSet } from '../sequence/plan-set.ts';
import { learnTagProfiles, readTags } from '../tags/index.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import { mixPoints } from './mix-points.ts';
import { mixTrack } from './mix-track.ts';
import { WEIGHT_PRESETS } from './presets.ts';
import { recommend } from './recommend.ts';
import { SCORE_PARTS } from './score-parts.ts';
import { songKeys } from './song-name.ts';
import { inputOf, type TestTrack } from './test-library.ts';
import { rateTransition, transitionCost } from './transition.ts';

/** Values that no key of a record should have, or only some. */
const ODD: readonly unknown[] = [
  null,
  undefined,
  true,
  '',
  ' ',
  'x',
  '128',
  0,
  -1,
  1e308,
  -1e308,
  5e-324,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  10n,
  Symbol('odd'),
  () => 1,
  new Date(Number.NaN),
  [],
  [null],
  [[]],
  ['x', 5, null],
  [{}],
  { length: 3 },
  { contour: 'x' },
  JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}'),
  Object.create(null),
  '\ud800',
  '8A',
  'é\u0301'.repeat(300),
];

/** Returns a copy of a value in which about one value of ten is odd, at any depth. */
function disturbed(random: Random, value: unknown): unknown {
  if (random() < 0.1) return pick(random, ODD);
  if (Array.isArray(value)) return value.map((item) => disturbed(random, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, disturbed(random, item)]));
}

function oddRecord(random: Random): TestTrack {
  const bpm = between(random, 60, 180);
  const contour = () => ({ contour: Array.from({ length: 16 }, random), reliability: random() });
  const record: TrackRecord = {
    artist: pick(random, ['Ann', 'Bob feat. Cid', 'Ann & Bob']),
    title: pick(random, ['Song', 'Other (Remix)', 'Ann - Song', 'Third']),
    genre: 'House',
    mytags: ['dark', 'peak'],
    tags: ['warm-up'],
    rating: 3,
    duration: between(random, 100, 400),
    added: '2024-01-01T00:00:00Z',
    bpm,
    bpm_confidence: random(),
    bpm_candidates: [{ bpm: bpm / 2, confidence: random() }],
    key: `${1 + below(random, 12)}A`,
    key_confidence: random(),
    key_candidates: [{ key: '1B', confidence: random() }],
    loudness_lufs: between(random, -20, -5),
    energy: random(),
    features: { samples: random(), onset_rate: 3, bass_contour: contour(), rhythm_contour: contour() },
    sections: [{ kind: 'outro', start: 80, end: 100 }],
    tempos: [{ inizio_sec: 0.1, bpm, metro: '4/4', battito: 1 }],
    cues: [{ name: 'Mix-in', type: 0, num: -1, start: 1 }],
  };
  const vector = random() < 0.1 ? undefined : Float32Array.from({ length: 8 }, () => random() - 0.4);
  return { ...(disturbed(random, record) as TrackRecord | null), ...(vector && { vector }) };
}

function oddLibrary(seed: number, count: number): Record<string, TestTrack> {
  const random = seededRandom(seed);
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`/m/${i}.mp3`, oddRecord(random)]));
}

/** Text of a number or a value that a sentence must never show. */
const LEAK = /NaN|Infinity|undefined|null|\[object|Symbol/;
const SEEDS = [1, 2, 4, 6];
const isShare = (value: number) => value >= 0 && value <= 1;

describe.each(SEEDS)('records with values of odd types, library %i', (seed) => {
  const library = oddLibrary(seed, 40);
  const entries = Object.entries(library);
  const tracks = entries.map(([path, record]) => mixTrack(path, record));
  const weights = { ...WEIGHT_PRESETS.balanced, bass: 1, rhythm: 1, samples: 1 };

  it('give facts of the right types', () => {
    for (const track of tracks) {
      for (const name of ['artist', 'title', 'genre'] as const)
        expect(['string', 'undefined']).toContain(typeof track[name]);
      for (const name of ['rating', 'durationS', 'addedMs', 'loudnessLufs', 'energy'] as const) {
        if (track[name] !== undefined) expect(track[name]).toSatisfy(Number.isFinite);
      }
      expect(track.tags.every((tag) => typeof tag === 'string')).toBe(true);
      for (const likely of [track.tempos, track.keys]) {
        const probabilities = likely.map(({ probability }) => probability);
        expect(probabilities.every(isShare)).toBe(true);
        expect(probabilities.reduce((sum, each) => sum + each, 0)).toBeLessThan(1 + 1e-9);
      }
      expect(songKeys(track).every((key) => typeof key === 'string')).toBe(true);
    }
  });

  it('give scores between 0 and 1, and reasons in words', () => {
    for (const [i, from] of tracks.slice(0, 20).entries()) {
      for (const [k, to] of tracks.slice(0, 20).entries()) {
        const features = { from: entries[i][1].features, to: entries[k][1].features };
        const pair = { from, to, distance: pick(seededRandom(i + k), [undefined, 0, 1, 2]), features };
        const { score, parts, reasons, pitchPct = 0 } = rateTransition(pair, weights);
        expect(score).toSatisfy(isShare);
        expect(transitionCost(pair, weights)).toBeCloseTo(1 - score, 9);
        expect(parts.map(({ name }) => name)).toEqual(SCORE_PARTS);
        expect(parts.flatMap(({ value, confidence }) => [value, confidence]).filter((each) => !isShare(each))).toEqual(
          [],
        );
        expect(pitchPct).toSatisfy(Number.isFinite);
        expect(reasons.filter(({ text }) => LEAK.test(text))).toEqual([]);
      }
    }
  });

  it('give places to mix that are times', () => {
    for (const [, from] of entries) {
      for (const [, to] of entries.slice(0, 10)) {
        const points = mixPoints(from, to);
        for (const point of [points.out, points.in])
          if (point) expect(point.timeS).toSatisfy((time: number) => time >= 0);
        expect(points.bars ?? 4).toSatisfy(Number.isInteger);
      }
    }
  });

  it('can be recommended and added to a crate', () => {
    const withVector = entries.filter(([, { vector }]) => vector).map(([path]) => path);
    const seeds = withVector.slice(0, 3);
    const { recommendations } = recommend(inputOf(library, seeds), { top: 10, weights, diversity: 0.2 });
    for (const { score, transition } of recommendations) {
      expect(score).toSatisfy(isShare);
      expect(transition.reasons.filter(({ text }) => LEAK.test(text))).toEqual([]);
    }
    const { added } = expandCrate({ ...inputOf(library, []), members: seeds }, { add: 10 });
    for (const { score, fit, reasons } of added) {
      expect(score).toSatisfy(Number.isFinite);
      expect(fit).toSatisfy(isShare);
      expect(reasons.filter(({ text }) => LEAK.test(text))).toEqual([]);
    }
  });

  it('can be planned into a set', async () => {
    const input = {
      tracks,
      distance: (a: number, b: number) => (entries[a][1].vector && entries[b][1].vector ? 0.5 : undefined),
      features: (track: number) => entries[track][1].features,
      song: (track: number) => songKeys(tracks[track])[0],
    };
    const plan = await planSet(input, { length: 6, energyCurve: 'rise', weights });
    expect(new Set(plan.paths).size).toBe(plan.paths.length);
    expect(plan.cost).toSatisfy(Number.isFinite);
    expect(plan.durationS).toSatisfy(Number.isFinite);
    expect(plan.transitions.flatMap(({ reasons }) => reasons).filter(({ text }) => LEAK.test(text))).toEqual([]);
  });

  it('can teach tags', () => {
    const tagged = entries.flatMap(([path, { vector, mytags, tags }]) =>
      vector ? [{ path, vector, tags: [...readTags(mytags), ...readTags(tags)] }] : [],
    );
    for (const precision of [undefined, 0.5]) {
      const { profiles, scores } = learnTagProfiles(tagged, { precision });
      expect(profiles.map(({ tag }) => tag)).toEqual(expect.arrayContaining(['dark']));
      for (const { score, threshold } of scores(tagged[0].vector)) {
        expect(score).toSatisfy(Number.isFinite);
        expect(threshold).not.toBeNaN();
      }
    }
  });
});
