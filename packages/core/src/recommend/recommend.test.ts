import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import { recommend } from './recommend.ts';
import type { RecommendOptions } from './recommend-options.ts';
import type { ScoreWeights } from './score-parts.ts';
import { at, inputOf, ask as recommendFrom, type TestTrack } from './test-library.ts';

type Tracks = Record<string, TrackRecord & { degrees: number }>;

function tracksOf(records: Tracks): Record<string, TestTrack> {
  return Object.fromEntries(
    Object.entries(records).map(([path, { degrees, ...record }]) => [path, { ...record, vector: at(degrees) }]),
  );
}

function ask(records: Tracks, options?: RecommendOptions) {
  return recommendFrom(tracksOf(records), options).recommendations;
}

describe('recommend', () => {
  const library = {
    seed: { degrees: 0, key: '8A', bpm: 128 },
    near: { degrees: 10, key: '9A', bpm: 126 },
    clashingKey: { degrees: 5, key: '2A', bpm: 128 },
    clashingTempo: { degrees: 6, key: '8A', bpm: 100 },
    half: { degrees: 20, key: '8A', bpm: 64 },
    unknown: { degrees: 30 },
  };

  it('orders by distance, leaves out the seed, and filters by key and tempo', () => {
    expect(
      ask(library).map(({ rank, path, keyRelation, tempoRelation }) => [rank, path, keyRelation, tempoRelation]),
    ).toEqual([
      [1, 'near', 'neighbor', 'same'],
      [2, 'half', 'same', 'half'],
      [3, 'unknown', 'unknown', 'unknown'],
    ]);
  });

  it('turns off each filter', () => {
    expect(ask(library, { camelotNeighbors: false }).map(({ path }) => path)).toEqual([
      'clashingKey',
      'near',
      'half',
      'unknown',
    ]);
    expect(ask(library, { tempoPct: 30 }).map(({ path }) => path)).toContain('clashingTempo');
    expect(ask(library, { allowDoubletime: false }).map(({ path }) => path)).not.toContain('half');
  });

  it('returns the requested number even if the filters remove most near tracks', () => {
    const crowd: Tracks = { seed: { degrees: 0, key: '8A', bpm: 128 } };
    for (let i = 0; i < 500; i++) crowd[`clash${i}`] = { degrees: 1 + i / 1000, key: '2A', bpm: 128 };
    for (let i = 0; i < 30; i++) crowd[`fit${i}`] = { degrees: 90 + i, key: '8A', bpm: 128 };
    expect(ask(crowd, { top: 25 })).toHaveLength(25);
  });

  it('reads full records only of the seed and of ranked tracks', () => {
    const records = Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [
        i === 0 ? 'seed' : `${i}`,
        { degrees: i / 10, bpm: 128, title: `T${i}`, features: { samples: i / 200 } },
      ]),
    );
    const asked: string[] = [];
    const input = inputOf(tracksOf(records), ['seed']);
    const record = (path: string) => {
      asked.push(path);
      return input.record(path);
    };
    const ranked = recommend({ ...input, record }, { top: 3, weights: { samples: 1 } }).recommendations;
    expect(ranked[0]).toMatchObject({ record: { features: { samples: expect.any(Number) } } });
    expect(new Set(asked).size).toBeLessThan(80);
  });

  it('orders by weighted traits if a weight is set', () => {
    const traits = {
      seed: { degrees: 0, features: { rhythm_contour: { contour: [0, 1, 0, 1], reliability: 1 } } },
      closest: { degrees: 5, features: { samples: 0.1, rhythm_contour: { contour: [1, 1, 1, 1], reliability: 1 } } },
      open: { degrees: 10, features: { samples: 0.9 } },
      sameRhythm: { degrees: 15, features: { rhythm_contour: { contour: [0, 1, 0, 1], reliability: 1 } } },
    };
    expect(ask(traits)[0].path).toBe('closest');
    expect(ask(traits, { weights: { samples: 1 } })[0]).toMatchObject({ path: 'open', score: 0.9 });
    expect(ask(traits, { weights: { rhythm: 1 } })[0]).toMatchObject({ path: 'sameRhythm', score: 1 });
    expect(ask(traits, { weights: { ann: 1 } }).map(({ path }) => path)).toEqual(['closest', 'open', 'sameRhythm']);
  });

  it('ranks by score; ties by distance, and missing features as average ones', () => {
    const samples = [0.5, undefined, 0.5, 0.9, undefined, 0.1];
    const crowd: Tracks = { seed: { degrees: 0 } };
    for (const [i, value] of samples.entries()) {
      crowd[`${i}`] = { degrees: 60 - 10 * i, ...(value !== undefined && { features: { samples: value } }) };
    }
    const order = (weights: Partial<ScoreWeights>) => ask(crowd, { weights }).map(({ path }) => path);
    expect(order({ samples: 1 })).toEqual(['3', '4', '2', '1', '0', '5']);
    expect(order({ ann: 1 })).toEqual(['5', '4', '3', '2', '1', '0']);
    expect(order({ bass: 1, rhythm: 2 })).toEqual(order({}));
    expect(ask(crowd, { weights: { bass: 0 } })[0]).not.toHaveProperty('score');
  });

  it.each([
    { top: 0 },
    { top: 2.5 },
    { tempoPct: -1 },
    { tempoPct: Number.NaN },
    { weights: { bass: Number.NaN } },
    { weights: { ann: 1e7 } },
  ])('refuses %o', (options) => expect(() => ask(library, options)).toThrow(OptionError));
});
