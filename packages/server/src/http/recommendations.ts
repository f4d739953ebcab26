import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { KEY_RELATION_LABELS, type KeyRelation, PRESET_NAMES, SCORE_PARTS, type ScorePartName } from '@rbassist/core';
import type { ServerContext } from '../server-context.ts';
import { answers } from './answers.ts';
import { Flag, OneTrack, repeated, TrackId, wholeNumber } from './parameters.ts';
import { TrackFilters } from './track-query.ts';

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

const MixPoint = z.object({ timeS: z.number(), reason: z.string(), cue: z.string().optional() }).openapi('MixPoint');

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
  mixOut: MixPoint.nullable().openapi({ description: 'Place to leave the seed' }),
  mixIn: MixPoint.nullable().openapi({ description: 'Place to enter this track' }),
  mixBars: z.number().nullable(),
}).openapi('Recommendation');

const Recommendations = z
  .object({
    seeds: z.array(Named.openapi('NamedTrack')),
    items: z.array(Recommended),
    removed: z.record(z.string(), z.number().int()).openapi({ description: 'Tracks that each filter removed' }),
    inactive: z.array(z.string()).openapi({ description: 'Filters that did nothing, because the seeds lack a value' }),
    widenings: z
      .array(z.object({ options: z.record(z.string(), z.unknown()), more: z.number().int() }))
      .openapi({ description: 'Changes of options that find more tracks' }),
    total: z.number().int().openapi({ description: 'Tracks that pass the filters' }),
  })
  .openapi('Recommendations');

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
  request: { params: OneTrack, query: RecommendOptions },
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
  mixOut: MixPoint.nullable(),
  mixIn: MixPoint.nullable(),
  mixBars: z.number().nullable(),
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
export function addRecommendations(app: OpenAPIHono, { ids }: ServerContext): void {
  const notYet = (...given: readonly string[]): never => {
    throw new Error(`not written yet: ${given.map((id) => ids.path(id))}`);
  };
  app.openapi(recommend, (request) => notYet(...(request.req.valid('query').seed ?? [])));
  app.openapi(neighbors, (request) => notYet(request.req.valid('param').id));
  app.openapi(rateTransition, (request) => notYet(request.req.valid('query').from));
}
