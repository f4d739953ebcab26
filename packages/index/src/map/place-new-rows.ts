import type { ExactEngine } from '../engines/exact/exact-engine.ts';
import { neighborStrengths, symmetricGraph } from './edge-weights.ts';
import { NeighborLists } from './neighbor-lists.ts';
import { optimizeLayout } from './optimize-layout.ts';

export interface PlaceOptions {
  neighbors: number;
  epochs: number;
  random: () => number;
  /** Called with the share of the work done, 0..1. */
  onShare: (share: number) => void;
}

const SEARCH_SHARE = 0.8;

/**
 * Gives rows a place among others: at the mean of their neighbours, weighted by strength, and then moved like a whole
 * map while the others stay.
 *
 * @param known x and y of each row in turn; NaN for a row to place, but not for all.
 */
export function placeNewRows(engine: ExactEngine, known: Float32Array, options: PlaceOptions): Float32Array {
  const { neighbors, epochs, random, onShare } = options;
  const places = known.slice();
  const isFixed = (row: number) => !Number.isNaN(known[2 * row]);
  const added = [...Array(engine.count).keys()].filter((row) => !isFixed(row));
  const lists = new NeighborLists(engine.count, Math.min(neighbors, engine.count - 1));
  for (const [done, row] of added.entries()) {
    const { hits } = engine.search(engine.vector(row), lists.length, (label) => label !== row);
    for (const { label, distance } of hits) lists.offer(row, label, distance);
    onShare((SEARCH_SHARE * done) / added.length);
  }
  const strengths = neighborStrengths(lists);
  for (const row of added) startAmong(engine, places, row, lists.of(row), strengths[row]);
  optimizeLayout(places, symmetricGraph(lists), {
    epochs,
    random,
    isFixed,
    onShare: (share) => onShare(SEARCH_SHARE + (1 - SEARCH_SHARE) * share),
  });
  return places;
}

function startAmong(
  engine: ExactEngine,
  places: Float32Array,
  row: number,
  neighbors: Int32Array,
  strengths: Float32Array,
): void {
  const hasPlace = (label: number) => !Number.isNaN(places[2 * label]);
  let [x, y, sum] = [0, 0, 0];
  for (const [i, neighbor] of neighbors.entries()) {
    if (!hasPlace(neighbor)) continue;
    x += strengths[i] * places[2 * neighbor];
    y += strengths[i] * places[2 * neighbor + 1];
    sum += strengths[i];
  }
  if (sum === 0) {
    // all neighbours are new, too
    const [{ label }] = engine.search(engine.vector(row), 1, hasPlace).hits;
    [x, y, sum] = [places[2 * label], places[2 * label + 1], 1];
  }
  places[2 * row] = x / sum;
  places[2 * row + 1] = y / sum;
}
