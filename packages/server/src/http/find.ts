import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { searchWords } from '@rbassist/core';
import type { BrowseTrack } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers } from './answers.ts';
import { wholeNumber } from './parameters.ts';
import { passingPaths } from './passing-paths.ts';
import { playlistList } from './track-lists.ts';
import { TrackFilters } from './track-query.ts';
import { columnsOf, TrackRow, trackRow } from './track-row.ts';

const FindAnswer = z
  .object({
    terms: z
      .array(z.object({ text: z.string(), isNegated: z.boolean() }))
      .openapi({ description: 'The wishes that were understood' }),
    unknown: z
      .array(z.object({ text: z.string(), near: z.array(z.string()) }))
      .openapi({ description: 'Words that were left out, with known words that are near' }),
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
      columns: z.string().max(500).optional(),
    }),
  },
  responses: answers(FindAnswer, 'Tracks, the best fit first'),
});

const SearchAnswer = z
  .object({
    tracks: z.array(TrackRow),
    sets: z.array(z.object({ name: z.string(), tracks: z.number().int() })),
    tags: z.array(z.object({ name: z.string(), tracks: z.number().int() })),
    playlists: z
      .array(z.object({ list: z.string(), name: z.string(), tracks: z.number().int().nullable() }))
      .openapi({ description: 'Playlists by rules, and imported ones' }),
  })
  .openapi('SearchAnswer');

const search = createRoute({
  method: 'get',
  path: '/api/search',
  summary: 'Search tracks, sets, tags and playlists by name',
  request: { query: z.object({ q: z.string().min(1).max(200), limit: wholeNumber(1, 50).default(8) }) },
  responses: answers(SearchAnswer, 'What has these words, the best first'),
});

/** Searches by words. */
export function addFind(app: OpenAPIHono, context: ServerContext): void {
  const { library } = context;
  app.openapi(find, async (request) => {
    const { q, top, columns: asked, ...values } = request.req.valid('query');
    const columns = columnsOf(asked);
    const only = await passingPaths(context, values);
    const { terms, unknown, tracks, total, withoutTags } = await library.find(q, { top, only });
    const rows = await rowsOf(tracks.map(({ path }) => path));
    const items = tracks.flatMap(({ path, rank, score, values: fits }) => {
      const row = rows.get(path);
      return row ? [{ ...trackRow(row, columns, context), rank, score, values: fits }] : [];
    });
    const understood = terms.map(({ text, isNegated }) => ({ text, isNegated }));
    return request.json({ terms: understood, unknown, items, total, withoutTags }, 200);
  });
  app.openapi(search, async (request) => {
    const { q, limit } = request.req.valid('query');
    const [{ tracks }, sets, { tags }, byRules, imported] = await Promise.all([
      library.browse({ text: q, limit }),
      library.sets(),
      library.browseFacets(),
      // a damaged file must not take the other results away
      library.playlistPresets().catch(() => []),
      library.importedPlaylists().catch(() => []),
    ]);
    const words = searchWords(q).split(' ').filter(Boolean);
    const fits = (name: string) => words.every((word) => searchWords(name).includes(word));
    return request.json(
      {
        tracks: tracks.map((track) => trackRow(track, SEARCH_COLUMNS, context)),
        sets: sets
          .filter(({ name }) => fits(name))
          .slice(0, limit)
          .map(({ name, tracks: count }) => ({ name, tracks: count })),
        tags: Object.entries(tags)
          .filter(([name]) => fits(name))
          .slice(0, limit)
          .map(([name, count]) => ({ name, tracks: count })),
        playlists: [
          ...byRules.map(({ name }) => ({ list: `rules:${name}`, name, tracks: null })),
          ...imported.map((each) => ({ list: playlistList(each), name: each.name, tracks: each.entries })),
        ]
          .filter(({ name }) => fits(name))
          .slice(0, limit),
      },
      200,
    );
  });

  const rowsOf = async (paths: readonly string[]): Promise<Map<string, BrowseTrack>> => {
    const { tracks } = await library.browse({ only: paths, limit: paths.length + 1 });
    return new Map(tracks.map((track) => [track.path, track]));
  };
}

const SEARCH_COLUMNS = ['title', 'artist', 'bpm', 'key', 'duration'] as const;
