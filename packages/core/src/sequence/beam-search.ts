import { costToGo } from './cost-to-go.ts';
import { NextTracks, searchedCost } from './next-tracks.ts';
import type { Pace } from './pace.ts';
import type { PlanProblem } from './plan-problem.ts';

/** A plan whose places are filled up to one of them. */
interface Prefix {
  plan: Int32Array;
  cost: number;
  missing: number;
  /** Hash of the tracks, independent of their order. */
  hash: number;
}

/** A prefix with one more track. */
interface Extension {
  prefix: Prefix;
  candidate: number;
  cost: number;
  /** Cost, with a lower bound of the cost to come. */
  estimate: number;
  missing: number;
  hash: number;
}

/** Settings of {@link beamSearch}. */
interface BeamSettings {
  width: number;
  /** A complete plan. The search then drops partial plans that can't become cheaper. */
  known?: Int32Array;
  pace: Pace;
}

/**
 * Searches the free places from the first to the last by beam search (Lowerre, "The Harpy speech recognition system",
 * 1976). At each place it keeps the `width` best partial plans for each number of required tracks to come, since plans
 * that put them off look cheaper. Of plans with the same tracks and the same last track, it keeps the cheapest.
 *
 * @returns undefined if the pace is over first, or if it finds no plan, or none cheaper than the known one.
 */
export async function beamSearch(
  problem: PlanProblem,
  { width, known, pace }: BeamSettings,
): Promise<Int32Array | undefined> {
  const { fixed, required } = problem;
  const first = fixed.findIndex((candidate) => candidate < 0);
  if (first < 0) return fixed.slice();
  const last = fixed.findLastIndex((candidate) => candidate < 0);
  const toGo = await costToGo(problem, first, last, pace);
  if (!toGo) return undefined;

  // the length of a set is not part of these costs
  const isBounded = known !== undefined && problem.wantedS === undefined;
  const lowest = isBounded
    ? searchedCost(problem, known, first, last) + toGo(last, known[last])
    : Number.POSITIVE_INFINITY;
  const next = new NextTracks(problem);
  const missing = required.reduce((sum, needed) => sum + needed, 0);
  let beam: Prefix[] = [{ plan: fixed.slice(), cost: 0, missing, hash: 0 }];
  for (let place = first; place <= last; place++) {
    const selections = new Map<number, Selection>();
    for (const prefix of beam) {
      if (pace.isDue) await pace.rest();
      if (pace.isOver) return undefined;
      pace.spend(problem.tracks.length);
      next.visit(prefix.plan, place, (candidate, added) => {
        const left = prefix.missing - required[candidate];
        const selection = selections.get(left) ?? new Selection(width);
        selections.set(left, selection);
        const cost = prefix.cost + added;
        const estimate = cost + toGo(place, candidate);
        if (estimate >= selection.limit || estimate >= lowest) return;
        selection.add({ prefix, candidate, cost, estimate, missing: left, hash: prefix.hash ^ hashOf(candidate) });
      });
    }
    const chosen = [...selections].sort(([a], [b]) => a - b).flatMap(([, selection]) => selection.best());
    beam = chosen.map(({ prefix, candidate, ...rest }) => ({ ...rest, plan: prefix.plan.with(place, candidate) }));
  }
  const complete = beam.filter((prefix) => prefix.missing === 0);
  if (complete.length === 0) return undefined;
  const total = ({ plan, cost }: Prefix) => cost + toGo(last, plan[last]);
  return complete.reduce((best, prefix) => (total(prefix) < total(best) ? prefix : best)).plan;
}

/** Keeps the extensions of the lowest estimates. */
class Selection {
  readonly #width: number;
  #extensions: Extension[] = [];
  /** Estimate from which on an extension is not among the best. */
  limit = Number.POSITIVE_INFINITY;

  constructor(width: number) {
    this.#width = width;
  }

  add(extension: Extension): void {
    this.#extensions.push(extension);
    if (this.#extensions.length >= 8 * this.#width) this.#cut();
  }

  best(): Extension[] {
    this.#cut();
    return this.#extensions;
  }

  #cut(): void {
    // the sort is stable, and extensions come in the order of their prefixes and candidates
    this.#extensions.sort((a, b) => a.estimate - b.estimate);
    const seen = new Set<number>();
    const kept: Extension[] = [];
    for (const extension of this.#extensions) {
      const key = (extension.hash >>> 0) * 2 ** 20 + extension.candidate;
      if (seen.has(key)) continue;
      seen.add(key);
      kept.push(extension);
      if (kept.length === this.#width) break;
    }
    if (kept.length === this.#width) this.limit = kept[this.#width - 1].estimate;
    this.#extensions = kept;
  }
}

/** Returns 32 well mixed bits for a number (Wang's integer hash). */
function hashOf(number: number): number {
  let hash = Math.imul(number ^ 61 ^ (number >>> 16), 9);
  hash = Math.imul(hash ^ (hash >>> 4), 0x27d4eb2d);
  return hash ^ (hash >>> 15);
}
