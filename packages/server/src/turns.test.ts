import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { turns } from './turns.ts';

it('begins each request in a round of its own, in the order in which they came', async () => {
  let round = 0;
  const count = () => {
    round++;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  const began: [name: string, round: number][] = [];
  const app = new Hono();
  app.use(turns());
  app.get('/:name', async (request) => {
    began.push([request.req.param('name'), round]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return request.text('');
  });
  const names = ['a', 'b', 'c', 'd'];
  const first = names.map((name) => app.request(`/${name}`));
  await new Promise((resolve) => setTimeout(resolve, 1));
  await Promise.all([...first, app.request('/late')]);
  await app.request('/last');
  clearImmediate(counting);
  expect(began.map(([name]) => name)).toEqual([...names, 'late', 'last']);
  expect(new Set(began.map(([, at]) => at)).size).toBe(6);
});
