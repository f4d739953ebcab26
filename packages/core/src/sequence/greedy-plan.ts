import { BROKEN_COST, type PlanProblem } from './plan-problem.ts';

/**
 * Chooses the cheapest track at each place from the first to the last, as playlist generators without a search do.
 * Required tracks come at the latest when only they fit.
 */
export function greedyPlan(problem: PlanProblem): Int32Array {
  const { places, tracks, pairCost, placeCost, fixed, required, order, ordered, artist, song, spacing } = problem;
  const plan = new Int32Array(places).fill(-1);
  const used = new Uint8Array(tracks.length);
  const usedSongs = new Set<number>();
  for (const candidate of fixed) if (candidate >= 0) used[candidate] = 1;
  let freePlaces = fixed.filter((candidate) => candidate < 0).length;
  let missing = required.reduce((sum, needed) => sum + needed, 0);
  let nextSeed = 0;

  for (let place = 0; place < places; place++) {
    if (fixed[place] >= 0) {
      plan[place] = fixed[place];
      continue;
    }
    const following = place + 1 < places ? fixed[place + 1] : -1;
    const seed = ordered[nextSeed];
    const mustTakeSeed = missing === freePlaces || seed?.latest === place;
    let [best, lowest] = [-1, Number.POSITIVE_INFINITY];
    for (let candidate = 0; candidate < tracks.length; candidate++) {
      if (used[candidate] || (mustTakeSeed && !required[candidate])) continue;
      if (order[candidate] >= 0 && (candidate !== seed?.candidate || place < seed.earliest)) continue;
      if (song[candidate] >= 0 && usedSongs.has(song[candidate])) continue;
      let cost = placeCost(place, candidate);
      if (place > 0) cost += pairCost(plan[place - 1], candidate);
      if (following >= 0) cost += pairCost(candidate, following);
      for (let other = Math.max(0, place - spacing); other < place; other++) {
        if (artist[candidate] >= 0 && artist[plan[other]] === artist[candidate]) cost += BROKEN_COST;
      }
      if (cost < lowest) [best, lowest] = [candidate, cost];
    }
    plan[place] = best;
    used[best] = 1;
    if (song[best] >= 0) usedSongs.add(song[best]);
    if (required[best]) missing--;
    if (best === seed?.candidate) nextSeed++;
    freePlaces--;
  }
  return plan;
}
