import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import { countFiltered, type Widening } from './filter-counts.ts';
import { type RecommendOptions, recommend } from './recommend.ts';

const seed: TrackRecord = { bpm: 120, key: '8A' };
const tracks = new Map<string, TrackRecord>([
  ['seed', seed],
  ['mixes', { bpm: 122, key: '9A' }],
  ['half', { bpm: 60, key: '8A' }],
  ['unknown', {}],
  ['key', { bpm: 120, key: '2A' }],
  ['tempo', { bpm: 131, key: '8A' }],
  ['both', { bpm: 131, key: '2A' }],
  ['far', { bpm: 90, key: '8A' }],
  ['gone', { bpm: 90, key: '2A', missing: { since: '2026-01-01T00:00:00Z' } }],
  ['silent', { bpm: 90, key: '2A' }],
]);
const hasVector = (path: string) => path !== 'silent';
const count = (options?: RecommendOptions, own = seed) =>
  countFiltered({ seedPath: 'seed', seed: own, tracks, hasVector }, options);

function found(options: RecommendOptions): number {
  const source = {
    nearest: (_: Float32Array, most: number, accept: (path: string) => boolean = () => true) =>
      [...tracks.keys()]
        .filter((path) => hasVector(path) && accept(path))
        .slice(0, most)
        .map((path) => ({ path, distance: 0 })),
  };
  const record = (path: string) => (tracks.get(path)?.missing ? undefined : tracks.get(path));
  return recommend({ seedPath: 'seed', query: Float32Array.of(1), source, record }, options).length;
}

describe('countFiltered', () => {
  it('counts each track once, in the order of the filters', () => {
    expect(count({ top: 3 })).toEqual({
      tracks: 9,
      left: 3,
      filtered: { missing: 1, noVector: 1, tempo: 3, key: 1 },
      inactive: [],
      widenings: [],
    });
  });

  it('finds the options that give more tracks, if fewer than top are left', () => {
    expect(count().widenings).toEqual([
      { options: { tempoPct: 12 }, more: 1 },
      { options: { camelotNeighbors: false }, more: 1 },
    ]);
    expect(count({ allowDoubletime: false, camelotNeighbors: false, tempoPct: 1 }).widenings).toEqual([
      { options: { tempoPct: 10 }, more: 3 },
      { options: { allowDoubletime: true }, more: 1 },
    ]);
  });

  it('combines options if none helps alone', () => {
    const clashing = new Map([...tracks].filter(([path]) => path === 'both'));
    const { widenings } = countFiltered({ seedPath: 'seed', seed, tracks: clashing, hasVector });
    expect(widenings).toEqual([{ options: { tempoPct: 12, camelotNeighbors: false }, more: 1 }]);
  });

  it.each([{}, { tempoPct: 0 }, { camelotNeighbors: false }, { allowDoubletime: false }, { tempoPct: 30 }])(
    'counts the tracks that recommend finds, with %o and with each widening',
    (options) => {
      const { left, widenings } = count(options);
      expect(found(options)).toBe(left);
      for (const { options: wider, more } of widenings as Widening[])
        expect(found({ ...options, ...wider })).toBe(left + more);
    },
  );

  it('names the filters that are off because of an unknown BPM or key', () => {
    expect(count({}, {})).toMatchObject({ left: 7, inactive: ['tempo', 'key'], filtered: { tempo: 0, key: 0 } });
    expect(count({}, { bpm: 120, key: 'o' }).inactive).toEqual(['key']);
    expect(count({ camelotNeighbors: false }, {}).inactive).toEqual(['tempo']);
  });

  it('refuses invalid options', () => expect(() => count({ top: 0 })).toThrow(OptionError));
});
