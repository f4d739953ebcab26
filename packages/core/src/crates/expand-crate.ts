import { type FilterCounts, filterTracks } from '../recommend/filter-counts.ts';
import type { FilterSettings } from '../recommend/filter-options.ts';
import type { MixTable } from '../recommend/mix-table.ts';
import type { VectorSource } from '../recommend/recommend.ts';
import { type RepeatGroup, Repeats } from '../recommend/repeats.ts';
import { findWidenings } from '../recommend/widenings.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import { dot, unit } from '../vectors/vector-math.ts';
import { type CrateOptions, type CrateSettings, crateSettings } from './crate-options.ts';
import { cratePool } from './crate-pool.ts';
import { type CrateMember, type CrateProfile, crateProfile } from './crate-profile.ts';
import { type CrateReason, crateReasons } from './crate-reasons.ts';
import { type CrateCandidate, type CratePart, crateParts, crateScore, similarity } from './crate-score.ts';
import { CrateRepeats } from './repeat-penalty.ts';

/** A track that {@link expandCrate} adds. */
export interface CrateAddition {
  /** Position among the additions, from 1. */
  rank: number;
  path: string;
  /** `fit` minus the penalties; the additions are in its order. */
  score: number;
  /** Weighted mean of the parts, 0..1; 1 is best. */
  fit: number;
  /** All parts, also those of weight 0. */
  parts: CratePart[];
  /** Cosine distance to the middle of the crate, 0..2. */
  distance: number;
  /** Number of members that have the track among their nearest. */
  support: number;
  /** Member that sounds most like it. */
  nearest: string;
  /** Penalties for a sound like that of an earlier addition, and for artists and songs that repeat. */
  penalties: { diversity: number; repeats: number };
  /** Facts behind the parts, in words. */
  reasons: CrateReason[];
}

/** Input of {@link expandCrate}. */
export interface CrateInput {
  /** Paths of the crate's tracks. Those without a vector count for tempo, key and tags only. */
  members: readonly string[];
  /** The library, with the members. */
  table: MixTable;
  source: VectorSource;
  /** Returns true if the source has a vector of the track at a position of the table. @default `source.has` of its path */
  hasVector?: (position: number) => boolean;
  /** Returns the full record of a track. Asked only for members, and candidates that may be copies. */
  record: (path: string) => TrackRecord | undefined;
}

/** Result of {@link expandCrate}. */
export interface CrateExpansion extends FilterCounts {
  /** Fewer than asked for if the library has no more. */
  added: CrateAddition[];
}

/** Candidates for each track to add. */
const CHOICES = 4;
/** Members that are searched and compared; of a larger crate, an even sample of its paths. */
const MOST_COMPARED = 200;

/**
 * Finds tracks in the spirit of a crate: near its middle and near many of its members, with tempos, keys and tags like
 * theirs. Adds the best one after another; each lowers the score of tracks that sound like it or repeat its artist.
 * Leaves out versions and copies of members and of each other. The result does not depend on the order of the members.
 *
 * The method, the presets and the weights come from the Python rbassist. It compares the key with the best member and
 * the tempo with the median of the crate; this compares both with the best third of the members.
 *
 * @throws {OptionError} for an option that does not exist or is invalid.
 */
export function expandCrate(input: CrateInput, options: CrateOptions = {}): CrateExpansion {
  const settings = crateSettings(options);
  const { table, source } = input;
  const members = [...new Set(input.members)].flatMap((path): CrateMember[] => {
    const track = table.get(path);
    const vector = source.vector(path);
    return track === undefined ? [] : [{ track, ...(vector && { vector: unit(vector) }) }];
  });
  const profile = sampled(crateProfile(members));
  const hidden = new Set(members.flatMap(({ track }) => table.position(track.path) ?? []));
  const seeds = members.map(({ track }) => track);
  const { hasVector = (position: number) => source.has(table.tracks[position].path) } = input;
  const tracks = { table, seeds, hasVector };
  const library = filterTracks(tracks, settings.filters, hidden);
  const found = candidates({ input, profile, hidden, library, settings });
  const { versions, copies } = found.repeats;
  const left = library.passing - versions - copies;
  const countLeft = (changed: FilterSettings) => {
    const repeats = repeatsOf(input, hidden, changed);
    for (const position of filterTracks(tracks, changed, hidden).positions()) repeats.add(position);
    return repeats.groups;
  };
  return {
    tracks: library.tracks,
    left,
    filtered: { ...library.filtered, version: versions, copy: copies },
    inactive: library.inactive,
    widenings: left < settings.add ? findWidenings(tracks, settings.filters, { hidden, left, countLeft }) : [],
    added: choose(found.candidates, profile, members, settings),
  };
}

