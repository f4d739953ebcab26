import { describe, expect, it } from 'vitest';
import type { MixTrack } from '../recommend/mix-track.ts';
import { type PathOptions, pathBetween } from './path-between.ts';
import type { PlanInput } from './set-plan.ts';
import { shuffled, testLibrary, violations } from './test-library.ts';

/** Tracks on a quarter circle: their sound, tempo and energy change evenly from the first to the last. */
function arc(count: number): PlanInput & { paths: string[] } {
  const tracks = Array.from(
    { length: count },
    (_, i): MixTrack => ({
      path: `/${String(i).padStart(3, '0')}.mp3`,
      tags: [],
      tempos: [{ value: 110 + (20 * i) / (count - 1), probability: 1 }],
      keys: [{ value: '8A', probability: 1 }],
      energy: i / (count - 1),
      state: 'playable',
    }),
  );
  const distance = (a: number, b: number) => 1 - Math.cos((((a - b) / (count - 1)) * Math.PI) / 2);
  return { tracks, distance, paths: tracks.map(({ path }) => path) };
}

describe('pathBetween', () => {
  it('takes even steps', async () => {
    const library = arc(101);
    const { paths, largestCost, transitions, broken } = await pathBetween(library, {
      from: library.paths[0],
      to: library.paths[100],
    });
    expect(paths).toEqual([0, 20, 40, 60, 80, 100].map((i) => library.paths[i]));
    expect(largestCost).toBeCloseTo(Math.max(...transitions.map(({ score }) => 1 - score)), 12);
    expect(broken).toEqual([]);
  });

  it('avoids a bold mix, even if the sum of the costs is larger', async () => {
    const at = (path: string, loudnessLufs: number): MixTrack => ({
      ...{ path, loudnessLufs, tags: [], tempos: [], keys: [], state: 'playable' },
    });
    const tracks = [at('a', -8), at('b', -16), at('like a', -8), at('between', -12)];
    const weights = { ann: 0, tempo: 0, key: 0, energy: 0, loudness: 1, tags: 0 };
    const input = { tracks, distance: () => undefined };
    // 4 LU cost 0.5 each, 8 LU cost 0.8
    const plan = await pathBetween(input, { from: 'a', to: 'b', length: 3, weights });
    expect(plan).toMatchObject({ paths: ['a', 'between', 'b'], largestCost: 0.5, cost: 1 });
  });

  it('keeps the rules, whatever the order of the input', async () => {
    for (let seed = 1; seed <= 4; seed++) {
      const library = testLibrary(60, seed, { gaps: seed % 2 === 0, artists: 30 });
      const { paths } = library;
      const rules = { exclude: [paths[9]], transitionRules: { maxPitchPct: 10 } };
      const plan = await pathBetween(library, { from: paths[0], to: paths[1], length: 3 + seed, ...rules });
      const options = { start: paths[0], end: paths[1], length: 3 + seed, ...rules };
      expect(violations(library, options, plan)).toEqual([]);
      const other = await pathBetween(shuffled(library, seed), {
        from: paths[0],
        to: paths[1],
        length: 3 + seed,
        ...rules,
      });
      expect(other.paths).toEqual(plan.paths);
    }
  });

  it('narrows a large library by searches around both ends and between them', async () => {
    const library = arc(4001);
    const nearest = (track: number, count: number, accept: (track: number) => boolean) =>
      [...library.tracks.keys()]
        .filter((other) => other !== track && accept(other))
        .sort((a, b) => Math.abs(track - a) - Math.abs(track - b) || a - b)
        .slice(0, count);
    const ends = { from: library.paths[0], to: library.paths[4000], length: 5 };
    const { paths } = await pathBetween({ ...library, nearest }, ends);
    const places = paths.map((path) => library.paths.indexOf(path));
    for (const [i, place] of places.entries()) expect(Math.abs(place - 1000 * i)).toBeLessThan(100);
  });

  it('returns the best path so far after an abort, and a shorter one from a small library', async () => {
    const library = arc(9);
    const ends = { from: library.paths[0], to: library.paths[8] };
    const aborted = await pathBetween(library, { ...ends, signal: AbortSignal.abort() });
    expect(aborted).toMatchObject({ interrupted: true, paths: { length: 6, 0: ends.from, 5: ends.to } });
    expect((await pathBetween(library, { ...ends, length: 2 })).paths).toEqual([ends.from, ends.to]);
    const long = await pathBetween(library, { ...ends, length: 20 });
    expect(long.paths).toEqual(library.paths);
    expect(long.broken).toEqual([{ constraint: 'length', wanted: 20, found: 9 }]);
  });

  it.each<[string, Partial<PathOptions>, RegExp]>([
    ['one track twice', { to: '/000.mp3' }, /^from and to name the same track: \/000\.mp3\.$/],
    ['an unknown path', { to: '/gone.mp3' }, /^to names a track that is not in the library: \/gone\.mp3\.$/],
    ['an excluded end', { exclude: ['/000.mp3'] }, /^from and exclude name the same track/],
    ['a length of 1', { length: 1 }, /^length must be a whole number, 2 or more, not 1\.$/],
    ['half a track', { length: 2.5 }, /^length must be a whole number, 2 or more, not 2\.5\.$/],
    ['an option of planSet', { seeds: ['/001.mp3'] } as object, /^Unknown option "seeds"/],
  ])('refuses %s', async (_, options, message) => {
    const job = pathBetween(arc(9), { from: '/000.mp3', to: '/008.mp3', ...options });
    await expect(job).rejects.toThrow(message);
  });
});
