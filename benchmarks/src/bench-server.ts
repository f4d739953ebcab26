/**
 * Measures the server on a generated library, in a process of its own: start, lists, recommendations, many clients at
 * once, an hour of use, and the page in Chromium. Prints each figure with its goal. Times are those of a client.
 *
 *   npm run bench:server -- [--tracks 75000] [--data-dir FOLDER] [--hour-requests 3600] [--pause-ms 100]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pick, seededRandom } from '@rbassist/testing/random';
import { makeDataFolder } from './library/make-data-folder.ts';
import { hourOfUse } from './server/hour-of-use.ts';
import { pageFigures } from './server/page-in-chromium.ts';
import { facets, list, recommendations } from './server/questions.ts';
import { ServedLibrary } from './server/served-library.ts';

const LISTS = 300;
const RECOMMENDATIONS = 100;
const CLIENTS = 50;
const ASKED_BY_CLIENT = 10;

const { values } = parseArgs({
  options: {
    tracks: { type: 'string', default: '75000' },
    'data-dir': { type: 'string' },
    // one a second: more than a person asks for
    'hour-requests': { type: 'string', default: '3600' },
    // an hour in seven minutes
    'pause-ms': { type: 'string', default: '100' },
  },
});
const made = values['data-dir'] === undefined ? await mkdtemp(join(tmpdir(), 'rbassist-bench-server-')) : undefined;
const dataDir = values['data-dir'] ?? join(made ?? '', 'data');
if (made) await makeDataFolder(dataDir, Number(values.tracks));

const random = seededRandom(1);
await makeCaches();

const began = performance.now();
const server = await ServedLibrary.start(dataDir);
const { body } = await server.ask<{ rows: { id: string }[] }>('/api/tracks?limit=100');
print('start to the first page of a list', performance.now() - began, 'ms');
const ids = body.rows.map(({ id }) => id);
await report('sorted and filtered lists, p95', 0.95, 100, LISTS, () => list(random));
await report('counts of filters, p95', 0.95, 100, RECOMMENDATIONS, () => facets(random));
await server.ask(`/api/recommendations?seed=${ids[0]}`);
await report('recommendations, p95', 0.95, 50, RECOMMENDATIONS, () => recommendations(random, ids));
await report('one track, p95', 0.95, undefined, 20, () => `/api/tracks/${pick(random, ids)}`);
await manyClients();

const use = { requests: Number(values['hour-requests']), pauseMs: Number(values['pause-ms']) };
const hour = await hourOfUse(server, use, random, ids);
print(
  `memory after an hour of use (${hour.requests} requests, ${hour.edits} edits)`,
  hour.memoryMb.at(-1) ?? 0,
  'MB',
  500,
);
print('  most during it', Math.max(...hour.memoryMb), 'MB');
process.stdout.write(`  every tenth: ${hour.memoryMb.map((memory) => memory.toFixed(0)).join(', ')} MB\n`);
const { errors } = await server.usage();
print('errors of the server', errors.length, '', 0);
await server[Symbol.asyncDispose]();

// the edits of the hour are in meta.json now
await makeCaches();
const opened = performance.now();
const starting = ServedLibrary.start(dataDir);
const page = await pageFigures(
  starting.then(({ url }) => url),
  opened,
);
if (page === undefined) process.stdout.write('No Chromium: the page was not measured.\n');
else {
  print('start to the first row on the screen', page.firstRowMs, 'ms', 2000);
  print(`frames over 50 ms of ${page.frames} while the whole table scrolls`, page.longFrames, '', 0);
  print('  longest frame', page.longestMs, 'ms');
}
await (await starting)[Symbol.asyncDispose]();
if (made) await rm(made, { recursive: true, force: true });

/** The first process that opens a library writes its caches. */
async function makeCaches(): Promise<void> {
  await using first = await ServedLibrary.start(dataDir);
  await first.ask('/api/tracks?limit=1');
}

async function report(
  what: string,
  share: number,
  goal: number | undefined,
  count: number,
  question: () => string,
): Promise<void> {
  const before = await server.usage();
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push((await server.ask(question())).ms);
  print(what, quantile(times, share), 'ms', goal);
  print('  processor time of one', ((await server.usage()).cpuMs - before.cpuMs) / count, 'ms');
}

async function manyClients(): Promise<void> {
  let failed = 0;
  const client = async () => {
    const times: number[] = [];
    for (let i = 0; i < ASKED_BY_CLIENT; i++) {
      const answer = await server.ask(list(random)).catch(() => undefined);
      if (answer === undefined) failed++;
      else times.push(answer.ms);
    }
    return times;
  };
  const times = await Promise.all(Array.from({ length: CLIENTS }, client));
  print(`lists asked by ${CLIENTS} clients at once, p99`, quantile(times.flat(), 0.99), 'ms', 500);
  print('  failed requests', failed, '', 0);
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function print(what: string, value: number, unit: string, goal?: number): void {
  const text = `${what}: ${value.toFixed(unit === 'ms' ? 1 : 0)} ${unit}`.trimEnd();
  process.stdout.write(`${text}${goal === undefined ? '' : ` (goal: ${`${goal} ${unit}`.trimEnd()})`}\n`);
}
