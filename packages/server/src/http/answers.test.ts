import type { RouteConfig, z } from '@hono/zod-openapi';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../app.ts';
import { FolderIds } from '../folder-ids.ts';
import { IDS, type TestServer, testServer } from '../test-server.ts';
import { TrackIds } from '../track-ids.ts';

const SKY = IDS['Saltwater Sky'];
const WING = IDS.Glasswing;

/** A request of each route that answers with JSON, in an order in which they succeed. */
const REQUESTS: [route: string, path: string, body?: object][] = [
  ['GET /api/session', '/api/session'],
  ['GET /api/library', '/api/library'],
  [
    'GET /api/tracks',
    '/api/tracks?sort=-bpm,title&limit=3&columns=title,artist,album,genre,comments,bpm,bpmConfidence,bpmUncertain,key,' +
      'keyConfidence,keyUncertain,energy,duration,loudness,rating,added,modified,tags,mytags,suggested,state,error,' +
      'folder,hasVector,path',
  ],
  ['GET /api/tracks/facets', '/api/tracks/facets?genre=House&bpm=100-140'],
  ['GET /api/tracks/{id}', `/api/tracks/${SKY}`],
  ['GET /api/tracks/{id}', `/api/tracks/${IDS.broken}`],
  [
    'PATCH /api/tracks/{id}',
    `/api/tracks/${SKY}`,
    { rating: 5, mytags: ['peak', 'vocal'], comments: 'open', key: 'Am' },
  ],
  ['POST /api/tracks/{id}/grid', `/api/tracks/${SKY}/grid`, { action: 'halve' }],
  ['GET /api/history', '/api/history?limit=5'],
  ['POST /api/history/undo', '/api/history/undo', {}],
  ['GET /api/recommendations', `/api/recommendations?seed=${SKY}&preset=balanced&genre=House&q=glass`],
  ['GET /api/tracks/{id}/neighbors', `/api/tracks/${SKY}/neighbors?camelot=0&tempoPct=8&unlike=${IDS.Undertow}`],
  ['GET /api/transitions', `/api/transitions?from=${SKY}&to=${WING}&w_key=2`],
  ['GET /api/find', '/api/find?q=peak&rating=0-'],
  ['GET /api/search', '/api/search?q=sal'],
];

let served: TestServer;
beforeAll(async () => {
  served = await testServer();
});
afterAll(() => served[Symbol.asyncDispose]());

async function routes(): Promise<Map<string, RouteConfig>> {
  const library = await openLibrary({ dataDir: await temporaryFolder('routes') });
  const context = { ids: new TrackIds(library), folders: new FolderIds(library), token: '', version: '' };
  const app = buildApp({ library, ...context, clock: Date.now }, { host: '127.0.0.1', isPrivate: false });
  const found = app.openAPIRegistry.definitions.flatMap((each) => (each.type === 'route' ? [each.route] : []));
  return new Map(found.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route]));
}

describe('every route', () => {
  it('is asked below', async () => {
    expect(new Set(REQUESTS.map(([route]) => route))).toEqual(new Set((await routes()).keys()));
  });

  it.each(REQUESTS)('%s answers as its schema says: %s', async (name, path, body) => {
    const [method] = name.split(' ');
    const answer = await served.send(method, path, body);
    expect([answer.status, answer.status === 200 ? '' : await answer.clone().text()]).toEqual([200, '']);
    const { responses } = (await routes()).get(name) ?? { responses: {} };
    const { content } = responses[200] as { content: Record<string, { schema: z.ZodType }> };
    const json = await answer.json();
    // a schema drops what it does not know
    expect(content['application/json'].schema.parse(json)).toEqual(json);
  });
});

it('describes itself in OpenAPI 3.1', async () => {
  const document = (await served.get('/api/openapi.json')) as { openapi: string; paths: object };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toHaveLength(new Set(REQUESTS.map(([route]) => route.split(' ')[1])).size);
});
