import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  fileStem,
  KEY_RELATION_LABELS,
  type KeyRelation,
  type MixTrack,
  PRESET_NAMES,
  PRESETS,
  parseKey,
  SCORE_PARTS,
  type ScorePartName,
  type ScoreWeights,
  type TrackRecord,
  type Transition,
  type TransitionReason,
  WEIGHT_PRESETS,
} from '@rbassist/core';
import type { RatedMix, RecommendResult, RecommendTracksOptions } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers } from './answers.ts';
import { MIX_GRADES, mixGrade } from './mix-grade.ts';
import { MIX_POINTS, pointsOf } from './mix-points.ts';
import { Flag, OneTrack, repeated, TrackId, wholeNumber } from './parameters.ts';
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

const KeyRelationName = z.enum(Object.keys(KEY_RELATION_LABELS) as [KeyRelation]).openapi('KeyRelation');

const Reason = z
  .object({
    part: z.enum(SCORE_PARTS),
    weight: z.number(),
    value: z.number().nullable().openapi({ description: '0..1; null if a track lacks the data' }),
    text: z.string().openapi({ description: 'In words, such as "+2 % tempo"; empty if there is nothing to say' }),
    effect: z.enum(['for', 'against', 'unsure']).nullable(),
  })
  .openapi('Reason');

const Named = z.object({
  id: TrackId,
  title: z.string().nullable(),
  artist: z.string().nullable(),
  bpm: z.number().nullable(),
  key: z.string().nullable(),
  duration: z.number().nullable(),
});

const Recommended = Named.extend({
  rank: z.number().int(),
  distance: z.number().openapi({ description: 'Cosine distance, 0..2' }),
  score: z.number().nullable().openapi({ description: '0..1; null if the distance decided' }),
  fit: z.number().nullable().openapi({ description: 'Fit to `words`, 0..1' }),
  tempoChange: z.number().nullable().openapi({ description: 'Change of its pitch fader, in percent' }),
  tempoRelation: z.enum(['same', 'double', 'half', 'unknown', 'clash']),
  keyRelation: KeyRelationName,
  seed: TrackId.openapi({ description: 'The seed that it follows best' }),
  reasons: z.array(Reason),
  ...MIX_POINTS,
}).openapi('Recommendation');

const Widened = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

const Recommendations = z
  .object({
    seeds: z.array(Named.openapi('NamedTrack')),
    items: z.array(Recommended),
    removed: z.record(z.string(), z.number().int()).openapi({ description: 'Tracks that each filter removed' }),
    inactive: z.array(z.string()).openapi({ description: 'Filters that did nothing, because the seeds lack a value' }),
    widenings: z
      .array(z.object({ options: Widened, more: z.number().int() }))
      .openapi({ description: 'Changes of options that find more tracks' }),
    total: z.number().int().openapi({ description: 'Tracks that pass the filters' }),
  })
  .openapi('Recommendations');

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

const Direction = z.object({
  score: z.number().openapi({ description: '0..1' }),
  tempoChange: z.number().nullable(),
  tempoRelation: z.enum(['same', 'double', 'half', 'unknown', 'clash']),
  keyRelation: KeyRelationName,
  reasons: z.array(Reason),
});

const RatedTransition = Direction.extend({
  from: Named,
  to: Named,
  distance: z.number().nullable(),
  reverse: Direction.openapi('Transition'),
  grade: z.enum(MIX_GRADES),
  ...MIX_POINTS,
  energyChange: z.number().nullable(),
  loudnessChangeLu: z.number().nullable(),
}).openapi('RatedTransition');

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

async function recommendOptions(
  values: z.infer<typeof RecommendQuery>,
  context: ServerContext,
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
async function chosenPaths(values: TrackFilterValues, context: ServerContext): Promise<string[]> {
  const chosen = Object.fromEntries(OTHERS.map((name) => [name, values[name]]));
  const { library } = context;
  const { tracks } = await library.browse({ ...browseFilters(chosen, context), limit: library.size + 1 });
  return tracks.map(({ path }) => path);
}

function given<Options extends object>(options: Options): Partial<Options> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<Options>;
}

