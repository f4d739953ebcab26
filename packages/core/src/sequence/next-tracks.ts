import { BROKEN_COST } from './pair-costs.ts';
import type { PlanProblem } from './plan-problem.ts';

/** Enumerates the candidates that may follow a partial plan. Every search uses it, so that all keep the same rules. */
export class NextTracks {
  readonly #problem: PlanProblem;
  readonly #requiredCount: number;
  /** Number of the visit in which a candidate or song was already used. */
  readonly #used: Int32Array;
  readonly #usedSongs: Int32Array;
  /** Visit, and number of tracks by an artist near the place. */
  readonly #nearIn: Int32Array;
  readonly #near: Int32Array;
  #visit = 0;

  constructor(problem: PlanProblem) {
    this.#problem = problem;
    const { tracks, required } = problem;
    this.#requiredCount = required.reduce((sum, needed) => sum + needed, 0);
    // artists and songs have numbers below the number of tracks
    this.#used = new Int32Array(tracks.length);
    this.#usedSongs = new Int32Array(tracks.length);
    this.#nearIn = new Int32Array(tracks.length);
    this.#near = new Int32Array(tracks.length);
  }

  /**
   * Calls `visit` with every candidate that may come at `place`, and the cost that it adds.
   *
   * @param plan Filled before `place`; from there on only fixed places are filled, and the others are -1.
   */
  visit(plan: Int32Array, place: number, visit: (candidate: number, cost: number) => void): void {
    const { tracks, pairCosts, placeCost, required, order, ordered, artist, song, spacing } = this.#problem;
    const previous = place > 0 ? plan[place - 1] : -1;
    const row = previous < 0 ? undefined : pairCosts(previous);
    const costOf = (candidate: number) => placeCost(place, candidate) + (row ? row[candidate] : 0);
    if (plan[place] >= 0) {
      visit(plan[place], costOf(plan[place]));
      return;
    }

    const mark = ++this.#visit;
    let [freePlaces, missing, nextSeed] = [0, this.#requiredCount, 0];
    for (let other = 0; other < plan.length; other++) {
      const candidate = plan[other];
      if (candidate < 0) {
        freePlaces++;
        continue;
      }
      this.#used[candidate] = mark;
      if (required[candidate]) missing--;
      if (required[candidate] && order[candidate] >= 0) nextSeed++;
      if (song[candidate] >= 0) this.#usedSongs[song[candidate]] = mark;
      if (artist[candidate] >= 0 && Math.abs(other - place) <= spacing) this.#countNear(artist[candidate], mark);
    }
    const seed = ordered[nextSeed];
    const mustBeRequired = missing === freePlaces || seed?.latest === place;
    for (let candidate = 0; candidate < tracks.length; candidate++) {
      if (this.#used[candidate] === mark || (mustBeRequired && !required[candidate])) continue;
      if (order[candidate] >= 0 && (candidate !== seed?.candidate || place < seed.earliest)) continue;
      if (song[candidate] >= 0 && this.#usedSongs[song[candidate]] === mark) continue;
      const name = artist[candidate];
      const near = name >= 0 && this.#nearIn[name] === mark ? this.#near[name] : 0;
      visit(candidate, costOf(candidate) + near * BROKEN_COST);
    }
  }

  #countNear(artist: number, mark: number): void {
    if (this.#nearIn[artist] !== mark) this.#near[artist] = 0;
    this.#nearIn[artist] = mark;
    this.#near[artist]++;
  }
}
