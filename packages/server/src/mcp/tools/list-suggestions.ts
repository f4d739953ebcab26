import { z } from '@hono/zod-openapi';
import { SUGGESTION_BASES } from '@rbassist/library';
import { orderedSuggestions, SUGGESTION_ORDERS } from '../../http/suggestion-order.ts';
import { summaryOf } from '../../http/track-summary.ts';
import { counted } from '../counted.ts';
import { ListedTrack, limit, Name } from '../parameters.ts';
import { defineTool } from '../tool.ts';

const LAST_OFFSET = 10_000_000;

/** Lists stored suggestions. */
export const listSuggestions = defineTool({
  name: 'list_suggestions',
  title: 'List stored suggestions of tags',
  description:
    'Lists the suggested tags that are stored and wait for the user, one row for each track and tag. suggest_tags computes new ones instead. judge_suggestions accepts and rejects them.',
  input: z.strictObject({
    order: z
      .enum(SUGGESTION_ORDERS)
      .default('uncertain')
      .describe('"uncertain": nearest to the threshold first; "sure": the highest certainty first'),
    tag: Name.optional().describe('Only suggestions of this tag'),
    limit: limit(25, 200),
    offset: z.number().int().min(0).max(LAST_OFFSET).default(0),
  }),
  output: z.object({
    total: z.number().int(),
    suggestions: z.array(
      z.object({
        track: ListedTrack,
        tag: z.string(),
        score: z.number(),
        threshold: z.number().describe('Score from which it is suggested'),
        certainty: z.number().describe('0 at the threshold, 1 at the highest score'),
        basis: z
          .enum(SUGGESTION_BASES)
          .describe(
            'Meaning of the score: a cosine, the share of right suggestions, or the share of the library with less of it',
          ),
      }),
    ),
  }),
  async run(context, { order, tag, limit: most, offset }) {
    const stored = context.library.tagSuggestions({ minConfidence: -Number.MAX_VALUE });
    const all = orderedSuggestions(stored, order, tag);
    const suggestions = all
      .slice(offset, offset + most)
      .map(({ path, ...suggestion }) => ({ track: summaryOf(context, path), ...suggestion }));
    return {
      text: `${counted(all.length, 'suggestion')} stored; here are ${suggestions.length}.`,
      data: { total: all.length, suggestions },
    };
  },
});
