import { below, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import type { ProgressEvent } from '../run/run-options.ts';
import { greedyPlan } from './greedy-plan.ts';
import { planCost, planProblem } from './plan-problem.ts';
import { readRequest } from './plan-request.ts';
import { planSet } from './plan-set.ts';
import type { PlanInput, PlanOptions, SetPlan } from './set-plan.ts';
import { shuffled, type TestLibrary, testLibrary, violations } from './test-library.ts';

/** Returns random options that a plan of these tracks can keep, except perhaps for rules and spacing. */
function randomOptions({ paths }: TestLibrary, random: Random): PlanOptions {
  const length = 4 + below(random, Math.min(8, paths.length - 4));
  const maybe = <Value>(value: Value) => (random() < 0.35 ? value : undefined);
  const options = {
    length,
    start: maybe(paths[0]),
    end: maybe(paths[1]),
    seeds: maybe([paths[5], paths[2]]),
    keepOrder: maybe(true),
    locked: maybe([{ place: 2, path: paths[3] }]),
    exclude: maybe([paths[4]]),
    artistSpacing: maybe(below(random, 2)),
    energyCurve: maybe(pick(random, ['rise', 'peak', 'wave', 'cool-down', 'steady'] as const)),
    bpmCurve: maybe([110, 130]),
    transitionRules: maybe({ maxPitchPct: 8, noDoubletime: true, keysMustMix: random() < 0.5 }),
  };
  return JSON.parse(JSON.stringify(options));
}

const plainPlan = ({ paths, cost, broken }: { paths: string[]; cost: number; broken: object[] }) => ({
  paths,
  cost,
  broken,
});

/** Tries all orders of all choices of tracks. */
function bruteForce(input: PlanInput, options: PlanOptions): number {
  const request = readRequest(input, options);
  const problem = planProblem(request, options.length!, input.tracks.keys());
  let lowest = Number.POSITIVE_INFINITY;
  const plan = new Int32Array(options.length!);
  const fill = (place: number): void => {
    if (place === plan.length) {
      const paths = [...plan].map((candidate) => input.tracks[problem.tracks[candidate]].path);
      const rated = { paths, broken: [] } as unknown as Parameters<typeof violations>[2];
      const isKept = violations(input, { ...options, artistSpacing: 0, transitionRules: {} }, rated).length === 0;
      if (isKept) lowest = Math.min(lowest, planCost(problem, plan));
      return;
    }
    for (let candidate = 0; candidate < problem.tracks.length; candidate++) {
      if (plan.subarray(0, place).includes(candidate)) continue;
      plan[place] = candidate;
      fill(place + 1);
    }
  };
  fill(0);
  return lowest;
}

describe('a plan', () => {
  it('keeps every hard constraint, whatever the options, the order of the input and gaps in the data', async () => {
    for (let seed = 1; seed <= 24; seed++) {
      const library = testLibrary(12 + (seed % 20), seed, { gaps: seed % 2 === 0 });
      const song = (track: number) => (track % 3 === 0 ? `song ${track % 4}` : undefined);
      const input = seed % 4 === 0 ? { ...library, song } : library;
      const options = randomOptions(library, seededRandom(seed));
      const plan = await planSet(input, options);
      expect(violations(input, options, plan), `seed ${seed}`).toEqual([]);
      expect(plainPlan(await planSet(shuffled(input, seed), options))).toEqual(plainPlan(plan));
    }
  });

  it('is the cheapest of all, if exact', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const library = testLibrary(7, seed);
      const options = { ...randomOptions(library, seededRandom(seed)), length: 5, exact: true };
      const plan = await planSet(library, options);
      const broken = plan.broken.length;
      expect(plan.exact).toBe(true);
      expect(plan.cost + 1000 * broken, `seed ${seed}`).toBeCloseTo(bruteForce(library, options), 6);
    }
  });

  it('never costs more with one constraint less, if exact', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const library = testLibrary(9, seed);
      const options = { ...randomOptions(library, seededRandom(seed)), length: 6, exact: true };
      // curves and weights are part of the cost
      const { energyCurve, bpmCurve, length, exact, ...constraints } = options;
      const costOf = async (each: PlanOptions) => {
        const { cost, broken } = await planSet(library, { ...each, artistSpacing: each.artistSpacing ?? 0 });
        return cost + 1000 * broken.length;
      };
      const all = await costOf(options);
      for (const name of Object.keys(constraints)) {
        expect(await costOf({ ...options, [name]: undefined }), `${name} of ${seed}`).toBeLessThanOrEqual(all + 1e-9);
      }
    }
  });

  it('is cheaper than a greedy one', async () => {
    let [planned, greedy] = [0, 0];
    for (let seed = 1; seed <= 8; seed++) {
      const library = testLibrary(60, seed, { artists: 40 });
      const options = { length: 20, start: library.paths[seed] };
      const problem = planProblem(readRequest(library, options), 20, library.tracks.keys());
      greedy += planCost(problem, greedyPlan(problem));
      planned += (await planSet(library, options)).cost;
    }
    expect(planned).toBeLessThan(0.95 * greedy);
  });

  it('names its transitions, length and cost', async () => {
    const library = testLibrary(20, 3);
    const plan = await planSet(library, { length: 5 });
    expect(plan.transitions.map(({ from, to }) => [from, to])).toEqual(
      plan.paths.slice(1).map((path, i) => [plan.paths[i], path]),
    );
    const lengths = plan.paths.map((path) => library.tracks[library.paths.indexOf(path)].durationS!);
    expect(plan.durationS).toBeCloseTo(
      lengths.reduce((sum, length) => sum + length),
      6,
    );
    expect(plan.cost).toBeCloseTo(
      plan.transitions.reduce((sum, { score }) => sum + 1 - score, 0),
      9,
    );
  });

  it('compares contours, of a shorter list of tracks', async () => {
    const library = testLibrary(60, 4, { artists: 60 });
    let asked = 0;
    const features = (i: number) => {
      asked++;
      return { rhythm_contour: { contour: new Array(256).fill((i % 3) / 2), reliability: 1 } };
    };
    const options = { length: 4, start: library.paths[0], exact: false };
    const rhythmOf = ({ transitions }: SetPlan) =>
      transitions.map(({ parts }) => parts.find(({ name }) => name === 'rhythm')!.value);
    const plain = await planSet({ ...library, features }, options);
    expect(Math.min(...rhythmOf(plain))).toBeLessThan(0.1);
    // only the transitions of the plan
    expect(asked).toBe(6);
    const plan = await planSet({ ...library, features }, { ...options, weights: { rhythm: 2 } });
    expect(rhythmOf(plan)).toEqual([1, 1, 1]);
    expect(asked).toBeLessThan(2 * 25 * 25);
  });

  it('proves small sets, unless it may not', async () => {
    const library = testLibrary(12, 8);
    const { exact, paths } = await planSet(library, { length: 6 });
    expect(exact).toBe(true);
    expect(await planSet(library, { length: 6, exact: false })).toMatchObject({ exact: false, paths });
  });

  it('has 20 tracks by default', async () => {
    expect((await planSet(testLibrary(30, 1), {})).paths).toHaveLength(20);
  });
});

