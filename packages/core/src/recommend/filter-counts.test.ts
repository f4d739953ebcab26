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
  ['text', { error: { kind: 'not-audio', message: 'It is text.' } }],
  ['broken', { bpm: 90, error: { kind: 'corrupt', message: 'It ends.' } }],
  ['silent', { bpm: 90, key: '2A' }],
]);
const hasVector = (path: string) => path !== 'silent' && path !== 'text';
const count = (options?: RecommendOptions, own = seed) =>
  countFiltered({ seedPath: 'seed', seed: own, tracks, hasVector }, options);

/** Paths that `recommend` finds in a library. */
function found(options: RecommendOptions, library = tracks, isIndexed = hasVector, own = seed): string[] {
  const source = {
    nearest: (_: Float32Array, most: number, accept: (path: string) => boolean = () => true) =>
      [...library.keys()]
        .filter((path) => isIndexed(path) && accept(path))
        .slice(0, most)
        .map((path) => ({ path, distance: 0 })),
  };
  const record = (path: string) => (path === 'seed' ? own : library.get(path)?.missing ? undefined : library.get(path));
  const input = { seedPath: 'seed', query: Float32Array.of(1), source, record };
  return recommend(input, { top: 1000, ...options }).map(({ path }) => path);
}

describe('countFiltered', () => {
  it('counts each track once, in the order of the filters', () => {
    expect(count({ top: 3 })).toEqual({
      tracks: 11,
      left: 3,
      filtered: { missing: 1, failed: 1, noVector: 1, tempo: 4, key: 1 },
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
      expect(found(options)).toHaveLength(left);
      for (const { options: wider, more } of widenings as Widening[])
        expect(found({ ...options, ...wider })).toHaveLength(left + more);
    },
  );

  it('agrees with recommend on any library, and counts every track once', () => {
    let state = 11;
    const random = (below: number) => {
      state = (state * 1103515245 + 12345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
    const pick = <T>(values: readonly T[]): T => values[random(values.length)];
    const oddRecord = () =>
      ({
        ...(random(9) > 0 && { bpm: pick([60, 90, 118, 120, 127.2, 131, 240, 0, -1, Number.NaN, 1e9, null, '120']) }),
        ...(random(9) > 0 && { key: pick(['8A', '9A', '2A', 'Am', 'F#', '8a', '', 'x', '13B', null]) }),
        ...(random(9) === 0 && { missing: { since: 'x' } }),
        ...(random(9) === 0 && { error: pick([null, { kind: 'corrupt', message: '' }]) }),
      }) as TrackRecord;
    for (let round = 0; round < 40; round++) {
      const own = round === 0 ? seed : oddRecord();
      delete own.missing;
      const library = new Map([
        ['seed', own],
        ...Array.from({ length: 200 }, (_, i) => [`${i}`, oddRecord()] as const),
      ]);
      const isIndexed = (path: string) => path === 'seed' || Number(path) % 7 !== 3;
      const options = { tempoPct: pick([0, 6, 50]), allowDoubletime: random(2) > 0, camelotNeighbors: random(2) > 0 };
      const input = { seedPath: 'seed', seed: own, tracks: library, hasVector: isIndexed };
      const { left, filtered, widenings, ...counts } = countFiltered(input, { ...options, top: 1000 });
      const mixing = found(options, library, isIndexed, own);
      expect(left).toBe(mixing.length);
      const lost = [...library].filter(([path, { missing }]) => missing || !isIndexed(path));
      const gone = lost.filter(([, { missing }]) => missing);
      const failed = lost.filter(([, { missing, error }]) => !missing && error);
      const noVector = lost.length - gone.length - failed.length;
      expect(filtered).toMatchObject({ missing: gone.length, failed: failed.length, noVector });
      expect(left + Object.values(filtered).reduce((sum, of) => sum + of, 0)).toBe(200);
      expect(counts.tracks).toBe(200);
      for (const { options: wider, more } of widenings)
        expect(found({ ...options, ...wider }, library, isIndexed, own)).toHaveLength(left + more);
    }
  });

  it('names the filters that are off because of an unknown BPM or key', () => {
    expect(count({}, {})).toMatchObject({ left: 8, inactive: ['tempo', 'key'], filtered: { tempo: 0, key: 0 } });
    expect(count({}, { bpm: 120, key: 'o' }).inactive).toEqual(['key']);
    expect(count({ camelotNeighbors: false }, {}).inactive).toEqual(['tempo']);
  });

  it('refuses invalid options', () => expect(() => count({ top: 0 })).toThrow(OptionError));
});
