import type { NeighborLists } from './neighbor-lists.ts';

/** Edges of a graph: those of row `i` are from `starts[i]` to before `starts[i + 1]`. */
export interface WeightedGraph {
  starts: Int32Array;
  ends: Int32Array;
  /** Strength of each edge, 0..1. */
  weights: Float32Array;
}

const SEARCH_STEPS = 64;
const CLOSE_ENOUGH = 1e-5;
/** Lower limit of a list's scale, as a share of the mean distance. */
const SMALLEST_SCALE = 1e-3;

/**
 * Returns how strongly each row holds to its neighbours: 1 to the nearest, less to farther ones, at a scale of its own
 * (McInnes, Healy and Melville, UMAP, 2018, algorithm 3). The strengths of a row sum to the binary logarithm of their
 * number.
 */
export function neighborStrengths(lists: NeighborLists): Float32Array[] {
  let sum = 0;
  let places = 0;
  for (let row = 0; row < lists.count; row++) {
    for (const distance of lists.distancesOf(row)) sum += distance;
    places += lists.of(row).length;
  }
  const least = SMALLEST_SCALE * (sum / Math.max(1, places));
  return Array.from({ length: lists.count }, (_, row) => strengths(lists.distancesOf(row), least));
}

function strengths(distances: Float32Array, leastScale: number): Float32Array {
  const nearest = distances.find((distance) => distance > 0) ?? 0;
  const beyond = distances.map((distance) => Math.max(0, distance - nearest));
  const wanted = Math.log2(Math.max(2, distances.length));
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let scale = 1;
  for (let step = 0; step < SEARCH_STEPS; step++) {
    let total = 0;
    for (const distance of beyond) total += Math.exp(-distance / scale);
    if (Math.abs(total - wanted) < CLOSE_ENOUGH) break;
    if (total > wanted) high = scale;
    else low = scale;
    scale = high === Number.POSITIVE_INFINITY ? 2 * scale : (low + high) / 2;
  }
  const used = Math.max(scale, leastScale);
  // equal rows at distance 0 have no scale
  return beyond.map((distance) => (distance === 0 ? 1 : Math.exp(-distance / used)));
}

/**
 * Joins the strengths of both directions of an edge, like the probability that at least one of two edges exists: `a + b
 * - a · b`.
 */
export function symmetricGraph(lists: NeighborLists): WeightedGraph {
  const given = neighborStrengths(lists);
  const incoming = incomingEdges(lists, given);
  const starts = new Int32Array(lists.count + 1);
  const ends = new Int32Array(2 * incoming.ends.length);
  const weights = new Float32Array(ends.length);
  const edges = new Map<number, number>();
  const join = (to: number, strength: number) => {
    const other = edges.get(to) ?? 0;
    edges.set(to, other + strength - other * strength);
  };
  let at = 0;
  for (let row = 0; row < lists.count; row++) {
    edges.clear();
    for (const [i, neighbor] of lists.of(row).entries()) join(neighbor, given[row][i]);
    for (let i = incoming.starts[row]; i < incoming.starts[row + 1]; i++) join(incoming.ends[i], incoming.weights[i]);
    for (const [to, weight] of edges) {
      ends[at] = to;
      weights[at++] = weight;
    }
    starts[row + 1] = at;
  }
  return { starts, ends: ends.subarray(0, at), weights: weights.subarray(0, at) };
}

/** Turns the edges around: those of row `i` are from the rows that have `i` as a neighbour. */
function incomingEdges(lists: NeighborLists, given: readonly Float32Array[]): WeightedGraph {
  const starts = new Int32Array(lists.count + 1);
  for (let row = 0; row < lists.count; row++) for (const to of lists.of(row)) starts[to + 1]++;
  for (let row = 0; row < lists.count; row++) starts[row + 1] += starts[row];
  const ends = new Int32Array(starts[lists.count]);
  const weights = new Float32Array(ends.length);
  const next = starts.slice();
  for (let row = 0; row < lists.count; row++) {
    for (const [i, to] of lists.of(row).entries()) {
      const at = next[to]++;
      ends[at] = row;
      weights[at] = given[row][i];
    }
  }
  return { starts, ends, weights };
}