/** Prepares the search for versions and copies of the members and of each other. */
function repeatsOf(
  { table, source, record }: CrateInput,
  hidden: ReadonlySet<number>,
  filters: FilterSettings,
): Repeats {
  const vector = (path: string) => source.vector(path);
  const repeats = new Repeats(table, { vector, record }, { versions: !filters.otherVersions });
  for (const position of hidden) repeats.addSeed(position);
  return repeats;
}

/** Takes an even sample of a large crate; its middle and its tags stay those of all members. */
function sampled(profile: CrateProfile): CrateProfile {
  return { ...profile, members: evenly(profile.members), placed: evenly(profile.placed) };
}

function evenly<Item>(items: readonly Item[]): readonly Item[] {
  if (items.length <= MOST_COMPARED) return items;
  return Array.from({ length: MOST_COMPARED }, (_, i) => items[Math.floor((i * items.length) / MOST_COMPARED)]);
}

interface Candidate extends CrateCandidate {
  /** Versions and copies of one song share a group. */
  group: RepeatGroup;
}

interface CandidateSearch {
  input: CrateInput;
  profile: CrateProfile;
  /** Positions of the members. */
  hidden: ReadonlySet<number>;
  library: ReturnType<typeof filterTracks>;
  settings: CrateSettings;
}

/** Searches until there are enough different songs, or all tracks that pass the filters are found. */
function candidates({ input, profile, hidden, library, settings }: CandidateSearch) {
  const { table, source } = input;
  const { add, candidatePool, strategy, filters } = settings;
  const accept = (path: string): boolean => {
    const position = table.position(path);
    return position !== undefined && library.passes(position);
  };
  let size = Math.max(candidatePool, CHOICES * add);
  for (;;) {
    const repeats = repeatsOf(input, hidden, filters);
    const pool = cratePool({ profile, source, strategy, accept, size });
    const found = pool.flatMap(({ path, support }): Candidate[] => {
      const position = table.position(path) ?? -1;
      const own = source.vector(path);
      const group = repeats.add(position);
      if (group.isSeed || own === undefined) return [];
      return [{ track: table.tracks[position], vector: unit(own), support, group }];
    });
    if (repeats.groups >= add || pool.length < size || size >= library.passing) return { candidates: found, repeats };
    size *= 2;
  }
}

/** Adds the best candidate until there are enough. */
function choose(
  found: readonly Candidate[],
  profile: CrateProfile,
  members: readonly CrateMember[],
  settings: CrateSettings,
): CrateAddition[] {
  const repeats = new CrateRepeats();
  for (const { track } of members) repeats.add(track);
  const rated = found.map((candidate) => {
    const parts = crateParts(profile, candidate, settings);
    return { candidate, parts, fit: crateScore(parts, settings.weights), alike: 0 };
  });
  let rest = rated.sort((a, b) => b.fit - a.fit || (a.candidate.track.path < b.candidate.track.path ? -1 : 1));
  const added: CrateAddition[] = [];
  while (added.length < settings.add && rest.length > 0) {
    const scored = rest.map(({ candidate, fit, alike }) => {
      const penalties = { diversity: settings.diversity * alike, repeats: repeats.penaltyOf(candidate.track) };
      return { penalties, score: fit - penalties.diversity - penalties.repeats };
    });
    const at = scored.reduce((best, { score }, i) => (score > scored[best].score ? i : best), 0);
    const { candidate, parts, fit } = rest[at];
    added.push({
      rank: added.length + 1,
      path: candidate.track.path,
      ...scored[at],
      fit,
      parts,
      ...placeOf(candidate, profile),
      reasons: crateReasons({ profile, candidate, parts, repeatsArtist: repeats.hasArtist(candidate.track) }),
    });
    repeats.add(candidate.track);
    rest = rest.filter((_, i) => i !== at && rest[i].candidate.group !== candidate.group);
    for (const other of rest) other.alike = Math.max(other.alike, similarity(candidate.vector, other.candidate.vector));
  }
  return added;
}

function placeOf({ vector, support }: CrateCandidate, { placed, centroid }: CrateProfile) {
  const nearest = placed.reduce((best, member) =>
    dot(member.vector, vector) > dot(best.vector, vector) ? member : best,
  );
  const distance = centroid === undefined ? 1 : 1 - dot(centroid, vector);
  return { support, distance: Math.min(2, Math.max(0, distance)), nearest: nearest.track.path };
}
