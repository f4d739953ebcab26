/**
 * Measures the server on a generated library: start, lists, recommendations, and many clients at once. Times are those
 * of a client; the processor time of a request, in this process, does not depend on what else the machine does.
 *
 *   npm run bench:server -- [--tracks 75000] [--data-dir FOLDER]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLibrary, SORT_COLUMNS } from '@rbassist/library';
import { serveLibrary } from '@rbassist/server';
import { pick, seededRandom } from '@rbassist/testing/random';
import { makeDataFolder } from './library/make-data-folder.ts';

const LISTS = 300;
const RECOMMENDATIONS = 100;
const CLIENTS = 50;
const ASKED_BY_CLIENT = 10;
const FILTERS = [
  '',
  'q=sunrise',
  'q=dub%20luc',
  'bpm=120-132',
  'bpm=60-66&bpmFold=1',
  'key=8A,9A',
  'tag=peak',
  'genre=House',
];

const { values } = parseArgs({
  options: { tracks: { type: 'string', default: '75000' }, 'data-dir': { type: 'string' } },
});
const made = values['data-dir'] === undefined ? await mkdtemp(join(tmpdir(), 'rbassist-bench-server-')) : undefined;
const dataDir = values['data-dir'] ?? join(made ?? '', 'data');
if (made) await makeDataFolder(dataDir, Number(values.tracks));

const random = seededRandom(1);
const started = performance.now();
const library = await openLibrary({ dataDir });
const server = await serveLibrary(library, { port: 0 });
const ask = async (path: string): Promise<{ ms: number; body: { rows?: { id: string }[] } }> => {
  const asked = performance.now();
  const answer = await fetch(server.url + path);
  const body = (await answer.json()) as { rows?: { id: string }[] };
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(body)}`);
  return { ms: performance.now() - asked, body };
};
const { body } = await ask('/api/tracks?limit=100');
print('start to the first page', performance.now() - started);
const ids = (body.rows ?? []).map(({ id }) => id);
const list = () =>
  `/api/tracks?limit=100&offset=${Math.floor(random() * 1000)}&sort=${random() < 0.5 ? '-' : ''}${pick(random, SORT_COLUMNS)}&${pick(random, FILTERS)}`;

report('sorted and filtered lists', 0.95, await inTurn(LISTS, list));
report('counts of filters', 0.95, await inTurn(RECOMMENDATIONS, () => `/api/tracks/facets?${pick(random, FILTERS)}`));
await ask(`/api/recommendations?seed=${ids[0]}`);
report(
  'recommendations',
  0.95,
  await inTurn(RECOMMENDATIONS, () => `/api/recommendations?seed=${pick(random, ids)}&preset=balanced`),
);
report('one track', 0.95, await inTurn(20, () => `/api/tracks/${pick(random, ids)}`));
const together = await Promise.all(Array.from({ length: CLIENTS }, () => inTurn(ASKED_BY_CLIENT, list)));
report(`lists asked by ${CLIENTS} clients at once`, 0.99, together.flat());
process.stdout.write(`memory: ${Math.round(process.memoryUsage().rss / 1e6)} MB\n`);
await server.close();
await library.close();
if (made) await rm(made, { recursive: true, force: true });

async function inTurn(count: number, path: () => string): Promise<number[]> {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let i = 0; i < count; i++) times.push((await ask(path())).ms);
  const { user, system } = process.cpuUsage(before);
  if (count > ASKED_BY_CLIENT) print('  processor time of one', (user + system) / 1000 / count);
  return times;
}

function report(what: string, share: number, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  print(`${what}: p${100 * share}`, at);
}

function print(what: string, ms: number): void {
  process.stdout.write(`${what}: ${ms.toFixed(1)} ms\n`);
}
