import type { Pace } from './pace.ts';
import { lengthCost, type PlanProblem, placeCosts, rangeCost } from './plan-problem.ts';

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
 * @returns the improved plan, or the best so far when the pace is over or its steps are spent.
 */
export async function improvePlan(problem: PlanProblem, start: Int32Array, pace: Pace): Promise<Int32Array> {
  const search = new LocalSearch(problem, start);
  const moves = [search.replace, search.swap, search.reverse, search.move];
  let idle = 0;
  for (let i = 0; idle < moves.length; i = (i + 1) % moves.length) {
    let hasGained = false;
    for (let place = 0; place < start.length; place++) {
      if (pace.isDue) await pace.rest();
      if (pace.isOver || pace.isSpent) return search.plan;
      if (problem.fixed[place] < 0 && moves[i].call(search, place)) hasGained = true;
      pace.spend(search.takeTries());
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
  /** Sums of {@link placeCosts} before each place. */
  readonly #placeSums: Float64Array;
  #lengthS: number;
  /** Number of changes looked at since {@link takeTries}. */
  #tries = 0;

  constructor(problem: PlanProblem, start: Int32Array) {
    this.plan = start.slice();
    this.#problem = problem;
    this.#used = new Uint8Array(problem.tracks.length);
    this.#usedSongs = new Uint8Array(problem.tracks.length);
    this.#lengthS = 0;
    for (const candidate of start) this.#mark(candidate, 1);
    this.#placeSums = new Float64Array(start.length + 1);
    this.#sum();
  }

  /** Returns the number of changes looked at since the last call. */
  takeTries(): number {
    const tries = this.#tries;
    this.#tries = 0;
    return tries;
  }

  /** Puts the best unused track at a place. */
  replace(place: number): boolean {
    const { required, tracks, song, lengthS, pairCosts, placeCost } = this.#problem;
    const old = this.plan[place];
    if (required[old]) return false;
    this.#tries += tracks.length;
    this.#mark(old, 0);
    const before = place > 0 ? pairCosts(this.plan[place - 1]) : undefined;
    const following = this.plan[place + 1] ?? -1;
    const costWith = (candidate: number, length: number) => {
      this.plan[place] = candidate;
      return rangeCost(this.#problem, this.plan, place, place) + length;
    };
    const lengthWith = (candidate: number) => lengthCost(this.#problem, this.#lengthS + lengthS[candidate]);
    let [best, lowest] = [old, costWith(old, lengthWith(old)) - LEAST_GAIN];
    for (let candidate = 0; candidate < tracks.length; candidate++) {
      if (this.#used[candidate] || (song[candidate] >= 0 && this.#usedSongs[song[candidate]])) continue;
      const length = lengthWith(candidate);
      // artists can only add to these costs
      let least = length + placeCost(place, candidate) + (before?.[candidate] ?? 0);
      if (least >= lowest) continue;
      if (following >= 0) least += pairCosts(candidate)[following];
      if (least >= lowest) continue;
      const cost = costWith(candidate, length);
      if (cost < lowest) [best, lowest] = [candidate, cost];
    }
    this.plan[place] = best;
    this.#mark(best, 1);
    if (best !== old) this.#sum();
    return best !== old;
  }

  /** Swaps a track with a later one. */
  swap(place: number): boolean {
    const { fixed, spacing } = this.#problem;
    const { plan } = this;
    let hasGained = false;
    for (let other = place + 1; other < plan.length; other++) {
      if (fixed[other] >= 0) continue;
      this.#tries++;
      const isNear = other - place <= 1 + spacing;
      if (other > place + 1) {
        const [a, b] = [plan[place], plan[other]];
        const gain =
          this.#edge(place - 1, plan[place - 1], a) +
          this.#edge(place, a, plan[place + 1]) +
          this.#edge(other - 1, plan[other - 1], b) +
          this.#edge(other, b, plan[other + 1]) -
          this.#edge(place - 1, plan[place - 1], b) -
          this.#edge(place, b, plan[place + 1]) -
          this.#edge(other - 1, plan[other - 1], a) -
          this.#edge(other, a, plan[other + 1]);
        const slack = isNear ? this.#slack(place, other) : this.#slack(place, place) + this.#slack(other, other);
        if (gain + slack < LEAST_GAIN) continue;
      }
      const change = () => {
        [plan[place], plan[other]] = [plan[other], plan[place]];
      };
      const cost = () =>
        isNear
          ? rangeCost(this.#problem, plan, place, other)
          : rangeCost(this.#problem, plan, place, place) + rangeCost(this.#problem, plan, other, other);
      if (this.#try(change, change, cost)) hasGained = true;
    }
    return hasGained;
  }

  /** Reverses a stretch that begins at a place. */
  reverse(place: number): boolean {
    const { plan } = this;
    let hasGained = false;
    // costs of the stretch as it is, and from its end to its beginning
    let [forth, back] = [0, 0];
    for (let last = place + 1; last < this.#freeUntil(place); last++) {
      this.#tries++;
      forth += this.#edge(last - 1, plan[last - 1], plan[last]);
      back += this.#edge(last - 1, plan[last], plan[last - 1]);
      const before = this.#edge(place - 1, plan[place - 1], plan[place]) + this.#edge(last, plan[last], plan[last + 1]);
      const after = this.#edge(place - 1, plan[place - 1], plan[last]) + this.#edge(last, plan[place], plan[last + 1]);
      if (before + forth - after - back + this.#slack(place, last) < LEAST_GAIN) continue;
      const change = () => void plan.subarray(place, last + 1).reverse();
      if (this.#try(change, change, () => rangeCost(this.#problem, plan, place, last))) {
        hasGained = true;
        [forth, back] = [back, forth];
      }
    }
    return hasGained;
  }

  /** Moves the tracks that begin at a place behind later ones, which is the same as moving those to the front. */
  move(place: number): boolean {
    const { plan } = this;
    let hasGained = false;
    const end = this.#freeUntil(place);
    for (let last = place + 2; last < end; last++) {
      const stretch = plan.subarray(place, last + 1);
      const cost = () => rangeCost(this.#problem, plan, place, last);
      for (let count = 1; count <= LONGEST_MOVED && count < stretch.length; count++) {
        const forth = () => rotate(stretch, count);
        const back = () => rotate(stretch, stretch.length - count);
        this.#tries += 2;
        if (this.#mayRotate(place, last, count) && this.#try(forth, back, cost)) hasGained = true;
        if (this.#mayRotate(place, last, stretch.length - count) && this.#try(back, forth, cost)) hasGained = true;
      }
    }
    return hasGained;
  }

  /** Returns false if moving the first tracks of a stretch to its end can't lower the cost. */
  #mayRotate(first: number, last: number, count: number): boolean {
    const { plan } = this;
    const head = first + count;
    const before =
      this.#edge(first - 1, plan[first - 1], plan[first]) +
      this.#edge(head - 1, plan[head - 1], plan[head]) +
      this.#edge(last, plan[last], plan[last + 1]);
    const after =
      this.#edge(first - 1, plan[first - 1], plan[head]) +
      this.#edge(last - 1, plan[last], plan[first]) +
      this.#edge(last, plan[head - 1], plan[last + 1]);
    return before - after + this.#slack(first, last) >= LEAST_GAIN;
  }

  #try(change: () => void, undo: () => void, cost: () => number): boolean {
    const before = cost();
    change();
    if (cost() < before - LEAST_GAIN && this.#isInOrder()) {
      this.#sum();
      return true;
    }
    undo();
    return false;
  }

  /** Returns the cost of a mix at a place and the next; 0 before the first place and after the last. */
  #edge(place: number, from: number, to: number): number {
    return place < 0 || place + 1 >= this.plan.length ? 0 : this.#problem.pairCosts(from)[to];
  }

  /** Returns the costs at some places that a change may save in addition to those of mixes, or more. */
  #slack(first: number, last: number): number {
    const end = Math.min(last + this.#problem.spacing, this.plan.length - 1);
    return this.#placeSums[end + 1] - this.#placeSums[first];
  }

  /** Adds up the costs of places, to compare changes without counting them anew. */
  #sum(): void {
    for (let place = 0; place < this.plan.length; place++) {
      this.#placeSums[place + 1] = this.#placeSums[place] + placeCosts(this.#problem, this.plan, place);
    }
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
