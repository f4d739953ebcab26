import type { Outcome } from '../bootstrap.ts';

/** Distance of two vectors; smaller is nearer. Only the order matters. */
export type Distance = (a: Float32Array, b: Float32Array) => number;

export interface Labelled {
  label: string;
  vector: Float32Array;
  /** Groups that contain the track, such as styles. */
  groups?: readonly string[];
}

const NEAREST = 10;

export interface LabelRetrieval {
  /** Share of the 10 nearest other tracks with the same label; of fewer if the label has fewer tracks. */
  precision10: Outcome[];
  averagePrecision: Outcome[];
  /** Number of tracks that are alone with their label, and so never a query. */
  alone: number;
}

export function labelRetrieval(tracks: readonly Labelled[], distance: Distance): LabelRetrieval {
  const sizes = countLabels(tracks);
  const precision10: Outcome[] = [];
  const averagePrecisions: Outcome[] = [];
  for (const query of tracks) {
    const { label } = query;
    const relevant = (sizes.get(label) ?? 0) - 1;
    if (relevant === 0) continue;
    const others = tracks.filter((track) => track !== query);
    const hits = nearestFirst(query, others, distance).map((track) => track.label === label);
    precision10.push({ group: label, value: precisionAt(NEAREST, hits, relevant) });
    averagePrecisions.push({ group: label, value: averagePrecision(hits) });
  }
  return { precision10, averagePrecision: averagePrecisions, alone: tracks.length - precision10.length };
}

export interface GroupRetrieval {
  /** Share of the 10 nearest tracks of other labels that share a group with the query. */
  precision10: Outcome[];
  /** Precision of a random order. */
  chance: Outcome[];
}

/**
 * Finds tracks of the same group among those of other labels, so that the sound of one source, such as its encoder,
 * helps nobody. Tracks without a group take no part, since they may belong to any. A query needs a relevant track.
 */
export function groupRetrieval(tracks: readonly Labelled[], distance: Distance): GroupRetrieval {
  const grouped = tracks.filter(({ groups }) => groups && groups.length > 0);
  const precision10: Outcome[] = [];
  const chance: Outcome[] = [];
  for (const query of grouped) {
    const { label } = query;
    const candidates = grouped.filter((track) => track.label !== label);
    const hits = nearestFirst(query, candidates, distance).map((track) => sharesGroup(query, track));
    const relevant = hits.filter(Boolean).length;
    if (relevant === 0) continue;
    precision10.push({ group: label, value: precisionAt(NEAREST, hits, relevant) });
    chance.push({ group: label, value: relevant / hits.length });
  }
  return { precision10, chance };
}

export interface Window extends Labelled {
  /** Track of the window. */
  track: string;
}

/** Returns 1 for each window whose nearest window is of the same track, else 0. Only tracks of two windows query. */
export function sameTrackRecall1(windows: readonly Window[], distance: Distance): Outcome[] {
  const sizes = new Map<string, number>();
  for (const { track } of windows) sizes.set(track, (sizes.get(track) ?? 0) + 1);
  const queries = windows.filter(({ track }) => (sizes.get(track) ?? 0) > 1);
  return queries.map((query) => ({
    group: query.label,
    value: Number(nearest(query, windows, distance)?.track === query.track),
  }));
}

function countLabels(items: readonly Labelled[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { label } of items) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return sizes;
}

function sharesGroup({ groups = [] }: Labelled, other: Labelled): boolean {
  return groups.some((group) => other.groups?.includes(group));
}

function nearestFirst(query: Labelled, items: readonly Labelled[], distance: Distance): Labelled[] {
  return items
    .map((item) => ({ item, away: distance(query.vector, item.vector) }))
    .sort((a, b) => a.away - b.away)
    .map(({ item }) => item);
}

function nearest<Item extends Labelled>(query: Item, items: readonly Item[], distance: Distance): Item | undefined {
  let best: Item | undefined;
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

function precisionAt(count: number, hits: readonly boolean[], relevant: number): number {
  return hits.slice(0, count).filter(Boolean).length / Math.min(count, relevant);
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
