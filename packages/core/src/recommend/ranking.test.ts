import { between, pick, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { NotFoundError, OptionError } from '../errors.ts';
import { PRESET_NAMES, PRESETS, WEIGHT_PRESETS } from './presets.ts';
import { recommend } from './recommend.ts';
import type { RecommendOptions } from './recommend-options.ts';
import { at, inputOf, pathsOf, type TestTrack } from './test-library.ts';

const OPEN: RecommendOptions = { camelotNeighbors: false, tempoPct: 100 };

/** Returns tracks of different songs with random facts. */
function anyLibrary(seed: number, count = 300): Record<string, TestTrack> {
  const random = seededRandom(seed);
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `${i}`,
      {
        title: `Song ${i}`,
        artist: `Artist ${Math.floor(random() * 40)}`,
        bpm: between(random, 70, 170),
        key: `${1 + Math.floor(random() * 12)}${pick(random, ['A', 'B'])}`,
        loudness_lufs: between(random, -16, -6),
        energy: random(),
        mytags: ['a', 'b', 'c'].filter(() => random() < 0.3),
        vector: Float32Array.from({ length: 8 }, () => between(random, -1, 1)),
      },
    ]),
  );
}

describe('the order', () => {
  it.each(PRESET_NAMES)('is by score with the preset %s, which stays within 0..1', (name) => {
    const { recommendations } = recommend(inputOf(anyLibrary(1), ['0']), { ...PRESETS[name], diversity: 0 });
    const scores = recommendations.map(({ score = Number.NaN }) => score);
    expect(scores.length).toBeGreaterThan(0);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    for (const [i, score] of scores.entries()) {
      expect(score).toBeCloseTo(recommendations[i].transition.score, 12);
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  });

  it('does not depend on the scale of the weights, nor on the order of the library', () => {
    const library = anyLibrary(2);
    const weights = WEIGHT_PRESETS.harmonic;
    const expected = pathsOf(recommend(inputOf(library, ['0']), { weights, diversity: 0.3 }));
    const tenfold = Object.fromEntries(Object.entries(weights).map(([part, weight]) => [part, 10 * weight]));
    expect(pathsOf(recommend(inputOf(library, ['0']), { weights: tenfold, diversity: 0.3 }))).toEqual(expected);
    const reversed = Object.fromEntries(Object.entries(library).reverse());
    const shuffled = Object.fromEntries(
      Object.entries(reversed)
        .map(([path, track]) => [`x${path}`, track])
        .reverse(),
    );
    const found = pathsOf(recommend(inputOf(shuffled, ['x0']), { weights, diversity: 0.3 }));
    expect(found).toEqual(expected.map((path) => `x${path}`));
  });

  it('finds tracks that fit by key and tempo, however far their vectors are', () => {
    const library: Record<string, TestTrack> = { seed: { bpm: 128, key: '8A', vector: at(0) } };
    for (let i = 0; i < 200; i++) library[`near${i}`] = { title: `N${i}`, bpm: 128, key: '2A', vector: at(i / 10) };
    for (let i = 0; i < 5; i++) library[`far${i}`] = { title: `F${i}`, bpm: 128, key: '8A', vector: at(90 + i) };
    const { recommendations } = recommend(inputOf(library, ['seed']), { ...OPEN, top: 5, weights: { ann: 1, key: 3 } });
    expect(recommendations.map(({ path }) => path)).toEqual(['far0', 'far1', 'far2', 'far3', 'far4']);
  });
});

describe('several seeds', () => {
  const library: Record<string, TestTrack> = {
    left: { title: 'L', bpm: 120, key: '8A', vector: at(0) },
    right: { title: 'R', bpm: 120, key: '8A', vector: at(80) },
    middle: { title: 'M', bpm: 120, key: '8A', vector: at(40) },
    nearLeft: { title: 'A', bpm: 120, key: '8A', vector: at(5) },
    nearLeft2: { title: 'B', bpm: 120, key: '8A', vector: at(6) },
    nearRight: { title: 'C', bpm: 120, key: '8A', vector: at(87) },
  };
  const ask = (seeds: string[], options: RecommendOptions) =>
    recommend(inputOf(library, seeds), options).recommendations;

  it('finds tracks between the seeds by their mean, in any order of the seeds', () => {
    const found = ask(['left', 'right'], {});
    expect(found[0].path).toBe('middle');
    for (const weights of [{}, { ann: 1, tempo: 1 }]) {
      const forward = ask(['left', 'right'], { weights }).map(({ path, score, distance }) => [path, score, distance]);
      const back = ask(['right', 'left'], { weights }).map(({ path, score, distance }) => [path, score, distance]);
      expect(back).toEqual(forward);
    }
  });

  it.each([{}, { ann: 1 }])('gives each seed its share with coverage, and weights %o', (weights) => {
    const found = ask(['left', 'right'], { blend: 'coverage', top: 2, weights });
    expect(found.map(({ path, transition }) => [path, transition.from])).toEqual([
      ['nearLeft', 'left'],
      ['nearRight', 'right'],
    ]);
  });

  it.each([{}, { ann: 1 }])(
    'names a seed that a track mixes with, though another is nearer, with weights %o',
    (weights) => {
      const mixed: Record<string, TestTrack> = {
        ...library,
        left: { ...library.left, bpm: 100, key: '2A' },
        right: { bpm: 174, key: '2A', vector: at(80) },
        nearRight: { ...library.nearRight, bpm: 100, key: '2A' },
      };
      for (const blend of ['coverage', 'mean'] as const) {
        for (const seeds of [
          ['left', 'right'],
          ['right', 'left'],
        ]) {
          const near = recommend(inputOf(mixed, seeds), { blend, weights }).recommendations.find(
            ({ path }) => path === 'nearRight',
          );
          expect(near).toMatchObject({ keyRelation: 'same', tempoRelation: 'same', transition: { from: 'left' } });
        }
      }
    },
  );

  it('keeps away from unwanted tracks, and never recommends them', () => {
    const plain = ask(['middle'], {}).map(({ path }) => path);
    const away = ask(['middle'], { unlike: ['left'] }).map(({ path }) => path);
    expect(plain.indexOf('nearLeft')).toBeLessThan(plain.indexOf('nearRight'));
    expect(away.indexOf('nearRight')).toBeLessThan(away.indexOf('nearLeft'));
    expect(away).not.toContain('left');
    expect(() => ask(['middle'], { unlike: ['nobody'] })).toThrow(NotFoundError);
  });
});

describe('diversity', () => {
  it.each([0, 0.3, 1])('of %d returns as many tracks, each once', (diversity) => {
    const found = pathsOf(recommend(inputOf(anyLibrary(3), ['0']), { ...OPEN, diversity }));
    expect(new Set(found).size).toBe(25);
  });

  it('brings in other artists', () => {
    const library: Record<string, TestTrack> = { seed: { vector: at(0) } };
    for (let i = 0; i < 5; i++) library[`same${i}`] = { title: `S${i}`, artist: 'Same', vector: at(30 + i) };
    for (let i = 0; i < 5; i++) library[`other${i}`] = { title: `O${i}`, artist: `Other ${i}`, vector: at(-40 - i) };
    const artists = (diversity: number) => {
      const { recommendations } = recommend(inputOf(library, ['seed']), { ...OPEN, top: 3, diversity });
      return recommendations.map(({ record }) => record.artist);
    };
    expect(artists(0)).toEqual(['Same', 'Same', 'Same']);
    expect(new Set(artists(0.4)).size).toBeGreaterThan(1);
  });
});

describe('the reasons', () => {
  const features = (hz: number) => ({ bass_contour: { contour: [hz, 50, hz], reliability: 1 } });
  const library: Record<string, TestTrack> = {
    seed: {
      bpm: 128,
      key: '8A',
      vector: at(0),
      features: features(60),
      duration: 200,
      tempos: [{ inizio_sec: 0, bpm: 128, metro: '4/4', battito: 1 }],
    },
    next: {
      bpm: 126,
      key: '9A',
      vector: at(10),
      features: features(61),
      tempos: [{ inizio_sec: 0.5, bpm: 126, metro: '4/4', battito: 1 }],
    },
  };

  it('say what fits, and where to mix', () => {
    const [{ transition, mixPoints }] = recommend(inputOf(library, ['seed'])).recommendations;
    expect(transition.reasons.map(({ text }) => text)).toEqual([
      '+1.6 % tempo',
      '8A → 9A energy up',
      'sound alike 0.98',
    ]);
    expect(mixPoints).toMatchObject({ out: { reason: 'end' }, in: { timeS: 0.5, reason: 'first-bar' } });
  });

  it('compare bass lines only if asked, or if they have a weight', () => {
    const bass = (options: RecommendOptions) => {
      const [{ transition }] = recommend(inputOf(library, ['seed']), options).recommendations;
      return transition.parts.find(({ name }) => name === 'bass')?.confidence;
    };
    expect(bass({})).toBe(0);
    expect(bass({ explain: true })).toBe(1);
    expect(bass({ weights: { bass: 1 } })).toBe(1);
  });
});

it.each([
  { weights: { key: -1 } },
  { weights: { tempo: Number.NaN } },
  { weights: { bassline: 1 } },
  { diversity: 1.1 },
  { diversity: -0.1 },
  { blend: 'median' },
  { unlike: 'left' },
])('refuses %o', (options) => {
  expect(() => recommend(inputOf(anyLibrary(5, 3), ['0']), options as RecommendOptions)).toThrow(OptionError);
});
