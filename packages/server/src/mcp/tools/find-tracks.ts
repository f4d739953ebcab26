import { z } from '@hono/zod-openapi';
import { cursorOf, placeOf } from '../../http/cursor.ts';
import { browseFilters, sortOf } from '../../http/track-query.ts';
import { summaryOf } from '../../http/track-summary.ts';
import { counted } from '../counted.ts';
import { FILTERS, ListedTrack, limit } from '../parameters.ts';
import { defineTool } from '../tool.ts';

/** Lists tracks by words and filters. */
export const findTracks = defineTool({
  name: 'find_tracks',
  title: 'Find tracks',
  description:
    'Lists tracks of the library by words and filters, a page at a time, and counts all that fit. Use it to get the ids that the other tools need.',
  input: z.strictObject({
    ...FILTERS,
    sort: z
      .string()
      .max(200)
      .optional()
      .describe(
        'Columns, separated by commas; "-" in front reverses, such as "bpm,-added". Some columns: title, artist, bpm, key, energy, rating, added, duration',
      ),
    limit: limit(25, 200),
    cursor: z.string().max(2000).optional().describe('The cursor of the page before, with the same filters and sort'),
  }),
  output: z.object({
    total: z.number().int(),
    tracks: z.array(ListedTrack),
    cursor: z.string().nullable().describe('For the next page; null at the end'),
  }),
  whole: ['cursor'],
  async run(context, { sort, limit: most, cursor, ...filters }) {
    const { total, tracks, end } = await context.library.browse({
      ...browseFilters(filters, context),
      ...(cursor !== undefined && { after: placeOf(cursor, sort) }),
      sort: sortOf(sort),
      limit: most,
    });
    return {
      text: `${counted(total, 'track')} fit; here are ${tracks.length}.`,
      data: {
        total,
        tracks: tracks.map((track) => summaryOf(context, track.path, track)),
        cursor: end ? cursorOf(end, sort) : null,
      },
    };
  },
});
