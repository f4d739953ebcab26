/** Distance of two vectors; smaller is nearer. Only the order matters. */
export type Distance = (a: Float32Array, b: Float32Array) => number;

export interface Labelled {
  label: string;
  vector: Float32Array;
}

const NEAREST = 10;

export interface LabelRetrieval {
  /** Mean share of the 10 nearest other tracks with the same label; of fewer if the label has fewer tracks. */
  precision10: number;
  map: number;
  /** Number of queries; a track that is alone with its label is not a query. */
  queries: number;
  alone: number;
}

export function labelRetrieval(tracks: readonly Labelled[], distance: Distance): LabelRetrieval {
  const sizes = countLabels(tracks);
  let precisions = 0;
  let averagePrecisions = 0;
  let queries = 0;
  for (const query of tracks) {
    const relevant = (sizes.get(query.label) ?? 0) - 1;
    if (relevant === 0) continue;
    const hits = nearestFirst(query, tracks, distance).map((track) => track.label === query.label);
    precisions += hits.slice(0, NEAREST).filter(Boolean).length / Math.min(NEAREST, relevant);
    averagePrecisions += averagePrecision(hits);
    queries++;
  }
  return {
    precision10: precisions / queries,
    map: averagePrecisions / queries,
    queries,
    alone: tracks.length - queries,
  };
}

/** Windows of tracks with one window are not queries, but can be found. Returns NaN without queries. */
export function sameLabelRecall1(windows: readonly Labelled[], distance: Distance): number {
  const sizes = countLabels(windows);
  const queries = windows.filter(({ label }) => (sizes.get(label) ?? 0) > 1);
  const hits = queries.filter((query) => nearest(query, windows, distance)?.label === query.label);
  return hits.length / queries.length;
}

function countLabels(items: readonly Labelled[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { label } of items) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return sizes;
}

function nearestFirst(query: Labelled, items: readonly Labelled[], distance: Distance): Labelled[] {
  return items
    .filter((item) => item !== query)
    .map((item) => ({ item, away: distance(query.vector, item.vector) }))
    .sort((a, b) => a.away - b.away)
    .map(({ item }) => item);
}

function nearest(query: Labelled, items: readonly Labelled[], distance: Distance): Labelled | undefined {
  let best: Labelled | undefined;
  let bestAway = Number.POSITIVE_INFINITY;
  for (const item of items) {
    if (item === query) continue;
    const away = distance(query.vector, item.vector);
    if (away < bestAway) {
      best = item;
      bestAway = away;
    }
  }
  return best;
}

/** Returns the mean, over the hits, of the share of hits so far. */
function averagePrecision(hits: readonly boolean[]): number {
  let found = 0;
  let sum = 0;
  hits.forEach((hit, rank) => {
    if (hit) sum += ++found / (rank + 1);
  });
  return sum / found;
}

export function euclideanDistance(a: Float32Array, b: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i] - b[i]) ** 2;
  return Math.sqrt(squares);
}