function weightsOf(values: Partial<Record<`w_${ScorePartName}`, number>>): Partial<ScoreWeights> {
  return given(Object.fromEntries(SCORE_PARTS.map((part) => [part, values[`w_${part}`]])));
}

function recommendAnswer(
  result: RecommendResult,
  { weights = {} }: RecommendTracksOptions,
  { ids }: ServerContext,
): z.infer<typeof Recommendations> {
  const named = (path: string, record: TrackRecord) => ({ id: ids.id(path), ...namesOf(path, record) });
  return {
    seeds: result.seeds.map(({ path, record }) => named(path, record)),
    items: result.recommendations.map(({ path, record, transition, mixPoints, ...each }) => ({
      ...named(path, record),
      rank: each.rank,
      distance: each.distance,
      score: each.score ?? null,
      fit: each.fit === undefined || Number.isNaN(each.fit) ? null : each.fit,
      tempoChange: transition.pitchPct ?? null,
      tempoRelation: each.tempoRelation,
      keyRelation: each.keyRelation,
      seed: ids.id(transition.from),
      reasons: reasonsOf(transition, weights),
      ...pointsOf(mixPoints),
    })),
    removed: result.filtered,
    inactive: result.inactive,
    widenings: result.widenings.map(({ options, more }) => ({ options: JSON.parse(JSON.stringify(options)), more })),
    total: result.left,
  };
}

function mixAnswer(mix: RatedMix, { ids }: ServerContext): z.infer<typeof RatedTransition> {
  const named = ({ path, artist, title, tempos, keys, durationS }: MixTrack) => ({
    id: ids.id(path),
    title: title ?? fileStem(path),
    artist: artist ?? null,
    bpm: tempos[0]?.value ?? null,
    key: keys[0]?.value ?? null,
    duration: durationS ?? null,
  });
  return {
    from: named(mix.tracks.from),
    to: named(mix.tracks.to),
    distance: mix.distance ?? null,
    ...directionOf(mix.transition, mix.weights),
    grade: mixGrade(mix.transition.score),
    reverse: directionOf(mix.reverse, mix.weights),
    ...pointsOf(mix.mixPoints),
    energyChange: mix.energyChange ?? null,
    loudnessChangeLu: mix.loudnessChangeLu ?? null,
  };
}

function directionOf(transition: Transition, weights: Partial<ScoreWeights>): z.infer<typeof Direction> {
  const { score, pitchPct, tempoRelation, keyRelation } = transition;
  const reasons = reasonsOf(transition, weights);
  return { score, tempoChange: pitchPct ?? null, tempoRelation, keyRelation, reasons };
}

/** Returns a reason for each part that has one in words, or a weight. */
function reasonsOf({ parts, reasons }: Transition, weights: Partial<ScoreWeights>): z.infer<typeof Reason>[] {
  const partOf = new Map(parts.map((part) => [part.name, part]));
  const shown = (name: ScorePartName, text: string, effect: TransitionReason['effect'] | null) => {
    const { value, confidence } = partOf.get(name) ?? { value: 0, confidence: 0 };
    return { part: name, weight: weights[name] ?? 0, value: confidence > 0 ? value : null, text, effect };
  };
  const told = reasons.map(({ part, text, effect }) => shown(part, text, effect));
  const silent = parts.filter(({ name }) => (weights[name] ?? 0) > 0 && !reasons.some(({ part }) => part === name));
  return [...told, ...silent.map(({ name }) => shown(name, '', null))];
}

function namesOf(path: string, { title, artist, bpm, key, duration }: TrackRecord) {
  return {
    title: title?.slice(0, LONGEST_NAME) ?? fileStem(path),
    artist: artist?.slice(0, LONGEST_NAME) ?? null,
    bpm: bpm ?? null,
    key: parseKey(key) ?? null,
    duration: duration ?? null,
  };
}

const LONGEST_NAME = 500;
