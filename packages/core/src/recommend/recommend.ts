import { NotFoundError } from '../errors.ts';
import { type KeyRelation, keyRelation } from '../keys/camelot.ts';
import { type TempoRelation, tempoRelation } from '../tempos/tempo-relation.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import type { NeighborSource } from '../vectors/neighbor-source.ts';
import { candidatePool } from './candidate-pool.ts';
import { type FilterCounts, filterTracks } from './filter-counts.ts';
import type { MixTable } from './mix-table.ts';
import { queryVectors } from './query-vectors.ts';
import { poolSize, type Ranked, rankCandidates } from './rank-candidates.ts';
import { type RecommendOptions, type RecommendSettings, recommendSettings } from './recommend-options.ts';
import { Repeats } from './repeats.ts';
import { findWidenings } from './widenings.ts';

/** One track that goes with the seeds. */
export interface Recommendation {
  /** Position in the result, from 1. */
  rank: number;
  path: string;
  record: TrackRecord;
  /** Relation of its key to that of the first seed. */
  keyRelation: KeyRelation;
  /** Relation of its tempo to that of the first seed. */
  tempoRelation: TempoRelation;
  /** Cosine distance to the seeds, 0..2. */
  distance: number;
  /** Weighted score that decided the order; absent if distance did. */
  score?: number;
}

/** Vectors by path, with a search for the nearest. */
export interface VectorSource extends NeighborSource {
  has(path: string): boolean;
  vector(path: string): Float32Array | undefined;
}

/** Input of {@link recommend}. */
export interface RecommendInput {
  /** Paths of the seeds, which are never recommended themselves. The first decides the relations of keys and tempos. */
  seeds: readonly string[];
  /** The library, with the seeds. */
  table: MixTable;
  source: VectorSource;
  /** Returns true if the source has a vector of the track at a position of the table. @default `source.has` of its path */
  hasVector?: (position: number) => boolean;
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
 * those that pass; the Python rbassist filters the `top` + 50 nearest of all. Of versions and copies of one song, only
 * the best-ranked is in the result.
 *
 * @throws {OptionError} for an option that does not exist or is invalid.
 * @throws {NotFoundError} if a seed is not in the table or has no vector.
 */
export function recommend(input: RecommendInput, options: RecommendOptions = {}): RecommendOutcome {
  const settings = recommendSettings(options);
  const { table, source, record } = input;
  const seeds = input.seeds.map((path) => seedOf(input, path));
  const hidden = new Set(seeds.map(({ position }) => position));
  const { hasVector = (position: number) => source.has(table.tracks[position].path) } = input;
  const tracks = { table, seeds: seeds.map(({ track }) => track), hasVector };
  const queries = queryVectors(seeds.map(({ vector }) => vector));

  /** Searches for a number of different songs among the tracks that pass. */
  const search = (wanted: number, changed: RecommendSettings) => {
    const library = filterTracks(tracks, changed, hidden);
    const { passes, passing } = library;
    const vector = (path: string) => source.vector(path);
    const repeats = new Repeats(table, { vector, record }, { versions: !changed.otherVersions });
    for (const position of hidden) repeats.addSeed(position);
    const candidates = candidatePool({ table, source, queries, passes, repeats, wanted, passing });
    return { library, repeats, candidates };
  };

  const { library, repeats, candidates } = search(poolSize(settings), settings);
  const seedRecord = record(input.seeds[0]) ?? {};
  const ranked = bestOfGroups(rankCandidates(seedRecord, candidates, settings, record));
  const { filtered } = library;
  filtered.version = settings.otherVersions ? 0 : otherVersions(table.songs, library.positions(), hidden);
  filtered.copy = repeats.copies;
  const left = library.passing - filtered.version - filtered.copy;
  const countLeft = (changed: RecommendSettings) => search(Number.POSITIVE_INFINITY, changed).repeats.groups;
  return {
    tracks: library.tracks,
    left,
    filtered,
    inactive: library.inactive,
    widenings: left < settings.top ? findWidenings(tracks, settings, { hidden, left, countLeft }) : [],
    recommendations: ranked.slice(0, settings.top).map((candidate, i) => {
      const found = record(candidate.path) ?? {};
      return {
        rank: i + 1,
        path: candidate.path,
        record: found,
        keyRelation: keyRelation(seedRecord.key, found.key),
        tempoRelation: tempoRelation(seedRecord.bpm, found.bpm, settings),
        distance: candidate.distance,
        ...(candidate.score !== undefined && { score: candidate.score }),
      };
    }),
  };
}

function seedOf({ table, source }: RecommendInput, path: string) {
  const position = table.position(path);
  const vector = source.vector(path);
  if (position === undefined || vector === undefined) throw new NotFoundError(`${path} has no vector.`);
  return { position, vector, track: table.tracks[position] };
}

/** Keeps the first track of each group of versions and copies. */
function bestOfGroups(ranked: readonly Ranked[]): Ranked[] {
  const groups = new Set<Ranked['group']>();
  return ranked.filter(({ group }) => !groups.has(group) && groups.add(group));
}

/** Counts the tracks that repeat a song of a seed or of another track. */
function otherVersions(songs: Int32Array, positions: readonly number[], seeds: ReadonlySet<number>): number {
  const known = new Set([...seeds].map((seed) => songs[seed]));
  let repeated = 0;
  for (const position of positions) {
    const song = songs[position];
    if (song < 0) continue;
    if (known.has(song)) repeated++;
    known.add(song);
  }
  return repeated;
}