describe('the time', () => {
  const library = testLibrary(80, 5, { artists: 60 });
  const options = { length: 25, energyCurve: 'peak' } as const;

  it('may be 0: an aborted search returns a valid plan at once', async () => {
    const plan = await planSet(library, { ...options, signal: AbortSignal.abort() });
    expect(plan.interrupted).toBe(true);
    expect(violations(library, options, plan)).toEqual([]);
  });

  it('may end at any moment, and more of it never gives a worse plan', async () => {
    const costs: number[] = [];
    for (const rests of [0, 1, 2, 4, 8, 1000]) {
      const controller = new AbortController();
      let left = rests;
      const counted = {
        ...library,
        // ends after a number of calls, so that the test does not depend on the machine
        distance: (a: number, b: number) => {
          if (left-- <= 0) controller.abort();
          return library.distance(a, b);
        },
      };
      const plan = await planSet(counted, { ...options, signal: controller.signal });
      expect(violations(library, options, plan)).toEqual([]);
      costs.push(plan.cost + 1000 * plan.broken.length);
    }
    for (const [i, cost] of costs.entries()) if (i > 0) expect(cost).toBeLessThanOrEqual(costs[i - 1] + 1e-9);
  });

  it('is limited by timeLimitS, which is no interruption', async () => {
    const plan = await planSet(library, { ...options, timeLimitS: 1e-9 });
    expect(plan).toMatchObject({ timedOut: true, interrupted: false });
    expect(violations(library, options, plan)).toEqual([]);
    expect(await planSet(library, options)).toMatchObject({ timedOut: false, interrupted: false });
  });

  it('lets other tasks run, among them the one that aborts', async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const large = testLibrary(600, 6, { artists: 300 });
    const stages: string[] = [];
    const onProgress = ({ stage }: ProgressEvent) => stages.push(stage);
    const plan = await planSet(large, { length: 120, signal: controller.signal, onProgress });
    expect(stages).toContain('plan');
    expect(plan.interrupted).toBe(true);
    expect(plan.paths).toHaveLength(120);
  });
});

