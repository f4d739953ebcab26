import {
  checkOptions,
  type OptionRule,
  optionRules,
  type QueryTerm,
  RUN_OPTION_RULES,
  type RunOptions,
  requireRule,
  type TrackFilterOptions,
  type TrackRecord,
  trackFilter,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { checkRules } from '../lists/list-by-rules.ts';
import { ruleTest } from '../lists/match-rules.ts';
import type { PlaylistRules } from '../lists/playlist-rules.ts';
import { isPresent } from '../mix/is-present.ts';
import { requireTracks } from '../mix/require-tracks.ts';
import { type NamedTrackOptions, resolvePathOptions } from '../recommend/path-options.ts';
import { readQuery, type UnknownWords } from './read-query.ts';
import { scoreQuery } from './score-query.ts';
import { soundVectors } from './sound-vectors.ts';

/** Options of `Library.find`. */
export interface FindOptions
  extends TrackFilterOptions,
    NamedTrackOptions,
    Pick<PlaylistRules, 'bpmMin' | 'bpmMax' | 'keys' | 'mixesWith'>,
    RunOptions {
  /** Number of tracks. @default 25 */
  top?: number;
}

/** Defaults of {@link FindOptions}. */
export const FIND_DEFAULTS = { top: 25 } as const satisfies FindOptions;

const RULES = {
  ...RUN_OPTION_RULES,
  top: optionRules.positiveInteger,
  crates: optionRules.textList,
  exclude: optionRules.textList,
} satisfies Partial<Record<keyof FindOptions, OptionRule>>;

/** A track that fits a query. */
export interface FoundTrack {
  /** Position in the result, from 1. */
  rank: number;
  path: string;
  record: TrackRecord;
  /** Geometric mean of `values`, 0..1. */
  score: number;
  /** Value of each term, 0..1: the share of the library that fits it less. 1 also for a tag or genre of yours. */
  values: number[];
}

/** Result of `Library.find`. */
export interface FindResult {
  terms: QueryTerm[];
  /** Words that were left out, because no sound, tag or genre has them. */
  unknown: UnknownWords[];
  tracks: FoundTrack[];
  /** Number of tracks that pass the filters and have what the query asks for. */
  total: number;
  /** Number of tracks that pass the filters, but have no sound tags. */
  withoutTags: number;
  /** True if the call was aborted; there are no tracks then. */
  interrupted: boolean;
}

/** See `Library.find`. */
export async function findTracks(context: LibraryContext, query: string, options: FindOptions): Promise<FindResult> {
  requireRule('query', query, optionRules.text);
  const { top = FIND_DEFAULTS.top, crates, exclude, signal, onProgress, ...rest } = options;
  const { bpmMin, bpmMax, keys, mixesWith, ...filters } = rest;
  checkOptions({ top, crates, exclude, signal, onProgress }, RULES);
  const rules = { bpmMin, bpmMax, keys, mixesWith };
  checkRules(rules);
  await context.refresh();
  requireTracks(context);
  const { exclude: excluded = [], ...kept } = await resolvePathOptions(context, { ...filters, crates, exclude });
  const { table } = context.mixTracks;
  const passes = trackFilter(table, kept);
  const sound = await soundVectors(context, { signal, onProgress });
  const result: FindResult = { terms: [], unknown: [], tracks: [], total: 0, withoutTags: 0, interrupted: true };
  if (sound === undefined) return result;
  const read = await readQuery(context, query, sound);
  const { values, scores } = scoreQuery(context, read, sound);
  const { passes: fits } = ruleTest(table, rules);
  const out = new Set(excluded);
  const chosen = [...table.tracks.keys()].filter((position) => {
    const track = table.tracks[position];
    return isPresent(track) && passes(position) && fits(position) && !out.has(track.path);
  });
  const fitting = chosen.filter((position) => !Number.isNaN(scores[position]));
  const pathOf = (position: number) => table.tracks[position].path;
  fitting.sort((a, b) => scores[b] - scores[a] || (pathOf(a) < pathOf(b) ? -1 : 1));
  const rows = sound.index && sound.table && context.mixTracks.rowsOf(sound.index);
  return {
    terms: read.terms,
    unknown: read.unknown,
    tracks: fitting.slice(0, top).map((position, i) => ({
      rank: i + 1,
      path: pathOf(position),
      record: context.recordOf(pathOf(position)) ?? {},
      score: scores[position],
      values: values.map((each) => each[position]),
    })),
    total: fitting.length,
    withoutTags: rows === undefined ? 0 : chosen.filter((position) => rows[position] < 0).length,
    interrupted: false,
  };
}
