import type { TrackRecord } from '../tracks/track-record.ts';
import { cosineDistance } from '../vectors/vector-math.ts';
import type { Candidate } from './candidate-pool.ts';
import type { MixTable } from './mix-table.ts';
import type { RecommendSettings } from './recommend-options.ts';
import type { Seed, SeedQueries } from './recommend-seeds.ts';
import { RECORD_PARTS, type ScoreWeights, type TrackPair } from './score-parts.ts';
import { hasWeight } from './score-weights.ts';
import { unwantedPenalty } from './seed-blend.ts';
import { TRACK_FILTERS } from './track-filters.ts';
import { transitionCost } from './transition.ts';

/** A candidate with what decides the order. */
export interface Ranked extends Candidate {
  /** Number of the seed that it follows best, of those that it mixes with. */
  seed: number;
  /** Score, or 1 − distance if no part has a weight; less if it sounds like an unwanted track. */
  relevance: number;
}

/** Sources of what the ranking compares. */
export interface RankSources {
  table: MixTable;
  vector: (path: string) => Float32Array | undefined;
  record: (path: string) => TrackRecord | undefined;
  /** Fit of each track to the words of a search, by position, 0..1. */
  fits?: Float32Array;
}

/** Tracks ranked beyond `top`, because weights and diversity change the order. */
const RERANK_POOL = 50;

/** Returns the number of different songs to rank. */
export function poolSize({ top, weights, fitWeight, diversity }: RecommendSettings): number {
  return top + (hasWeight(weights) || fitWeight > 0 || diversity > 0 ? RERANK_POOL : 0);
}

/** Returns true if a score decides the order, and not the distance alone. */
export function isScored(
  { weights, fitWeight }: Pick<RecommendSettings, 'weights' | 'fitWeight'>,
  { fits }: Pick<RankSources, 'fits'>,
): boolean {
  return hasWeight(weights) || (fits !== undefined && fitWeight > 0);
}

/**
 * Orders candidates, the most relevant first. With weights, the relevance is the score: with the blend `mean` the mean
 * over all seeds, with `coverage` that of the best seed that the candidate mixes with.
 */
export function rankCandidates(
  sources: RankSources,
  { seeds, unwanted, queries }: SeedQueries,
  candidates: readonly Candidate[],
  settings: RecommendSettings,
): Ranked[] {
  const { weights } = settings;
  const hasScores = isScored(settings, sources);
  const scoreOf = fitScore(settings, sources);
  const away = unwanted.map(({ vector }) => vector);
  const mixesWith = seedFilters(sources, seeds, settings);
  const ranked = candidates.map((candidate) => {
    const isAlone = queries.length === 1 && away.length === 0;
    const vector = isAlone ? undefined : sources.vector(candidate.path);
    const distances = seeds.map((_, i) =>
      queries.length === 1 || vector === undefined ? candidate.distance : cosineDistance(queries[i], vector),
    );
    const scores = seeds.map((seed, i) =>
      hasScores ? scoreOf(pairOf(sources, seed, candidate, distances[i], weights), candidate) : -distances[i],
    );
    const best = bestSeed(scores, (seed) => mixesWith(seed, candidate.position));
    const query = queries[queries.length === 1 ? 0 : best];
    const penalty = vector === undefined ? 0 : unwantedPenalty(vector, query, away);
    const score = settings.blend === 'mean' ? mean(scores) : scores[best];
    const relevance = (hasScores ? score : 1 - distances[best]) - penalty;
    return { ...candidate, distance: distances[best], seed: best, relevance };
  });
  return ranked.sort((a, b) => b.relevance - a.relevance || a.distance - b.distance || (a.path < b.path ? -1 : 1));
}

/** Returns a function that scores a mix: its parts by their weights, and the fit to the words by that of its own. */
function fitScore(
  { weights, fitWeight }: RecommendSettings,
  { fits }: RankSources,
): (pair: TrackPair, candidate: Candidate) => number {
  const ofParts = Object.values(weights).reduce((sum, weight) => sum + weight, 0) || 1;
  return (pair, { position }) => {
    const score = 1 - transitionCost(pair, weights);
    if (fits === undefined || fitWeight === 0) return score;
    return (ofParts * score + fitWeight * fits[position]) / (ofParts + fitWeight);
  };
}

/** Returns the seed with the best score among those that the candidate mixes with, or among all if that is none. */
function bestSeed(scores: readonly number[], mixes: (seed: number) => boolean): number {
  const order = [...scores.keys()].sort((a, b) => scores[b] - scores[a] || a - b);
  return (order.length > 1 ? order.find(mixes) : undefined) ?? order[0];
}

/** Filters that compare a track with the seeds. A track passes if it passes with any seed. */
const SEED_FILTERS = TRACK_FILTERS.filter(({ name }) => name === 'tempo' || name === 'key');

/** Returns a function that tells if the track at a position passes the filters by tempo and key with one seed. */
function seedFilters(
  { table }: RankSources,
  seeds: readonly Seed[],
  settings: RecommendSettings,
): (seed: number, position: number) => boolean {
  // one seed is always the best one
  if (seeds.length === 1) return () => true;
  const removes = seeds.map(({ track }) => {
    const tracks = { table, seeds: [track], hasVector: () => true };
    return SEED_FILTERS.flatMap((filter) => filter.prepare(tracks, settings) ?? []);
  });
  return (seed, position) => !removes[seed].some((isRemoved) => isRemoved(position));
}

/** Builds the pair of a seed and a candidate. Reads records only if a part that needs them has a weight. */
export function pairOf(
  { table, record }: RankSources,
  seed: Seed,
  { position, path }: Candidate,
  distance: number,
  weights: Readonly<ScoreWeights>,
): TrackPair {
  const pair: TrackPair = { from: seed.track, to: table.tracks[position], distance };
  if (RECORD_PARTS.every((name) => weights[name] === 0)) return pair;
  return { ...pair, features: { from: record(seed.track.path)?.features, to: record(path)?.features } };
}

/** Returns the mean, independent of the order. */
function mean(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).reduce((sum, value) => sum + value, 0) / values.length;
}
