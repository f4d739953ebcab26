import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { ServerContext } from '../server-context.ts';
import { answers } from './answers.ts';
import { wholeNumber } from './parameters.ts';
import { TrackFilters, TrackRow } from './track-query.ts';

const FindAnswer = z
  .object({
    terms: z.array(z.looseObject({})).openapi({ description: 'The terms that were understood' }),
    unknown: z.array(z.object({ words: z.string(), suggestions: z.array(z.string()) })),
    items: z.array(TrackRow.extend({ rank: z.number().int(), score: z.number(), values: z.array(z.number()) })),
    total: z.number().int(),
    withoutTags: z.number().int().openapi({ description: 'Tracks that have no sound tags' }),
  })
  .openapi('FindAnswer');

const find = createRoute({
  method: 'get',
  path: '/api/find',
  summary: 'Find tracks by words of their sound, tags and genres',
  request: {
    query: TrackFilters.omit({ q: true }).extend({
      q: z.string().min(1).max(200).openapi({ example: 'dark techno, no vocals' }),
      top: wholeNumber(1, 200).default(25),
    }),
  },
  responses: answers(FindAnswer, 'Tracks, the best fit first'),
});

const SearchAnswer = z
  .object({
    tracks: z.array(TrackRow),
    sets: z.array(z.object({ name: z.string(), tracks: z.number().int() })),
    tags: z.array(z.object({ name: z.string(), tracks: z.number().int() })),
  })
  .openapi('SearchAnswer');

const search = createRoute({
  method: 'get',
  path: '/api/search',
  summary: 'Search tracks, sets and tags by name',
  request: { query: z.object({ q: z.string().min(1).max(200), limit: wholeNumber(1, 50).default(8) }) },
  responses: answers(SearchAnswer, 'What has these words, the best first'),
});

/** Searches by words. */
export function addFind(app: OpenAPIHono, context: ServerContext): void {
  void context;
  app.openapi(find, (request) => request.json({ terms: [], unknown: [], items: [], total: 0, withoutTags: 0 }, 200));
  app.openapi(search, (request) => request.json({ tracks: [], sets: [], tags: [] }, 200));
}
