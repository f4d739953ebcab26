import type { RouteConfig, z } from '@hono/zod-openapi';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../test-app.ts';
import { IDS, type TestServer, testServer } from '../test-server.ts';

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
  ['GET /api/jobs', '/api/jobs'],
  ['GET /api/folders', '/api/folders'],
  ['PUT /api/sets/{name}', '/api/sets/Friday', { tracks: [{ id: SKY }, { id: WING, locked: true }] }],
  ['GET /api/sets', '/api/sets'],
  ['GET /api/sets/{name}', '/api/sets/Friday'],
  ['POST /api/sets/{name}/rename', '/api/sets/Friday/rename', { to: 'Saturday' }],
  ['POST /api/sets/{name}/order', '/api/sets/Saturday/order', {}],
  ['POST /api/sets/{name}/undo', '/api/sets/Saturday/undo'],
  ['POST /api/sets/plan', '/api/sets/plan', { length: 3 }],
  ['POST /api/tracks/tags', '/api/tracks/tags', { ids: [SKY], add: ['dark'] }],
  ['GET /api/tracks/{id}/tags', `/api/tracks/${SKY}/tags`],
  ['GET /api/tags', '/api/tags'],
  ['GET /api/tag-problems', '/api/tag-problems'],
  ['GET /api/tag-suggestions', '/api/tag-suggestions'],
  ['POST /api/tag-suggestions/clear', '/api/tag-suggestions/clear'],
  ['POST /api/tag-suggestions/undo', '/api/tag-suggestions/undo'],
  ['POST /api/library/trash/restore', '/api/library/trash/restore'],
  ['POST /api/library/trash/empty', '/api/library/trash/empty'],
  ['GET /api/failures', '/api/failures'],
];

/** Routes that answer with a job, the result of one, a stream or a file: their own tests ask them. */
const ASKED_ELSEWHERE = [
  ...['GET /api/tracks/{id}/audio', 'GET /api/tracks/{id}/artwork', 'GET /api/tracks/{id}/waveform'],
  ...['POST /api/jobs', 'GET /api/jobs/{id}', 'GET /api/events', 'GET /api/jobs/{id}/events'],
  ...['cancel', 'pause', 'resume'].map((verb) => `POST /api/jobs/{id}/${verb}`),
  ...['fill', 'rate'].map((verb) => `POST /api/sets/{name}/${verb}`),
  ...['POST /api/paths', 'POST /api/crates/expand', 'POST /api/exports', 'DELETE /api/sets/{name}'],
  ...['accept', 'reject'].map((verb) => `POST /api/tag-suggestions/${verb}`),
  ...['GET /api/tag-suggestions/examples', 'GET /api/uncertain-tracks', 'GET /api/duplicates'],
  ...['GET', 'POST'].flatMap((method) => [`${method} /api/duplicates/stage`, `${method} /api/duplicates/unstage`]),
  ...['GET', 'POST'].flatMap((method) => [`${method} /api/library/repair`, `${method} /api/library/prune`]),
  'GET /api/library/check',
];

let served: TestServer;
beforeAll(async () => {
  served = await testServer();
});
afterAll(() => served[Symbol.asyncDispose]());

async function routes(): Promise<Map<string, RouteConfig>> {
  await using api = await testApp(await openLibrary({ dataDir: await temporaryFolder('routes') }));
  const found = api.app.openAPIRegistry.definitions.flatMap((each) => (each.type === 'route' ? [each.route] : []));
  return new Map(found.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route]));
}

describe('every route', () => {
  it('is asked here or elsewhere', async () => {
    const asked = new Set([...REQUESTS.map(([route]) => route), ...ASKED_ELSEWHERE]);
    expect([...asked].sort()).toEqual([...(await routes()).keys()].sort());
  });

  it.each(REQUESTS)('%s answers as its schema says: %s', async (name, path, body) => {
    const [method] = name.split(' ');
    const answer = await served.send(method, path, body);
    expect([answer.status, answer.status === 200 ? '' : await answer.clone().text()]).toEqual([200, '']);
    const { responses = {} } = (await routes()).get(name) ?? {};
    const { content } = (responses as Record<number, unknown>)[200] as {
      content: Record<string, { schema: z.ZodType }>;
    };
    const json = await answer.json();
    // a schema drops what it does not know
    expect(content['application/json'].schema.parse(json)).toEqual(json);
  });
});

it('describes itself in OpenAPI 3.1', async () => {
  const document = (await served.get('/api/openapi.json')) as { openapi: string; paths: object };
  expect(document.openapi).toBe('3.1.0');
  const paths = [...(await routes()).keys()].map((route) => route.split(' ')[1]);
  expect(new Set(Object.keys(document.paths))).toEqual(new Set(paths));
});
