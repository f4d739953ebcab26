import { z } from '@hono/zod-openapi';
import { passingPaths } from '../../http/passing-paths.ts';
import { summaryOf } from '../../http/track-summary.ts';
import { counted } from '../counted.ts';
import { FILTERS, ListedTrack, limit } from '../parameters.ts';
import { defineTool } from '../tool.ts';

const { q: _, ...filters } = FILTERS;

/** Finds tracks by words of their sound. */
export const findBySound = defineTool({
  name: 'find_by_sound',
  title: 'Find tracks by sound',
  description:
    'Finds tracks by words of their sound, the user\'s tags and genres, such as "dark techno, no vocals". The best fit comes first. Words that the library does not know are listed with known ones that are near.',
  input: z.strictObject({
    words: z.string().trim().min(1).max(200).describe('Wishes, separated by commas; "no" in front of one reverses it'),
    limit: limit(25, 200),
    ...filters,
  }),
  output: z.object({
    total: z.number().int().describe('Tracks that fit'),
    understood: z.array(z.object({ text: z.string(), isNegated: z.boolean() })),
    unknown: z.array(z.object({ text: z.string(), near: z.array(z.string()) })),
    withoutTags: z.number().int().describe('Tracks that have no sound tags'),
    tracks: z.array(z.object({ track: ListedTrack, score: z.number().describe('0 to 1') })),
  }),
  async run(context, { words, limit: top, ...values }, { signal }) {
    const only = await passingPaths(context, values);
    const { terms, unknown, tracks, total, withoutTags } = await context.library.find(words, { top, only, signal });
    return {
      text: `${counted(total, 'track')} fit; here are ${tracks.length}.`,
      data: {
        ...{ total, understood: terms, unknown, withoutTags },
        tracks: tracks.map(({ path, score }) => ({ track: summaryOf(context, path), score })),
      },
    };
  },
});
