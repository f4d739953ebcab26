import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { BrowseFilterName } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers, jsonBody } from './answers.ts';
import { cursorOf, placeOf } from './cursor.ts';
import { LAST_OFFSET, TrackId, wholeNumber } from './parameters.ts';
import { sortOf, TableFilters, tableFilters } from './track-query.ts';
import { columnsOf, TrackRow, trackRows } from './track-row.ts';

const MOST_ROWS = 500;
const DEFAULT_ROWS = 100;

const TrackPage = z
  .object({
    total: z.number().int().openapi({ description: 'Tracks that pass the filters' }),
    rows: z.array(TrackRow),
    cursor: z
      .string()
      .nullable()
      .openapi({ description: 'Place after the last row, for the next page; null at the end' }),
  })
  .openapi('TrackPage');

const listTracks = createRoute({
  method: 'get',
  path: '/api/tracks',
  summary: 'List tracks: filtered, sorted, a page at a time',
  request: {
    query: TableFilters.extend({
      limit: wholeNumber(1, MOST_ROWS).default(DEFAULT_ROWS),
      cursor: z.string().max(2000).optional().openapi({ description: 'From an earlier page with the same `sort`' }),
      offset: wholeNumber(0, LAST_OFFSET).optional().openapi({ description: 'Rows to skip; ignored with `cursor`' }),
      sort: z.string().max(200).optional().openapi({
        description: 'Columns, separated by commas; "-" in front reverses. Unknown values come last',
        example: 'bpm,-added',
      }),
      columns: z.string().max(500).optional().openapi({
        description: 'Columns, separated by commas',
        example: 'title,artist,bpm,key',
      }),
    }),
  },
  responses: answers(TrackPage, 'A page of tracks'),
});

const Counted = z.record(z.string(), z.number().int());

const TrackFacets = z
  .object({
    total: z.number().int(),
    keys: Counted.openapi({ description: 'Tracks by key in Camelot notation' }),
    bpms: z
      .array(z.object({ from: z.number(), to: z.number(), count: z.number().int() }))
      .openapi({ description: 'Histogram of tempos, in steps of 2 BPM, without empty steps' }),
    genres: Counted,
    tags: Counted,
    ratings: Counted,
    states: Counted,
    folders: z
      .array(z.object({ id: z.string(), name: z.string(), parent: z.string().nullable(), count: z.number().int() }))
      .openapi({ description: 'Folders of the tracks, with the counts of all folders in them' }),
    unknown: z
      .object({ bpm: z.number().int(), key: z.number().int(), genre: z.number().int() })
      .openapi({ description: 'Tracks without these values' }),
    without: Counted.openapi({ description: 'Total without one filter, by its name' }),
  })
  .openapi('TrackFacets');

const trackFacets = createRoute({
  method: 'get',
  path: '/api/tracks/facets',
  summary: 'Count the tracks that pass the filters, by value',
  request: { query: TableFilters },
  responses: answers(TrackFacets, 'Counts'),
});

const MOST_EDITED = 70_000;

const setValues = createRoute({
  method: 'post',
  path: '/api/tracks/values',
  summary: 'Set the same values of several tracks; one undo undoes all of it',
  request: jsonBody(
    z.strictObject({
      ids: z.array(TrackId).min(1).max(MOST_EDITED),
      rating: z.number().int().min(0).max(5).nullable().openapi({ description: 'Stars; null removes them' }),
    }),
  ),
  responses: answers(z.object({ changed: z.number().int() }), 'The number of tracks that changed'),
});

/** Lists of tracks. */
export function addTracks(app: OpenAPIHono, context: ServerContext): void {
  const { library, folders, ids, events } = context;
  app.openapi(listTracks, async (request) => {
    const { limit, offset, cursor, sort, columns: asked, ...filters } = request.req.valid('query');
    const columns = columnsOf(asked);
    const { total, tracks, end } = await library.browse({
      ...(await tableFilters(filters, context)),
      sort: sortOf(sort),
      limit,
      offset,
      ...(cursor !== undefined && { after: placeOf(cursor, sort) }),
    });
    const rows = await trackRows(tracks, columns, context);
    return request.json({ total, rows, cursor: end ? cursorOf(end, sort) : null }, 200);
  });
  app.openapi(trackFacets, async (request) => {
    const values = request.req.valid('query');
    const facets = await library.browseFacets(await tableFilters(values, context));
    const { without } = facets;
    const parameters = { ...PARAMETERS, ...(values.list !== undefined && { only: 'list' }) };
    const named = Object.entries(without).map(([name, total]) => [parameters[name as BrowseFilterName], total]);
    const counted = facets.folders.map(({ path, parent, count }) => ({
      id: folders.id(path),
      name: nameOfFolder(path),
      parent: parent === undefined ? null : folders.id(parent),
      count,
    }));
    return request.json({ ...facets, folders: counted, without: Object.fromEntries(named) }, 200);
  });
  app.openapi(setValues, async (request) => {
    const { ids: tracks, ...values } = request.req.valid('json');
    const paths = tracks.map((id) => ids.path(id));
    const { changed } = await library.editAll(paths, values);
    events.publish('library', { changed: 'tracks' });
    return request.json({ changed }, 200);
  });
}

/** Parameter of each filter. */
const PARAMETERS: Readonly<Record<BrowseFilterName, keyof typeof TableFilters.shape>> = {
  text: 'q',
  bpm: 'bpm',
  bpmOrMultiple: 'bpm',
  keys: 'key',
  tags: 'tag',
  genres: 'genre',
  rating: 'rating',
  durationS: 'duration',
  energy: 'energy',
  added: 'added',
  folders: 'folder',
  states: 'state',
  only: 'ids',
};

function nameOfFolder(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1) || path;
}
