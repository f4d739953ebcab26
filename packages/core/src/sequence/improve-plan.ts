import type { Pace } from './pace.ts';
import { lengthCost, type PlanProblem, rangeCost } from './plan-problem.ts';

/** Longest stretch that is reversed or jumped over. */
const LONGEST_STRETCH = 60;
const LONGEST_MOVED = 3;
/** Smallest gain that counts, above the rounding of sums. */
const LEAST_GAIN = 1e-9;

/**
 * Improves a plan by local search until no move lowers its cost: another track at a place, two tracks swapped, a
 * stretch reversed (2-opt: Croes, 1958), or one to three tracks moved together (or-opt: Or, 1976). Moves keep fixed
 * places, required tracks and their order.
 *
 * @returns the improved plan, or the best so far when the pace is over.
 */
export async function improvePlan(problem: PlanProblem, start: Int32Array, pace: Pace): Promise<Int32Array> {
  const search = new LocalSearch(problem, start);
  const moves = [search.replace, search.swap, search.reverse, search.move];
  let idle = 0;
  for (let i = 0; idle < moves.length; i = (i + 1) % moves.length) {
    let hasGained = false;
    for (let place = 0; place < start.length; place++) {
      if (pace.isDue) await pace.rest();
      if (pace.isOver) return search.plan;
      if (problem.fixed[place] < 0 && moves[i].call(search, place)) hasGained = true;
    }
    idle = hasGained ? 0 : idle + 1;
  }
  return search.plan;
}

/** A plan and the moves that improve it. Each returns true if the plan became cheaper. */
class LocalSearch {
  readonly plan: Int32Array;
  readonly #problem: PlanProblem;
  readonly #used: Uint8Array;
  readonly #usedSongs: Uint8Array;
  #lengthS: number;

  constructor(problem: PlanProblem, start: Int32Array) {
    this.plan = start.slice();
    this.#problem = problem;
    this.#used = new Uint8Array(problem.tracks.length);
    this.#usedSongs = new Uint8Array(problem.tracks.length);
    this.#lengthS = 0;
    for (const candidate of start) this.#mark(candidate, 1);
  }

  /** Puts the best unused track at a place. */
  replace(place: number): boolean {
    const { required, tracks, song, lengthS } = this.#problem;
    const old = this.plan[place];
    if (required[old]) return false;
    this.#mark(old, 0);
    const costWith = (candidate: number) => {
      this.plan[place] = candidate;
      return (
        rangeCost(this.#problem, this.plan, place, place) +
        lengthCost(this.#problem, this.#lengthS + lengthS[candidate])
      );
    };
    let [best, lowest] = [old, costWith(old) - LEAST_GAIN];
    for (let candidate = 0; candidate < tracks.length; candidate++) {
      if (this.#used[candidate] || (song[candidate] >= 0 && this.#usedSongs[song[candidate]])) continue;
      const cost = costWith(candidate);
      if (cost < lowest) [best, lowest] = [candidate, cost];
    }
    this.plan[place] = best;
    this.#mark(best, 1);
    return best !== old;
  }

  /** Swaps a track with a later one. */
  swap(place: number): boolean {
    const { fixed } = this.#problem;
    let hasGained = false;
    for (let other = place + 1; other < this.plan.length; other++) {
      if (fixed[other] >= 0) continue;
      const change = () => {
        [this.plan[place], this.plan[other]] = [this.plan[other], this.plan[place]];
      };
      const cost = () =>
        other - place <= 1 + this.#problem.spacing
          ? rangeCost(this.#problem, this.plan, place, other)
          : rangeCost(this.#problem, this.plan, place, place) + rangeCost(this.#problem, this.plan, other, other);
      if (this.#try(change, change, cost)) hasGained = true;
    }
    return hasGained;
  }

  /** Reverses a stretch that begins at a place. */
  reverse(place: number): boolean {
    let hasGained = false;
    for (let last = place + 1; last < this.#freeUntil(place); last++) {
      const change = () => void this.plan.subarray(place, last + 1).reverse();
      if (this.#try(change, change, () => rangeCost(this.#problem, this.plan, place, last))) hasGained = true;
    }
    return hasGained;
  }

  /** Moves the tracks that begin at a place behind later ones, which is the same as moving those to the front. */
  move(place: number): boolean {
    let hasGained = false;
    const end = this.#freeUntil(place);
    for (let last = place + 2; last < end; last++) {
      const stretch = this.plan.subarray(place, last + 1);
      const cost = () => rangeCost(this.#problem, this.plan, place, last);
      for (let count = 1; count <= LONGEST_MOVED && count < stretch.length; count++) {
        const forth = () => rotate(stretch, count);
        const back = () => rotate(stretch, stretch.length - count);
        if (this.#try(forth, back, cost) || this.#try(back, forth, cost)) hasGained = true;
      }
    }
    return hasGained;
  }

  #try(change: () => void, undo: () => void, cost: () => number): boolean {
    const before = cost();
    change();
    if (cost() < before - LEAST_GAIN && this.#isInOrder()) return true;
    undo();
    return false;
  }

  #isInOrder(): boolean {
    const { order, ordered } = this.#problem;
    if (ordered.length === 0) return true;
    let last = -1;
    for (const candidate of this.plan) {
      if (order[candidate] < 0) continue;
      if (order[candidate] < last) return false;
      last = order[candidate];
    }
    return true;
  }

  /** Returns the first place after a free one that can't be part of the same stretch. */
  #freeUntil(place: number): number {
    const limit = Math.min(this.plan.length, place + LONGEST_STRETCH);
    let end = place + 1;
    while (end < limit && this.#problem.fixed[end] < 0) end++;
    return end;
  }

  #mark(candidate: number, used: 0 | 1): void {
    const { song, lengthS } = this.#problem;
    this.#used[candidate] = used;
    if (song[candidate] >= 0) this.#usedSongs[song[candidate]] = used;
    this.#lengthS += used ? lengthS[candidate] : -lengthS[candidate];
  }
}

/** Moves the first numbers of a list to its end. */
function rotate(list: Int32Array, count: number): void {
  const head = list.slice(0, count);
  list.copyWithin(0, count);
  list.set(head, list.length - count);
}
