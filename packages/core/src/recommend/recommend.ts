import { type KeyRelation, keyRelation } from '../keys/camelot.ts';
import { type TempoRelation, tempoRelation } from '../tempos/tempo-relation.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import type { NeighborSource } from '../vectors/neighbor-source.ts';
import { type Candidate, candidatePool, type PoolSearch } from './candidate-pool.ts';
import { diversify } from './diversify.ts';
import { type FactPool, factPool, listSource } from './fact-pool.ts';
import { type FilterCounts, filterTracks } from './filter-counts.ts';
import { type MixPoints, mixPoints } from './mix-points.ts';
import type { MixTable } from './mix-table.ts';
import { isScored, pairOf, poolSize, type Ranked, type RankSources, rankCandidates } from './rank-candidates.ts';
import { type RecommendOptions, type RecommendSettings, recommendSettings } from './recommend-options.ts';
import { findSeeds, type SeedQueries, seedQueries } from './recommend-seeds.ts';
import { Repeats } from './repeats.ts';
import { takeTurns } from './seed-blend.ts';
import { type TableSource, tableSource } from './table-source.ts';
import { rateTransition, type Transition } from './transition.ts';
import { findWidenings } from './widenings.ts';

/** One track that goes with the seeds. */
export interface Recommendation {
  /** Position in the result, from 1. */
  rank: number;
  path: string;
  record: TrackRecord;
  /** Relation of its key to that of the seed it follows best. */
  keyRelation: KeyRelation;
  /** Relation of its tempo to that of the seed it follows best. */
  tempoRelation: TempoRelation;
  /** Cosine distance to the seeds, 0..2. */
  distance: number;
  /** Score that decided the order, less a penalty for the likeness to unwanted tracks; absent if distance decided. */
  score?: number;
  /** Fit to the words of the search, 0..1; absent without words. */
  fit?: number;
  /** The mix from the seed it follows best, with its score, parts and reasons. */
  transition: Transition;
  /** Places to leave that seed, and to enter this track. */
  mixPoints: MixPoints;
}

/** Vectors by path, with a search for the nearest. */
export interface VectorSource extends NeighborSource {
  has(path: string): boolean;
  vector(path: string): Float32Array | undefined;
}

/** Input of {@link recommend}. */
export interface RecommendInput {
  /** Paths of the seeds, which are never recommended themselves. */
  seeds: readonly string[];
  /** The library, with the seeds. */
  table: MixTable;
  source: VectorSource;
  /** The same vectors by the position of the track in the table, if that is faster. @default made from `source` */
  tableSource?: TableSource;
  /** Fit of each track to the words of a search, by position, 0..1; NaN for a track that does not fit at all. */
  fits?: Float32Array;
  /** Returns the full record of a track. Asked only for the seeds, ranked tracks and possible copies. */
  record: (path: string) => TrackRecord | undefined;
}

/** Result of {@link recommend}. */
export interface RecommendOutcome extends FilterCounts {
  recommendations: Recommendation[];
}

/**
 * Finds the tracks that go with one or several seeds: the nearest by vector that pass the filters. These run inside the
 * search, so that you get `top` tracks if the library has that many. With weights it ranks the `top` + 50 nearest of
 * those that pass. It adds the `top` + 50 that fit best by tempo, key, energy, loudness and tags, as far as these have
 * weights. The Python rbassist filters the `top` + 50 nearest of all. Of versions and copies of one song, only the
 * best-ranked is in the result.
 *
 * @throws {OptionError} for an option that does not exist or is invalid.
 * @throws {NotFoundError} if a seed or an unwanted track is not in the table or has no vector.
 */
export function recommend(input: RecommendInput, options: RecommendOptions = {}): RecommendOutcome {
  const settings = recommendSettings(options);
  const { table, source, fits } = input;
  const seeds = findSeeds(table, source, input.seeds);
  const asked = seedQueries(seeds, findSeeds(table, source, settings.unlike), settings.blend);
  const hidden = new Set([...seeds, ...asked.unwanted].map(({ position }) => position));
  const { tableSource: byPosition = tableSource(table, source) } = input;
  const hasVector = (position: number) => byPosition.has(position);
  const tracks = { table, seeds: seeds.map(({ track }) => track), hasVector, fits };
  const vector = remembered((path) => source.vector(path));
  const record = remembered(input.record);

  /** Searches for a number of different songs among the tracks that pass. */
  const search = (wanted: number, changed: RecommendSettings) => {
    const library = filterTracks(tracks, changed, hidden);
    const { passes, passing } = library;
    const repeats = new Repeats(table, { vector, record }, { versions: !changed.otherVersions });
    for (const position of hidden) repeats.addSeed(position);
    const pool = { table, source: byPosition, queries: asked.queries, repeats, wanted };
    const candidates = candidatePool({ ...pool, passes, passing });
    if (wanted < passing) {
      const facts = factPool(table, tracks.seeds, library.positions, wanted, changed.weights);
      candidates.push(...moreCandidates(pool, vector, facts));
    }
    return { library, repeats, candidates };
  };

  const { library, repeats, candidates } = search(poolSize(settings), settings);
  const sources = { table, vector, record, fits };
  const ranked = chooseTop(rankCandidates(sources, asked, candidates, settings), settings, sources);
  const { filtered } = library;
  filtered.version = settings.otherVersions ? 0 : otherVersions(table.songs, library.passes, hidden);
  filtered.copy = repeats.copies;
  const left = library.passing - filtered.version - filtered.copy;
  const countLeft = (changed: RecommendSettings) => search(Number.POSITIVE_INFINITY, changed).repeats.groups;
  return {
    tracks: library.tracks,
    left,
    filtered,
    inactive: library.inactive,
    widenings: left < settings.top ? findWidenings(tracks, settings, { hidden, left, countLeft }) : [],
    recommendations: ranked.map((candidate, i) => describe(candidate, i + 1, asked, sources, settings)),
  };
}

