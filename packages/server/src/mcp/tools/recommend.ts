import { z } from '@hono/zod-openapi';
import { PRESET_NAMES } from '@rbassist/core';
import { Weights } from '../../http/planning-options.ts';
import { Reason, Recommendations, Recommended, recommendAnswer } from '../../http/recommendation-answers.ts';
import { recommendOptions } from '../../http/recommendations.ts';
import { counted } from '../counted.ts';
import { FILTERS, limit, TrackId } from '../parameters.ts';
import { defineTool } from '../tool.ts';
import { knownIds, trackPaths } from '../track-names.ts';

const MOST_SEEDS = 50;

/** Finds tracks that go with others. */
export const recommend = defineTool({
  name: 'recommend',
  title: 'Find what goes with a track',
  description:
    'Finds tracks that mix with one track or several, with reasons in words: tempo, key, sound, energy. The best come first.',
  input: z.strictObject({
    seeds: z.array(TrackId).min(1).max(MOST_SEEDS),
    unlike: z.array(TrackId).max(MOST_SEEDS).optional().describe('Tracks that the answers should not sound like'),
    limit: limit(15, 100),
    preset: z.enum(PRESET_NAMES).optional().describe('Weights and limits to start from'),
    weights: Weights.optional().describe('Weights of the parts of the score; "ann" is the sound'),
    tempoPct: z.number().min(0).max(100).optional().describe('Largest difference in tempo, in percent'),
    allowDoubletime: z.boolean().optional().describe('Also accept half and double of the tempo'),
    camelot: z.boolean().optional().describe('Only keys that mix by the Camelot rules'),
    newArtist: z.boolean().optional().describe('Leave out the artists of the seeds'),
    diversity: z.number().min(0).max(1).optional().describe('0: only the nearest; 1: as varied as possible'),
    words: z.string().min(1).max(200).optional().describe('Words of the sound, such as "dark, no vocals"'),
    ...FILTERS,
  }),
  output: Recommendations.extend({
    items: z.array(Recommended.extend({ reasons: z.array(Reason.omit({ weight: true, value: true })) })),
  }),
  async run(context, { seeds, unlike = [], limit: top, weights = {}, ...values }, { signal }) {
    const paths = await trackPaths(context, seeds);
    const options = await recommendOptions(
      { ...values, ...queryWeights(weights), top, unlike: await knownIds(context, unlike) },
      context,
    );
    const found = recommendAnswer(await context.library.recommend(paths, { ...options, signal }), options, context);
    const items = found.items.map(({ reasons, ...item }) => ({
      ...item,
      // those without words only have a weight
      reasons: reasons.filter(({ text }) => text !== ''),
    }));
    const names = found.seeds.map(({ title }) => title).join(', ');
    return {
      text: `${counted(items.length, 'track')} of ${found.total} that go with ${names}.`,
      data: { ...found, items },
    };
  },
});

/** Returns weights under the names of the parameters of the HTTP API. */
function queryWeights(weights: z.infer<typeof Weights>) {
  return Object.fromEntries(Object.entries(weights).map(([part, weight]) => [`w_${part}`, weight]));
}
