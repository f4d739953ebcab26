import type { RouteConfig, z } from '@hono/zod-openapi';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDED_STATES, type Job } from '../jobs/job.ts';
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
  ['POST /api/chosen-tracks', '/api/chosen-tracks', { ids: [SKY, WING] }],
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
  ['GET /api/folders', '/api/folders'],
  ['GET /api/watch', '/api/watch'],
  ['PUT /api/watch', '/api/watch', { folders: [] }],
  [
    'PUT /api/sets/{name}',
    '/api/sets/Night',
    {
      tracks: [
        { id: SKY, locked: true },
        { id: WING, note: 'vocal' },
      ],
    },
  ],
  ['POST /api/sets/{name}/rate', '/api/sets/Night/rate', { place: 0, stars: 4 }],
  ['GET /api/sets/{name}', '/api/sets/Night'],
  ['GET /api/sets', '/api/sets'],
  ['POST /api/sets/plan', '/api/sets/plan', { seeds: [SKY], length: 3, bpmCurve: [128, 130] }],
  ['POST /api/sequences', '/api/sequences', { seeds: [SKY], top: 2, order: true }],
  ['PUT /api/mix-stars', '/api/mix-stars', { from: SKY, to: WING, stars: 4 }],
  ['GET /api/mix-stars', '/api/mix-stars'],
  ['POST /api/paths', '/api/paths', { from: SKY, to: IDS.Undertow, length: 3 }],
  ['POST /api/sets/{name}/fill', '/api/sets/Night/fill', { length: 3 }],
  ['POST /api/sets/{name}/order', '/api/sets/Night/order', {}],
  ['POST /api/sets/{name}/undo', '/api/sets/Night/undo'],
  ['POST /api/sets/{name}/rename', '/api/sets/Night/rename', { to: 'Day' }],
  ['POST /api/sets/{name}/tracks', '/api/sets/Day/tracks', { ids: [SKY] }],
  ['POST /api/tracks/values', '/api/tracks/values', { ids: [SKY, WING], rating: 3 }],
  ['PUT /api/rule-playlists/{name}', '/api/rule-playlists/House', { genres: ['House'], ratingMin: 3 }],
  ['GET /api/rule-playlists', '/api/rule-playlists'],
  ['POST /api/rule-playlists/preview', '/api/rule-playlists/preview', { bpmMin: 127.5 }],
  ['POST /api/playlists', '/api/playlists', { name: 'Sent', contents: '#EXTM3U\n/m/House/Glasswing.mp3\nnone.mp3\n' }],
  ['GET /api/playlists', '/api/playlists'],
  ['POST /api/crates/expand', '/api/crates/expand', { ids: [SKY], add: 1 }],
  ['GET /api/tags', '/api/tags'],
  ['POST /api/tracks/tags', '/api/tracks/tags', { ids: [IDS.Undertow], add: ['dark'] }],
  ['GET /api/tracks/{id}/tags', `/api/tracks/${SKY}/tags`],
  ['POST /api/tag-suggestions/undo', '/api/tag-suggestions/undo'],
  ['POST /api/tracks/tags/count', '/api/tracks/tags/count', { ids: [SKY, WING] }],
  ['POST /api/tags/rename', '/api/tags/rename', { tag: 'vocal', to: 'vox' }],
  ['POST /api/tags/remove', '/api/tags/remove', { tag: 'vox' }],
  ['POST /api/tags/migrate', '/api/tags/migrate', {}],
  ['POST /api/history/undo', '/api/history/undo', {}],
  ['GET /api/tag-problems', '/api/tag-problems'],
  ['POST /api/jobs', '/api/jobs', { kind: 'suggest-tags', minSamples: 1, margin: 2 }],
  ['GET /api/tag-suggestions', '/api/tag-suggestions?order=uncertain'],
  ['GET /api/tag-suggestions/examples', `/api/tag-suggestions/examples?track=${IDS.Undertow}&tag=peak`],
  ['POST /api/tag-suggestions/drop', '/api/tag-suggestions/drop', { allFrom: 5 }],
  ['POST /api/tag-suggestions/accept', '/api/tag-suggestions/accept', { items: [{ id: IDS.Undertow, tag: 'peak' }] }],
  ['POST /api/tag-suggestions/reject', '/api/tag-suggestions/reject', { allFrom: 0 }],
  ['POST /api/tag-suggestions/clear', '/api/tag-suggestions/clear'],
  ['GET /api/uncertain-tracks', '/api/uncertain-tracks'],
  ['POST /api/jobs', '/api/jobs', { kind: 'duplicates' }],
  ['GET /api/duplicates', '/api/duplicates'],
  ['GET /api/duplicates/staged', '/api/duplicates/staged?limit=5'],
  ['GET /api/duplicates/not-copies', '/api/duplicates/not-copies'],
  ['POST /api/jobs', '/api/jobs', { kind: 'check' }],
  ['GET /api/jobs', '/api/jobs'],
  ['GET /api/library/check', '/api/library/check'],
  ['POST /api/library/repair', '/api/library/repair', {}],
  ['GET /api/library/repair', '/api/library/repair'],
  ['POST /api/library/prune', '/api/library/prune', { apply: true }],
  ['GET /api/library/prune', '/api/library/prune'],
  ['POST /api/library/trash/restore', '/api/library/trash/restore'],
  ['POST /api/library/trash/empty', '/api/library/trash/empty'],
  ['GET /api/failures', '/api/failures'],
  ['PATCH /api/settings', '/api/settings', { workers: 2 }],
  ['GET /api/settings', '/api/settings'],
  ['GET /api/models', '/api/models'],
];

