import { createHash } from 'node:crypto';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type Library, type LibraryMap, NotFoundError } from '@rbassist/library';
import type { ServerContext } from '../server-context.ts';
import { answers, problem } from './answers.ts';
import { TrackId } from './parameters.ts';

const tags = ['map'];
const BINARY = 'application/octet-stream';
const HEADER_BYTES = 16;
const POINT_BYTES = 8;
const FORMAT_VERSION = 1;

const FORMAT = `Little-endian: the letters RBMP; then whole numbers of 32 bits for the version of the format (${FORMAT_VERSION}),
the number of points, and the number of tracks with a vector that have no point yet. Then x and y of each point, as floats of
32 bits, in the order of /api/map/ids. The ETag is the value \`map\` there.`;

const MapIds = z
  .object({
    map: z.string().openapi({ description: 'ETag of the map in whose order the ids are' }),
    ids: z.array(TrackId),
  })
  .openapi('MapIds');

const MapLabel = z
  .object({
    x: z.number(),
    y: z.number(),
    level: z.number().int().openapi({ description: '0 for large regions; higher ones for a closer look' }),
    text: z.string(),
    source: z.enum(['tag', 'genre', 'sound']),
    tracks: z.number().int().openapi({ description: 'Tracks of the region that have the word' }),
    share: z.number().openapi({ description: "Share of the region's tracks that have the word, 0..1" }),
  })
  .openapi('MapLabel');

const getMap = createRoute({
  ...{ method: 'get', path: '/api/map', tags, summary: 'Get the places of the tracks in two dimensions' },
  description: FORMAT,
  responses: {
    200: {
      description: 'The map',
      content: { [BINARY]: { schema: z.string().openapi({ format: 'binary' }) } },
      headers: z.object({ etag: z.string() }),
    },
    304: { description: 'The map is the one of the header If-None-Match' },
    default: problem,
  },
});

const getIds = createRoute({
  ...{ method: 'get', path: '/api/map/ids', tags, summary: 'Get the tracks of the map' },
  responses: answers(MapIds, 'The ids, in the order of the points'),
});

const getLabels = createRoute({
  ...{ method: 'get', path: '/api/map/labels', tags, summary: 'Get words that stand out in regions of the map' },
  responses: answers(z.object({ labels: z.array(MapLabel) }), 'The labels, those of the largest regions first'),
});

/** The map of the library. A job of the kind `map` makes it. */
export function addMap(app: OpenAPIHono, { library, ids }: ServerContext): void {
  app.openapi(getMap, async (request) => {
    const map = await requireMap(library);
    const etag = etagOf(map);
    const headers = { etag, 'cache-control': 'no-cache' };
    if (request.req.header('if-none-match') === etag) return request.body(null, 304, headers);
    return request.body(encodeMap(map), 200, { ...headers, 'content-type': BINARY });
  });
  app.openapi(getIds, async (request) => {
    const map = await requireMap(library);
    return request.json({ map: etagOf(map), ids: map.paths.map((path) => ids.id(path)) }, 200);
  });
  app.openapi(getLabels, async (request) => {
    await requireMap(library);
    return request.json({ labels: await library.mapLabels({ signal: request.req.raw.signal }) }, 200);
  });
}

/**
 * Returns the map of the library.
 *
 * @throws {NotFoundError} if there is none.
 */
export async function requireMap(library: Library): Promise<LibraryMap> {
  const map = await library.storedMap();
  if (map !== undefined) return map;
  throw new NotFoundError('The library has no map yet, or one of another model. Start a job of the kind "map".');
}

/** Returns the tag of a map, which changes with its tracks and their places. */
export function etagOf({ paths, places, unplaced }: LibraryMap): string {
  const hash = createHash('sha256').update(`${FORMAT_VERSION} ${unplaced}`).update(bytesOf(places));
  for (const path of paths) hash.update(path).update('\0');
  return `"${hash.digest('base64url').slice(0, 22)}"`;
}

function encodeMap({ paths, places, unplaced }: LibraryMap): ArrayBuffer {
  const bytes = new Uint8Array(HEADER_BYTES + POINT_BYTES * paths.length);
  bytes.set(new TextEncoder().encode('RBMP'));
  const view = new DataView(bytes.buffer);
  view.setUint32(4, FORMAT_VERSION, true);
  view.setUint32(8, paths.length, true);
  view.setUint32(12, unplaced, true);
  bytes.set(bytesOf(places), HEADER_BYTES);
  return bytes.buffer;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
