import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { BrowseFilters, BrowseTrack, Library } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers } from './answers.ts';
import { etagOf, requireMap } from './map.ts';
import { TableFilters, tableFilters } from './track-query.ts';

const tags = ['map'];
const MAP_VALUES = ['genre', 'key', 'bpm', 'energy', 'tag', 'added'] as const;
/** Letters of a name; a file's tag may have megabytes. */
const LONGEST_NAME = 200;

const map = z.string().openapi({ description: 'ETag of the map in whose order the answer is' });

const MapValues = z
  .object({
    map,
    names: z.array(z.string()).openapi({
      description: 'For `genre`, `key` and `tag`: the names, those of the most tracks first; otherwise empty',
    }),
    values: z.array(z.number().nullable()).openapi({
      description:
        'One for each point; null if unknown. A place in `names`, for `tag` that of its rarest tag; ' +
        'otherwise BPM, energy from 0 to 1, or for `added` seconds since 1970',
    }),
  })
  .openapi('MapValues');

const MapFilter = z
  .object({
    map,
    total: z.number().int().openapi({ description: 'Points that pass' }),
    passes: z.string().openapi({ description: 'Base64 of one bit for each point, the lowest of a byte first' }),
  })
  .openapi('MapFilter');

const getValues = createRoute({
  ...{ method: 'get', path: '/api/map/values', tags, summary: 'Get one value of each track of the map' },
  request: { query: z.object({ by: z.enum(MAP_VALUES) }) },
  responses: answers(MapValues, 'The values, in the order of the points'),
});

const getFilter = createRoute({
  ...{ method: 'get', path: '/api/map/filter', tags, summary: 'Find the tracks of the map that pass filters' },
  request: { query: TableFilters },
  responses: answers(MapFilter, 'One bit for each point, in their order'),
});

/** Values of the tracks of the map, and filters for them. */
export function addMapValues(app: OpenAPIHono, context: ServerContext): void {
  const { library } = context;

  app.openapi(getValues, async (request) => {
    const stored = await requireMap(library);
    const { by } = request.req.valid('query');
    const known = new Map((await allTracks(library)).map((track) => [track.path, track]));
    const tracks = stored.paths.map((path) => known.get(path));
    return request.json({ map: etagOf(stored), ...VALUES[by](tracks) }, 200);
  });

  app.openapi(getFilter, async (request) => {
    const stored = await requireMap(library);
    const filters = await tableFilters(request.req.valid('query'), context);
    const passing = new Set((await allTracks(library, filters)).map(({ path }) => path));
    const bits = new Uint8Array(Math.ceil(stored.paths.length / 8));
    let total = 0;
    for (const [i, path] of stored.paths.entries()) {
      if (!passing.has(path)) continue;
      bits[i >> 3] |= 1 << (i & 7);
      total++;
    }
    return request.json({ map: etagOf(stored), total, passes: Buffer.from(bits).toString('base64') }, 200);
  });
}

type Tracks = readonly (BrowseTrack | undefined)[];
type Values = Pick<z.infer<typeof MapValues>, 'names' | 'values'>;

const VALUES: Readonly<Record<(typeof MAP_VALUES)[number], (tracks: Tracks) => Values>> = {
  genre: (tracks) => named(tracks, ({ genre }) => (genre === undefined ? [] : [genre])),
  key: (tracks) => named(tracks, ({ key }) => (key === undefined ? [] : [key])),
  tag: (tracks) => named(tracks, ({ tags: all }) => all),
  bpm: (tracks) => numbers(tracks, ({ bpm }) => bpm, 100),
  energy: (tracks) => numbers(tracks, ({ energy }) => energy, 1000),
  added: (tracks) => numbers(tracks, ({ addedMs }) => addedMs && addedMs / 1000, 1),
};

/** Returns the rarest name of each track: of several it says most. */
function named(tracks: Tracks, read: (track: BrowseTrack) => readonly string[]): Values {
  const namesOf = tracks.map((track) => (track ? read(track).map((name) => name.slice(0, LONGEST_NAME)) : []));
  const counts = new Map<string, number>();
  for (const name of namesOf.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1)).map(([name]) => name);
  const places = new Map(names.map((name, place) => [name, place]));
  const rarest = (of: string[]) => of.reduce((last, name) => Math.max(last, places.get(name) ?? 0), -1);
  return { names, values: namesOf.map((of) => (of.length === 0 ? null : rarest(of))) };
}

/** @param steps Steps of one unit to which a value is rounded. */
function numbers(tracks: Tracks, read: (track: BrowseTrack) => number | undefined, steps: number): Values {
  const values = tracks.map((track) => {
    const value = track && read(track);
    return value !== undefined && Number.isFinite(value) ? Math.round(value * steps) / steps : null;
  });
  return { names: [], values };
}

async function allTracks(library: Library, filters: BrowseFilters = {}): Promise<BrowseTrack[]> {
  return (await library.browse({ ...filters, limit: Number.MAX_SAFE_INTEGER })).tracks;
}