/** Routes whose answers other tests read, because they need a state that these requests don't lead to. */
const ASKED_ELSEWHERE: readonly string[] = [
  ...['GET /api/jobs/{id}', 'POST /api/jobs/{id}/cancel', 'POST /api/jobs/{id}/pause', 'POST /api/jobs/{id}/resume'],
  ...['POST /api/duplicates/stage', 'GET /api/duplicates/stage'],
  ...['POST /api/duplicates/unstage', 'GET /api/duplicates/unstage', 'GET /api/map/ids', 'GET /api/map/labels'],
  ...['GET /api/map/values', 'GET /api/map/filter'],
  ...['POST /api/imports/xml', 'POST /api/imports/undo'],
];

let served: TestServer;
beforeAll(async () => {
  served = await testServer();
});
afterAll(() => served[Symbol.asyncDispose]());

/** Waits until no job runs. */
async function untilIdle(): Promise<void> {
  const isIdle = async () => {
    const { jobs } = (await served.get('/api/jobs')) as { jobs: Job[] };
    return jobs.every(({ state }) => ENDED_STATES.includes(state));
  };
  await expect.poll(isIdle, { timeout: 20_000 }).toBe(true);
}

async function routes(): Promise<Map<string, RouteConfig>> {
  await using api = await testApp(await openLibrary({ dataDir: await temporaryFolder('routes') }));
  const found = api.app.openAPIRegistry.definitions.flatMap((each) => (each.type === 'route' ? [each.route] : []));
  return new Map(found.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route]));
}

describe('every route', () => {
  it('is asked below', async () => {
    const all = [...(await routes())].filter(([, { responses }]) => jsonSchema(responses)).map(([name]) => name);
    const asked = [...REQUESTS.map(([route]) => route), ...ASKED_ELSEWHERE];
    expect(new Set(asked)).toEqual(new Set(all));
  });

  it.each(REQUESTS)('%s answers as its schema says: %s', async (name, path, body) => {
    const [method] = name.split(' ');
    const answer = await served.send(method, path, body);
    const { responses } = (await routes()).get(name) ?? { responses: {} };
    expect([answer.ok, answer.ok ? '' : await answer.clone().text()]).toEqual([true, '']);
    expect(Object.keys(responses)).toContain(String(answer.status));
    const json = await answer.json();
    // a schema drops what it does not know
    expect(jsonSchema(responses)?.parse(json)).toEqual(json);
    if (answer.status === 202) await untilIdle();
  });
});

it.each([
  ['/api/tracks', ['GET', 'HEAD']],
  ['/api/tracks/AAAAAAAAAAA', ['GET', 'HEAD', 'PATCH']],
  ['/api/sets/Night', ['DELETE', 'GET', 'HEAD', 'PUT']],
  ['/api/jobs', ['GET', 'HEAD', 'POST']],
  ['/api/history/undo', ['POST']],
])('%s refuses methods other than %j, and names these', async (path, methods) => {
  await using api = await testApp(await openLibrary({ dataDir: await temporaryFolder('methods') }));
  const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((each) => !methods.includes(each));
  for (const method of others) {
    const answer = await api.ask(method, path);
    const allowed = answer.headers.get('allow')?.split(', ').sort();
    expect([method, answer.status, allowed]).toEqual([method, 405, methods]);
  }
});

/** Returns the schema of a JSON answer; undefined for files, streams and answers without a body. */
function jsonSchema(responses: RouteConfig['responses']): z.ZodType | undefined {
  const { content } = (responses[200] ?? responses[202] ?? {}) as { content?: Record<string, { schema: z.ZodType }> };
  return content?.['application/json']?.schema;
}

it('describes itself in OpenAPI 3.1', async () => {
  const document = (await served.get('/api/openapi.json')) as { openapi: string; paths: object };
  expect(document.openapi).toBe('3.1.0');
  const paths = new Set([...(await routes()).keys()].map((route) => route.split(' ')[1]));
  expect(new Set(Object.keys(document.paths))).toEqual(paths);
});