describe('constraints', () => {
  const library = testLibrary(30, 9);
  const { paths } = library;

  it.each<[string, PlanOptions, RegExp]>([
    ['an unknown path', { start: '/gone.mp3' }, /^start names a track that is not in the library: \/gone\.mp3\.$/],
    ['an excluded start', { start: paths[0], exclude: [paths[0]] }, /^start and exclude name the same track/],
    ['more seeds than places', { seeds: paths.slice(0, 5), length: 4 }, /^The set has 4 tracks, but .* 5\./],
    ['a place beyond the end', { locked: [{ place: 9, path: paths[0] }], length: 5 }, /^locked has place 9, but/],
    [
      'two tracks for one place',
      { start: paths[0], locked: [{ place: 0, path: paths[1] }] },
      /^start and locked name two/,
    ],
    ['two places for one track', { start: paths[0], end: paths[0] }, /^start and end name one track for two places/],
    [
      'an order that fixed places break',
      { seeds: [paths[0], paths[1]], keepOrder: true, start: paths[1] },
      /^keepOrder can't keep the order of seeds/,
    ],
    ['both lengths', { length: 5, durationS: 600 }, /^length and durationS/],
    ['a length of 0', { length: 0 }, /^length must be/],
    ['NaN in a curve', { energyCurve: [0.5, Number.NaN] }, /^energyCurve must be .*, not NaN\.$/],
    ['an energy above 1', { energyCurve: [0.5, 2] }, /^energyCurve must be .*, not 2\.$/],
    ['an unknown curve', { energyCurve: 'up' as 'rise' }, /^energyCurve must be one of steady, .*, not "up"\.$/],
    ['an empty curve', { bpmCurve: [] }, /^bpmCurve must be .*, not an empty list\.$/],
    ['an impossible tempo', { bpmCurve: [120, 500] }, /^bpmCurve must be tempos from 20 to 400, not 500\.$/],
    ['a negative weight', { weights: { ann: -1 } }, /^weights\.ann must be/],
    ['a negative limit', { transitionRules: { maxPitchPct: -1 } }, /^transitionRules\.maxPitchPct must be/],
    ['an unknown rule', { transitionRules: { maxPitch: 1 } as object }, /^Unknown option "transitionRules\.maxPitch"/],
  ])('refuse %s', async (_, options, message) => {
    const error = await planSet(library, options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OptionError);
    expect((error as Error).message).toMatch(message);
  });

  const byOne = { ...library, tracks: library.tracks.map((track) => ({ ...track, artist: 'Sia' })) };

  it('refuse an artistSpacing that the named tracks break, unless it is the default', async () => {
    const locked = [0, 2].map((place) => ({ place, path: paths[place] }));
    await expect(planSet(byOne, { length: 9, locked, artistSpacing: 4 })).rejects.toThrow(
      'artistSpacing 4 is impossible: the options name 2 tracks by Sia at places too close.',
    );
    const seeds = paths.slice(0, 3);
    await expect(planSet(byOne, { length: 9, seeds, artistSpacing: 4 })).rejects.toThrow(
      'artistSpacing 4 is impossible: the options name 3 tracks by Sia.',
    );
    const plan = await planSet(byOne, { length: 9, seeds });
    expect(plan.broken).toContainEqual({ constraint: 'artistSpacing', place: 1, otherPlace: 0, wanted: 2, found: 0 });
  });

  it('that no track can keep are broken as seldom as possible, and named', async () => {
    const tempos = [100, 101, 102, 150, 151];
    const five = {
      ...library,
      tracks: tempos.map((value, i) => ({ ...library.tracks[i], tempos: [{ value, probability: 1 }] })),
    };
    const plan = await planSet(five, { length: 5, artistSpacing: 0, transitionRules: { maxPitchPct: 3 } });
    expect(plan.broken).toEqual([
      {
        constraint: 'maxPitchPct',
        place: expect.any(Number),
        otherPlace: expect.any(Number),
        wanted: 3,
        found: expect.any(Number),
      },
    ]);
    expect(plan.broken[0].found).toBeGreaterThan(20);
  });

  it('of length are broken by a small library, which is then planned whole', async () => {
    const plan = await planSet(library, { length: 50, artistSpacing: 0 });
    expect(plan.paths.toSorted()).toEqual(paths);
    expect(plan.broken).toEqual([{ constraint: 'length', wanted: 50, found: 30 }]);
    expect(await planSet({ ...library, tracks: [] }, { length: 5 })).toMatchObject({
      paths: [],
      broken: [{ constraint: 'length', wanted: 5, found: 0 }],
    });
  });

  it('leave out tracks that are not playable, unless they are named', async () => {
    const tracks = library.tracks.map((track, i) => ({ ...track, state: i < 20 ? ('missing' as const) : track.state }));
    const plan = await planSet({ ...library, tracks }, { length: 11, seeds: [paths[3]], artistSpacing: 0 });
    expect(plan.paths.toSorted()).toEqual([paths[3], ...paths.slice(20)]);
  });

  it('allow one version of a song', async () => {
    const song = (track: number) => `song ${track % 6}`;
    const plan = await planSet({ ...library, song }, { length: 10, start: paths[0], artistSpacing: 0 });
    const songs = plan.paths.map((path) => paths.indexOf(path) % 6);
    expect(songs.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(plan.broken).toEqual([{ constraint: 'length', wanted: 10, found: 6 }]);
  });
});

describe('curves', () => {
  const library = testLibrary(60, 11, { artists: 60 });
  const valuesOf = (paths: string[], value: (i: number) => number) =>
    paths.map((path) => value(library.paths.indexOf(path)));
  const energies = (paths: string[]) => valuesOf(paths, (i) => library.tracks[i].energy!);

  it('of energy are followed, and reversed they give about the reversed set', async () => {
    const weights = { ann: 1, tempo: 0, key: 0, energy: 0, loudness: 0, tags: 0 };
    const rise = await planSet(library, { length: 10, energyCurve: [0.1, 0.9], weights });
    const fall = await planSet(library, { length: 10, energyCurve: [0.9, 0.1], weights });
    const values = energies(rise.paths);
    expect(Math.max(...values.slice(0, 3))).toBeLessThan(0.5);
    expect(Math.min(...values.slice(-3))).toBeGreaterThan(0.5);
    expect(fall.cost).toBeCloseTo(rise.cost, 6);
    expect(fall.paths).toEqual(rise.paths.toReversed());
  });

  it('of tempo are followed, at half time too unless it is forbidden', async () => {
    const tempos = (paths: string[]) => valuesOf(paths, (i) => library.tracks[i].tempos[0].value);
    const plan = await planSet(library, { length: 8, bpmCurve: [105, 135] });
    const values = tempos(plan.paths);
    expect(Math.abs(values[0] - 105)).toBeLessThan(6);
    expect(Math.abs(values[7] - 135)).toBeLessThan(6);
    const half = await planSet(library, { length: 8, bpmCurve: [52, 68] });
    expect(Math.abs(tempos(half.paths)[0] - 104)).toBeLessThan(6);
  });

  it('by name are relative to the energies of the library', async () => {
    const quiet = { ...library, tracks: library.tracks.map((track) => ({ ...track, energy: track.energy! / 10 })) };
    const plan = await planSet(quiet, { length: 10, energyCurve: 'rise' });
    const values = energies(plan.paths);
    expect(values[9] - values[0]).toBeGreaterThan(0.4);
  });
});

describe('a length in seconds', () => {
  it('is met within a track, with all kinds of lengths and with unknown ones', async () => {
    for (const seed of [1, 2, 3]) {
      const library = testLibrary(80, seed, { gaps: true, artists: 70 });
      for (const durationS of [900, 3600, 7200]) {
        const plan = await planSet(library, { durationS, start: library.paths[0] });
        expect(Math.abs(plan.durationS - durationS)).toBeLessThan(200);
        expect(plan.broken.filter(({ constraint }) => constraint === 'durationS')).toEqual([]);
      }
    }
  });

  it('is broken by a library that is too short', async () => {
    const plan = await planSet(testLibrary(5, 1), { durationS: 36000 });
    expect(plan.paths).toHaveLength(5);
    expect(plan.broken).toContainEqual({ constraint: 'durationS', wanted: 36000, found: plan.durationS });
  });
});

describe('a large library', () => {
  const library = testLibrary(3000, 21, { artists: 500 });
  const nearest = (track: number, count: number, accept: (track: number) => boolean) =>
    [...library.tracks.keys()]
      .filter((other) => other !== track && accept(other))
      .sort((a, b) => library.distance(track, a)! - library.distance(track, b)! || a - b)
      .slice(0, count);

  it('is narrowed to tracks that reach the curves and keep the rules, with or without a search', async () => {
    const options: PlanOptions = {
      length: 16,
      start: library.paths[7],
      end: library.paths[2000],
      bpmCurve: [105, 135],
      energyCurve: 'rise',
      transitionRules: { maxPitchPct: 6, keysMustMix: true },
    };
    const plan = await planSet(library, options);
    expect(violations(library, options, plan)).toEqual([]);
    expect(plan.broken).toEqual([]);
    expect(plainPlan(await planSet({ ...library, nearest }, options))).toEqual(plainPlan(plan));
  });

  it('has tracks that lead from a first track to a curve far from it', async () => {
    const options: PlanOptions = {
      length: 16,
      bpmCurve: [104],
      transitionRules: { maxPitchPct: 4, noDoubletime: true },
    };
    const fast = library.tracks.filter(({ tempos }) => (tempos[0]?.value ?? 0) > 134).slice(0, 1);
    for (const { path } of fast) expect((await planSet(library, { ...options, start: path })).broken).toEqual([]);
  });

  it('without vectors is planned by the other facts', async () => {
    const options: PlanOptions = {
      length: 12,
      seeds: [library.paths[3]],
      transitionRules: { keysMustMix: true, maxPitchPct: 6 },
    };
    const plan = await planSet({ ...library, distance: () => undefined }, options);
    expect(plan.broken).toEqual([]);
    expect(violations(library, options, plan)).toEqual([]);
  });
});
