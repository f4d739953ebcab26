import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  PRESET_NAMES,
  PRESETS,
  SCORE_PARTS,
  type ScorePartName,
  type ScoreWeights,
  WEIGHT_PRESETS,
} from '@rbassist/core';
import type { RecommendTracksOptions } from '@rbassist/library';
import type { AnswerContext, ServerContext } from '../server-context.ts';
import { answers } from './answers.ts';
import { Flag, OneTrack, repeated, TrackId, wholeNumber } from './parameters.ts';
import { passingPaths } from './passing-paths.ts';
import { mixAnswer, RatedTransition, Recommendations, recommendAnswer } from './recommendation-answers.ts';
import { browseFilters, TrackFilters, type TrackFilterValues } from './track-query.ts';

const Weight = z.coerce.number().min(0).max(1000);
const WEIGHTS = Object.fromEntries(SCORE_PARTS.map((part) => [`w_${part}`, Weight.optional()])) as Record<
  `w_${ScorePartName}`,
  z.ZodOptional<typeof Weight>
>;
const MOST_SEEDS = 50;

const RecommendOptions = TrackFilters.extend({
  top: wholeNumber(1, 200).default(25),
  preset: z.enum(PRESET_NAMES).optional().openapi({ description: 'Weights and limits to start from' }),
  ...WEIGHTS,
  tempoPct: z.coerce
    .number()
    .min(0)
    .max(100)
    .optional()
    .openapi({ description: 'Largest difference in tempo, in percent' }),
  allowDoubletime: Flag.optional(),
  camelot: Flag.optional().openapi({ description: 'Only keys that mix by the Camelot rules' }),
  keyDistance: wholeNumber(0, 7).optional(),
  newArtist: Flag.optional(),
  otherVersions: Flag.optional(),
  explain: Flag.optional().openapi({ description: 'Compares bass lines and rhythms also if they have no weight' }),
  diversity: z.coerce.number().min(0).max(1).optional(),
  words: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .openapi({ description: 'Words of the sound, such as "dark, no vocals"' }),
});

const Seeds = z.object({
  seed: repeated(TrackId, MOST_SEEDS).openapi({ description: 'Seeds; at least one' }),
  unlike: repeated(TrackId, MOST_SEEDS).openapi({ description: 'Tracks that the answers should not sound like' }),
});

const RecommendQuery = RecommendOptions.extend({ unlike: Seeds.shape.unlike });

const recommend = createRoute({
  method: 'get',
  path: '/api/recommendations',
  summary: 'Find tracks that go with seeds',
  request: { query: RecommendOptions.extend(Seeds.shape) },
  responses: answers(Recommendations, 'Tracks with reasons, the best first'),
});

const neighbors = createRoute({
  method: 'get',
  path: '/api/tracks/{id}/neighbors',
  summary: 'Find tracks that go with a track',
  request: { params: OneTrack, query: RecommendQuery },
  responses: answers(Recommendations, 'Tracks with reasons, the best first'),
});

const rateTransition = createRoute({
  method: 'get',
  path: '/api/transitions',
  summary: 'Rate the mix from one track into another',
  request: { query: z.object({ from: TrackId, to: TrackId, preset: z.enum(PRESET_NAMES).optional(), ...WEIGHTS }) },
  responses: answers(RatedTransition, 'The mix, with reasons'),
});

/** Tracks that go together. */
export function addRecommendations(app: OpenAPIHono, context: ServerContext): void {
  const { library, ids } = context;
  const answer = async (seeds: readonly string[], values: z.infer<typeof RecommendQuery>) => {
    const options = await recommendOptions(values, context);
    return recommendAnswer(await library.recommend(seeds, options), options, context);
  };
  app.openapi(recommend, async (request) => {
    const { seed = [], unlike = [], ...values } = request.req.valid('query');
    const seeds = seed.map((id) => ids.path(id));
    return request.json(await answer(seeds, { ...values, unlike }), 200);
  });
  app.openapi(neighbors, async (request) => {
    const seed = ids.path(request.req.valid('param').id);
    return request.json(await answer([seed], request.req.valid('query')), 200);
  });
  app.openapi(rateTransition, async (request) => {
    const { from, to, preset = 'balanced', ...values } = request.req.valid('query');
    const weights = { ...WEIGHT_PRESETS[preset], ...weightsOf(values) };
    return request.json(mixAnswer(await library.mix(ids.path(from), ids.path(to), { weights }), context), 200);
  });
}

/** Parameters that the library's own filters have no name for. */
const OTHERS = ['q', 'bpm', 'bpmFold', 'key', 'energy', 'state', 'ids'] as const;

/** Returns the options of a request for the library. */
export async function recommendOptions(
  values: Partial<z.infer<typeof RecommendQuery>>,
  context: AnswerContext,
): Promise<RecommendTracksOptions> {
  const { ids } = context;
  const { preset, top, camelot, unlike = [], words, ...rest } = values;
  const { tempoPct, allowDoubletime, keyDistance, newArtist, otherVersions, diversity, explain } = rest;
  const { tags, genres, rating, durationS, added, folders } = browseFilters(rest, context);
  const base: RecommendTracksOptions = preset === undefined ? {} : PRESETS[preset];
  const weights = { ...base.weights, ...weightsOf(rest) };
  return {
    ...base,
    top,
    ...(Object.keys(weights).length > 0 && { weights }),
    ...(camelot !== undefined && { camelotNeighbors: camelot }),
    ...given({ tempoPct, allowDoubletime, keyDistance, newArtist, otherVersions, diversity, explain, words }),
    ...given({ tags, genres, folders }),
    ...given({ minRating: rating?.from, minDurationS: durationS?.from, maxDurationS: durationS?.to }),
    ...given({ addedSince: added?.from, addedUntil: added?.to }),
    unlike: unlike.map((id) => ids.path(id)),
    ...(OTHERS.some((name) => rest[name] !== undefined) && { only: await chosenPaths(rest, context) }),
  };
}

/** Finds the tracks that pass the filters of lists that recommendations have no own filter for. */
function chosenPaths(values: TrackFilterValues, context: AnswerContext): Promise<string[]> {
  return passingPaths(context, Object.fromEntries(OTHERS.map((name) => [name, values[name]])));
}

function given<Options extends object>(options: Options): Partial<Options> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<Options>;
}

function weightsOf(values: Partial<Record<`w_${ScorePartName}`, number>>): Partial<ScoreWeights> {
  return given(Object.fromEntries(SCORE_PARTS.map((part) => [part, values[`w_${part}`]])));
}
