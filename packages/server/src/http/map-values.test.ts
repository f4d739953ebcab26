import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Job } from '../jobs/job.ts';
import { IDS, type TestServer, testServer } from '../test-server.ts';

interface Values {
  map: string;
  names: string[];
  values: (number | null)[];
}

let served: TestServer;
let ids: string[];
let etag: string;
beforeAll(async () => {
  served = await testServer();
  const missing = await served.ask('/api/map/values?by=bpm');
  expect(missing.status).toBe(404);
  const { id } = (await (await served.send('POST', '/api/jobs', { kind: 'map' })).json()) as Job;
  const isDone = async () => ((await served.get(`/api/jobs/${id}`)) as Job).state === 'done';
  await vi.waitUntil(isDone, { timeout: 30_000 });
  ({ ids, map: etag } = (await served.get('/api/map/ids')) as { ids: string[]; map: string });
});
afterAll(() => served[Symbol.asyncDispose]());

/** Returns the value of each track, by the name of its file. */
async function valuesBy(by: string): Promise<Record<string, string | number | null>> {
  const { map, names, values } = (await served.get(`/api/map/values?by=${by}`)) as Values;
  expect([map, values.length]).toEqual([etag, ids.length]);
  const shown = (value: number | null) => (value === null || names.length === 0 ? value : names[value]);
  return Object.fromEntries(
    Object.entries(IDS)
      .filter(([, id]) => ids.includes(id))
      .map(([name, id]) => [name, shown(values[ids.indexOf(id)])]),
  );
}

it.each([
  ['genre', { 'Saltwater Sky': 'House', Glasswing: 'House', Undertow: 'Techno' }],
  ['key', { 'Saltwater Sky': '8A', Glasswing: '9A', Undertow: '8A' }],
  ['bpm', { 'Saltwater Sky': 128, Glasswing: 127, Undertow: 130 }],
  ['energy', { 'Saltwater Sky': 0.7, Glasswing: null, Undertow: null }],
  ['added', { 'Saltwater Sky': Date.parse('2026-01-10T12:00:00Z') / 1000, Glasswing: null, Undertow: null }],
])('sends the %s of each point, in the order of the ids', async (by, expected) => {
  expect(await valuesBy(by)).toEqual(expected);
});

it('names the rarest tag of a track, and the commonest name first', async () => {
  await served.send('POST', '/api/tracks/tags', { ids: [IDS['Saltwater Sky'], IDS.Undertow], add: ['vocal'] });
  expect(await valuesBy('tag')).toEqual({ 'Saltwater Sky': 'peak', Glasswing: 'vocal', Undertow: 'vocal' });
  const { names } = (await served.get('/api/map/values?by=tag')) as Values;
  expect(names).toEqual(['vocal', 'peak']);
});

it('says which points pass the filters of a list', async () => {
  const passing = async (query: string) => {
    const { total, passes } = (await served.get(`/api/map/filter?${query}`)) as { total: number; passes: string };
    const bits = Buffer.from(passes, 'base64');
    const found = ids.filter((_, i) => (bits[i >> 3] >> (i & 7)) & 1);
    expect(found.length).toBe(total);
    return found.sort();
  };
  expect(await passing('')).toEqual([...ids].sort());
  expect(await passing('key=8A')).toEqual([IDS['Saltwater Sky'], IDS.Undertow].sort());
  expect(await passing('key=8A&genre=Techno')).toEqual([IDS.Undertow]);
  expect(await passing('bpm=60-62')).toEqual([]);
  const chosen = await served.send('POST', '/api/chosen-tracks', { ids: [IDS.Undertow, IDS.Glasswing] });
  const { list } = (await chosen.json()) as { list: string };
  expect(await passing(`list=${list}&key=8A`)).toEqual([IDS.Undertow]);
});

it('refuses an unknown value', async () => {
  const answer = await served.ask('/api/map/values?by=mood');
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('by') });
});
