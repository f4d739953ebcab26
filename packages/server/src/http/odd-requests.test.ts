import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IDS, type TestServer, testServer } from '../test-server.ts';

const SKY = `/api/tracks/${IDS['Saltwater Sky']}`;
const DEEP = 20_000;

let served: TestServer;
beforeAll(async () => {
  served = await testServer();
});
afterAll(() => served[Symbol.asyncDispose]());

/** Sends a body as it is, and returns the status and the problem. */
async function send(method: string, path: string, body: string | Buffer): Promise<[number, string]> {
  const headers = { 'content-type': 'application/json' };
  const answer = await served.ask(path, { method, body: new Uint8Array(Buffer.from(body)), headers });
  const { detail = '' } = (await answer.json()) as { detail?: string };
  return [answer.status, detail];
}

describe('bodies', () => {
  it.each<[string, string, string, string | Buffer, string]>([
    ['a number that is infinite', 'POST', '/api/sets/plan', '{"length":1e309}', 'length'],
    ['no number', 'POST', '/api/sets/plan', '{"length":NaN}', 'JSON'],
    ['a prototype', 'POST', '/api/sets/plan', '{"__proto__":{"length":3}}', '__proto__'],
    ['a constructor', 'PATCH', SKY, '{"constructor":{"prototype":{"bpm":1}}}', 'constructor'],
    ['deep lists', 'POST', '/api/sets/plan', `{"seeds":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`, 'seeds'],
    ['deep objects', 'POST', '/api/sets/plan', `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`, '"a"'],
    ['half a JSON', 'POST', '/api/sets/plan', '{"seeds":["', 'JSON'],
    ['nothing', 'PATCH', SKY, '', 'JSON'],
    ['a list', 'PATCH', SKY, '[]', 'The body'],
    ['broken UTF-8', 'POST', '/api/sets/plan', Buffer.from('{"seeds":["\xff\xfe\xc0\xaf"]}', 'latin1'), 'seeds'],
  ])('with %s get a problem', async (_, method, path, body, word) => {
    const [status, detail] = await send(method, path, body);
    expect(status).toBe(400);
    expect(detail).toContain(word);
  });

  it('may name tags as objects name their own members', async () => {
    const tags = ['__proto__', 'constructor', 'toString'];
    await send('PATCH', SKY, JSON.stringify({ mytags: tags }));
    const facets = (await served.get('/api/tracks/facets')) as { tags: Record<string, number> };
    expect(Object.entries(facets.tags)).toEqual(expect.arrayContaining(tags.map((tag) => [tag, 1])));
    const found = (await served.get('/api/tracks?tag=__proto__')) as { rows: { title: string }[] };
    expect(found.rows.map(({ title }) => title)).toEqual(['Saltwater Sky']);
  });

  it.each(['../../x', 'a\0b', 'CON', '.', '__proto__', 'x'.repeat(500)])(
    'save a set named %j inside the data folder',
    async (name) => {
      const path = `/api/sets/${encodeURIComponent(name).replaceAll('.', '%2E')}`;
      const sets = () => readdir(join(served.dataDir, 'sets')).catch(() => []);
      const before = await sets();
      const answer = await served.send('PUT', path, { tracks: [] });
      // an address with a dot alone means its folder
      expect(answer.status).toBe(name === '.' ? 404 : 200);
      expect(await sets()).toHaveLength(before.length + (answer.ok ? 1 : 0));
    },
  );
});

describe('lists', () => {
  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('refuse a cursor of another sort', async () => {
    const first = (await served.get('/api/tracks?sort=bpm&limit=1')) as { cursor: string };
    expect((await served.ask(`/api/tracks?sort=bpm&limit=1&cursor=${first.cursor}`)).status).toBe(200);
    for (const sort of ['', '&sort=-bpm', '&sort=title']) {
      expect((await served.ask(`/api/tracks?cursor=${first.cursor}${sort}`)).status).toBe(400);
    }
  });

  it.each<[string, unknown]>([
    ['an object as key', ['', 1, {}]],
    ['a list as key', ['', 1, [[]]]],
    ['a yes', ['', 1, true]],
    ['no place', ['']],
    ['text', 'abc'],
    ['null', null],
    ['an object', { 0: '', 1: 1 }],
  ])('refuse a cursor with %s', async (_, value) => {
    expect((await served.ask(`/api/tracks?cursor=${cursor(value)}`)).status).toBe(400);
  });

  it.each([
    ['columns=__proto__', 400],
    ['columns=constructor', 400],
    ['sort=__proto__', 400],
    ['limit=1&limit=2', 400],
    ['limit=', 400],
    ['limit=1e309', 400],
    ['bpm=1e9', 400],
    [`${'tag=a&'.repeat(500)}`, 400],
    [`${'a=1&'.repeat(2000)}`, 200],
    ['__proto__=1&constructor=2&q[a]=1', 200],
    ['q=%ff%fe&tag=%c0%af', 200],
    ['q=%', 200],
    ['q=%22%27*(%5B%5C%3Bselect', 200],
    ['offset=9999999', 200],
  ])('answer %s with %i', async (query, status) => {
    expect((await served.ask(`/api/tracks?${query}`)).status).toBe(status);
  });
});
