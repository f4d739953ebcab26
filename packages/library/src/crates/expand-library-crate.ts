import {
  CRATE_DEFAULTS,
  type CrateAddition,
  type CrateOptions,
  checkOptions,
  expandCrate,
  type FilterCounts,
  type MixTrack,
  NotFoundError,
  noCounts,
  OptionError,
  optionRules,
  type Remedy,
  RUN_OPTION_RULES,
  type RunOptions,
  requireRule,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { trackOf } from '../mix/track-of.ts';
import { warnOfUnknownNames } from '../recommend/unknown-names.ts';
import { indexIfAny } from '../vectors/usable-index.ts';
import { type CrateSource, CrateSources, EXCLUDED_KINDS, MEMBER_KINDS } from './crate-sources.ts';

/** Options of `Library.expandCrate`. Give `to` or `add`; without both, it adds 25 tracks. */
export interface ExpandCrateOptions extends Omit<CrateOptions, 'exclude'>, RunOptions {
  /** Number of tracks of the grown crate. */
  to?: number;
  /** Tracks to add for sure: paths, or words of an artist, title or path; also playlists, `set:NAME` or `tag:NAME`. */
  include?: readonly string[];
  /** Tracks not to add: tags, artists, tracks, playlists or sets. A prefix such as `tag:` says which. */
  exclude?: readonly string[];
}

/** A crate, and the tracks that make it grow. */
export interface ExpandedCrate extends FilterCounts {
  sources: CrateSource[];
  /** The crate's tracks in the library, in their order, without repeats. */
  members: MixTrack[];
  /** Tracks that `include` adds. */
  included: MixTrack[];
  /** Meaning of each text in `exclude`. */
  excluded: CrateSource[];
  /** Members without a vector: they count for tempo, key and tags only. */
  withoutVector: string[];
  /** Number of tracks that were to be added, with the included ones. */
  wanted: number;
  added: (CrateAddition & { track: MixTrack })[];
  /** Paths of the grown crate: members, included tracks, additions. */
  paths: string[];
  /** True if the call was aborted; nothing is added then. */
  interrupted: boolean;
}

/** A text that names tracks, tracks that were found already, or several of these. */
export type CrateToExpand = string | CrateSource | readonly (string | CrateSource)[];

/** Files that a remedy names. */
const MOST_PATHS = 3;

/** See `Library.expandCrate`. */
export async function expandLibraryCrate(
  context: LibraryContext,
  named: CrateToExpand,
  { to, add, include = [], exclude = [], signal, onProgress, ...options }: ExpandCrateOptions,
): Promise<ExpandedCrate> {
  checkOptions({ signal, onProgress }, RUN_OPTION_RULES);
  requireRule('include', include, optionRules.textList);
  requireRule('exclude', exclude, optionRules.textList);
  checkOptions({ to, add }, { to: optionRules.positiveInteger, add: optionRules.positiveInteger });
  if (to !== undefined && add !== undefined)
    throw new OptionError('Give either to or add, not both.', { option: 'to' });
  const parts: readonly (string | CrateSource)[] = [named].flat();
  requireRule(
    'crate',
    parts.filter((each) => !isSource(each)),
    optionRules.textList,
  );
  if (parts.length === 0) throw new OptionError('Name a crate: a playlist file, a saved set, a tag, or tracks.');
  await context.refresh();
  const finder = new CrateSources(context);
  const findAll = async (
    all: readonly (string | CrateSource)[],
    kinds: Parameters<CrateSources['find']>[1],
    name: string,
  ) => {
    const found: CrateSource[] = [];
    for (const each of all) found.push(isSource(each) ? each : await finder.find(each, kinds, name));
    return found;
  };
  const sources = await findAll(parts, MEMBER_KINDS, 'crate');
  const paths = unique(sources);
  requireMembers(sources, paths);
  const included = unique(await findAll(include, MEMBER_KINDS, 'include')).filter((path) => !paths.includes(path));
  const excluded = await findAll(exclude, EXCLUDED_KINDS, 'exclude');
  const wanted = to === undefined ? (add ?? CRATE_DEFAULTS.add) : to - paths.length;
  requireRoom({ to, add, members: paths.length, wanted, included: included.length });

  const tracksOf = (all: readonly string[]) => all.map((path) => trackOf(context, path));
  const crate: ExpandedCrate = {
    ...noCounts(),
    sources,
    members: tracksOf(paths),
    included: tracksOf(included),
    excluded,
    withoutVector: [],
    wanted,
    added: [],
    paths: [...paths, ...included],
    interrupted: false,
  };
  const index = await indexIfAny(context, { signal, onProgress });
  if (signal?.aborted) return { ...crate, interrupted: true };
  const members = crate.paths;
  crate.withoutVector = members.filter((path) => !index?.has(path));
  if (index === undefined || crate.withoutVector.length === members.length) throw noVectors(members);
  if (wanted === included.length) return crate;
  await warnOfUnknownNames(context, options);
  const { mixTracks } = context;
  const excludedPaths = unique(excluded);
  const { added, ...counts } = expandCrate(
    {
      members,
      table: mixTracks.table,
      source: index,
      hasVector: mixTracks.sourceOf(index).has,
      record: (path) => context.recordOf(path),
    },
    { ...options, add: wanted - included.length, exclude: excludedPaths },
  );
  return {
    ...crate,
    ...counts,
    added: added.map((addition) => ({ ...addition, track: trackOf(context, addition.path) })),
    paths: [...members, ...added.map(({ path }) => path)],
  };
}

function unique(sources: readonly CrateSource[]): string[] {
  return [...new Set(sources.flatMap(({ paths }) => paths))];
}

/** Throws {@link NotFoundError} if the library has no track of the crate, and {@link OptionError} if it is empty. */
export function requireMembers(sources: readonly CrateSource[], paths: readonly string[]): void {
  if (paths.length > 0) return;
  const missing = sources.flatMap(({ notFound }) => notFound);
  const names = sources.map(({ text }) => `"${text}"`).join(' and ');
  if (missing.length === 0) throw new OptionError(`${names} has no tracks.`);
  const unscanned = missing.filter(({ reason }) => reason === 'not-scanned').map(({ name }) => name);
  const remedies: Remedy[] = [
    { action: 'rescan', ...(unscanned.length > 0 && { paths: unscanned.slice(0, MOST_PATHS) }) },
  ];
  const tracks = missing.length === 1 ? 'the track' : `any of the ${missing.length} tracks`;
  throw new NotFoundError(`The library does not have ${tracks} of ${names}, such as ${missing[0].name}.`, [], {
    remedies,
  });
}

interface Room {
  to: number | undefined;
  add: number | undefined;
  members: number;
  wanted: number;
  included: number;
}

function requireRoom({ to, members, wanted, included }: Room): void {
  if (wanted < 0) {
    throw new OptionError(`to must be ${members} or more, not ${to}: the crate has ${members} tracks already.`, {
      option: 'to',
    });
  }
  if (included > wanted) {
    const option = to === undefined ? 'add' : 'to';
    const least = option === 'to' ? members + included : included;
    const message = `${option} must be ${least} or more, because include adds ${included} tracks.`;
    throw new OptionError(message, { option });
  }
}

function noVectors(members: readonly string[]): NotFoundError {
  const remedies: Remedy[] = [
    { action: 'rescan', ...(members.length <= MOST_PATHS && { paths: members }) },
    { action: 'rebuild-index', incremental: true },
  ];
  const subject = members.length === 1 ? members[0] : `None of the crate's ${members.length} tracks`;
  return new NotFoundError(`${subject} has ${members.length === 1 ? 'no' : 'a'} vector in the index.`, [], {
    remedies,
  });
}

function isSource(part: string | CrateSource): part is CrateSource {
  return typeof part === 'object' && part !== null && Array.isArray(part.paths) && Array.isArray(part.notFound);
}
