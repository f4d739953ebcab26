import { z } from '@hono/zod-openapi';
import { CURVE_NAMES, SCORE_PARTS, type ScoreWeights } from '@rbassist/core';
import type { SetOptions } from '@rbassist/library';
import type { AnswerContext } from '../server-context.ts';
import { FolderId, TrackId } from './parameters.ts';

const MOST_TRACKS = 10_000;
/** A page waits for the answer. */
const LONGEST_SEARCH_S = 60;
const LONGEST_SET = 500;

const names = z.array(z.string().min(1)).max(1000);
const ids = z.array(TrackId).max(MOST_TRACKS);
const weight = z.number().min(0).optional();

/** Weights of the parts of a mix's score. */
export const Weights = z
  .strictObject(
    Object.fromEntries(SCORE_PARTS.map((part) => [part, weight])) as Record<keyof ScoreWeights, typeof weight>,
  )
  .openapi('ScoreWeights');

/** Filters of the tracks that may be chosen. */
export const ChosenTracks = z
  .strictObject({
    tags: names.optional().openapi({ description: 'All of these tags' }),
    notTags: names.optional(),
    genres: names.optional().openapi({ description: 'Any of these genres' }),
    minRating: z.number().min(0).max(5).optional(),
    minDurationS: z.number().min(0).optional(),
    maxDurationS: z.number().min(0).optional(),
    addedSince: z.string().optional().openapi({ description: 'ISO 8601 date or time' }),
    addedUntil: z.string().optional(),
    folders: z.array(FolderId).max(1000).optional(),
    only: ids.optional(),
  })
  .openapi('ChosenTracks');

const bpm = z.number().min(20).max(400).optional();

/** {@link ChosenTracks}, and limits of the tempo. */
const PlanFilters = ChosenTracks.extend({ minBpm: bpm, maxBpm: bpm }).openapi('PlanFilters');

/** Tracks to leave out. */
export const Exclusions = z
  .strictObject({
    tracks: ids.optional(),
    artists: names.optional(),
    tags: names.optional(),
    sets: names.optional(),
  })
  .openapi('Exclusions');

const rules = {
  exclude: Exclusions.optional(),
  artistSpacing: z.number().int().min(0).optional(),
  transitionRules: z
    .strictObject({
      maxPitchPct: z.number().min(0).optional(),
      noDoubletime: z.boolean().optional(),
      keysMustMix: z.boolean().optional(),
      maxLoudnessLu: z.number().min(0).optional(),
    })
    .optional(),
  weights: Weights.optional(),
  filters: PlanFilters.optional(),
  timeLimitS: z.number().positive().max(LONGEST_SEARCH_S).optional(),
};

const curves = {
  energyCurve: z.union([z.enum(CURVE_NAMES), z.array(z.number().min(0).max(1)).min(1).max(100)]).optional(),
  bpmCurve: z.array(z.number().min(20).max(400)).min(1).max(100).optional(),
};

/** A set keeps the rules that it is planned with again, so no list of the tracks that have a tempo now. */
const againRules = { ...rules, filters: ChosenTracks.optional() };

/** Options of a path between two tracks. */
export const PathRequest = z
  .strictObject({ from: TrackId, to: TrackId, length: z.number().int().min(2).max(LONGEST_SET).optional(), ...rules })
  .openapi('PathRequest');

/** Options that replace those of a set's plan when it is filled or ordered. */
export const PlanAgainRequest = z.strictObject({ ...againRules, ...curves }).openapi('PlanAgainRequest');

/** {@link PlanAgainRequest}, and the number of tracks that the set gets. */
export const FillRequest = z
  .strictObject({ length: z.number().int().min(1).max(LONGEST_SET).optional(), ...againRules, ...curves })
  .openapi('FillRequest', { description: 'Without `length`, one track more' });

/** Options of a plan that its set keeps. */
export const KeptPlan = z
  .strictObject({
    artistSpacing: rules.artistSpacing,
    transitionRules: rules.transitionRules,
    weights: rules.weights,
    filters: ChosenTracks.optional(),
    ...curves,
  })
  .openapi('KeptPlan');

/** Options of a planned set. */
export const PlanRequest = z
  .strictObject({
    seeds: z.array(TrackId).max(LONGEST_SET).optional(),
    keepOrder: z.boolean().optional(),
    length: z.number().int().min(1).max(LONGEST_SET).optional(),
    durationS: z.number().positive().optional(),
    start: TrackId.optional(),
    end: TrackId.optional(),
    locked: z
      .array(z.strictObject({ place: z.number().int().min(0), id: TrackId }))
      .max(LONGEST_SET)
      .optional(),
    exact: z.boolean().optional(),
    ...rules,
    ...curves,
  })
  .openapi('PlanRequest');

type PlanRequest = z.infer<typeof PlanRequest>;

/**
 * Replaces the names of tracks and folders in a request by paths of the library.
 *
 * @throws {NotFoundError} if the library has no such track, or no answer named such a folder.
 */
export async function planningOptions(context: AnswerContext, request: PlanRequest): Promise<SetOptions> {
  const { ids } = context;
  const { seeds, start, end, locked, exclude, filters, ...plain } = request;
  return {
    ...plain,
    ...(seeds && { seeds: seeds.map((id) => ids.path(id)) }),
    ...(start !== undefined && { start: ids.path(start) }),
    ...(end !== undefined && { end: ids.path(end) }),
    ...(locked && { locked: locked.map(({ place, id }) => ({ place, path: ids.path(id) })) }),
    ...(exclude && { exclude: exclusions(context, exclude) }),
    ...(filters && { filters: await planFilters(context, filters) }),
  };
}

/** Returns filters with paths in place of names, and the tracks of a tempo by their paths. */
async function planFilters(
  context: AnswerContext,
  { minBpm, maxBpm, ...filters }: z.infer<typeof PlanFilters>,
): Promise<SetOptions['filters']> {
  const chosen = chosenTracks(context, filters);
  if (minBpm === undefined && maxBpm === undefined) return chosen;
  const { library } = context;
  const { tracks } = await library.browse({
    bpm: { from: minBpm, to: maxBpm },
    ...(chosen.only && { only: chosen.only }),
    limit: library.size + 1,
  });
  return { ...chosen, only: tracks.map(({ path }) => path) };
}

/** Returns exclusions as the library reads them: each text says what it names. */
export function exclusions(
  { ids }: Pick<AnswerContext, 'ids'>,
  { tracks = [], artists = [], tags = [], sets = [] }: z.infer<typeof Exclusions>,
): string[] {
  return [
    ...tracks.map((id) => `track:${ids.path(id)}`),
    ...artists.map((name) => `artist:${name}`),
    ...tags.map((name) => `tag:${name}`),
    ...sets.map((name) => `set:${name}`),
  ];
}

/** Returns filters with paths in place of names. */
export function chosenTracks({ ids, folders }: AnswerContext, filters: z.infer<typeof ChosenTracks>) {
  return {
    ...filters,
    folders: filters.folders?.map((id) => folders.path(id)) ?? [],
    ...(filters.only && { only: filters.only.map((id) => ids.path(id)) }),
  };
}