/** Asks for the value of each path once. */
function remembered<Value>(ask: (path: string) => Value): (path: string) => Value {
  const known = new Map<string, Value>();
  return (path) => {
    if (!known.has(path)) known.set(path, ask(path));
    return known.get(path) as Value;
  };
}

/** Returns the tracks whose facts fit best; of equal ones, the nearest. Leaves out those already found. */
function moreCandidates(
  pool: Omit<PoolSearch, 'passes' | 'passing'>,
  vector: (path: string) => Float32Array | undefined,
  facts: FactPool | undefined,
): Candidate[] {
  const search = (positions: readonly number[]): Candidate[] => {
    const added = positions.filter((position) => !pool.repeats.has(position));
    const allowed = new Set(added);
    const isFew = added.length <= 2 * pool.wanted;
    const vectorAt = (position: number) => vector(pool.table.tracks[position].path);
    const source = isFew ? listSource(added, vectorAt) : pool.source;
    return candidatePool({ ...pool, source, passes: (position) => allowed.has(position), passing: added.length });
  };
  return facts ? [...search(facts.better), ...search(facts.equal)] : [];
}

/** Chooses the tracks of the result: one of each song, diverse if asked, and the seeds in turns for `coverage`. */
function chooseTop(ranked: readonly Ranked[], settings: RecommendSettings, sources: RankSources): Ranked[] {
  const songs = bestOfGroups(ranked);
  const count = settings.blend === 'coverage' ? songs.length : settings.top;
  const diverse = diversify(songs, count, settings.diversity, ({ path, position, relevance }) => ({
    score: relevance,
    vector: sources.vector(path),
    artist: sources.table.tracks[position].artist,
  }));
  const inTurns = settings.blend === 'coverage' ? takeTurns(diverse, ({ seed }) => seed) : diverse;
  return inTurns.slice(0, settings.top);
}

function describe(
  candidate: Ranked,
  rank: number,
  { seeds }: SeedQueries,
  sources: RankSources,
  settings: RecommendSettings,
): Recommendation {
  const { path, distance, relevance } = candidate;
  const seed = seeds[candidate.seed];
  const [from, to] = [sources.record(seed.track.path) ?? {}, sources.record(path) ?? {}];
  const pair = pairOf(sources, seed, candidate, distance, settings.weights);
  if (settings.explain) pair.features = { from: from.features, to: to.features };
  return {
    rank,
    path,
    record: to,
    keyRelation: keyRelation(from.key, to.key),
    tempoRelation: tempoRelation(from.bpm, to.bpm, settings),
    distance,
    ...(isScored(settings, sources) && { score: relevance }),
    ...(sources.fits && { fit: sources.fits[candidate.position] }),
    transition: rateTransition(pair, settings.weights),
    mixPoints: mixPoints(from, to),
  };
}

/** Keeps the first track of each group of versions and copies. */
function bestOfGroups(ranked: readonly Ranked[]): Ranked[] {
  const groups = new Set<Ranked['group']>();
  return ranked.filter(({ group }) => !groups.has(group) && groups.add(group));
}

/** Counts the tracks that pass and repeat a song of a seed or of another track. */
function otherVersions(songs: Int32Array, passes: (position: number) => boolean, seeds: ReadonlySet<number>): number {
  const known = new Uint8Array(songs.length);
  for (const seed of seeds) if (songs[seed] >= 0) known[songs[seed]] = 1;
  let repeated = 0;
  for (let position = 0; position < songs.length; position++) {
    const song = songs[position];
    if (song < 0 || !passes(position)) continue;
    if (known[song] === 1) repeated++;
    else known[song] = 1;
  }
  return repeated;
}
