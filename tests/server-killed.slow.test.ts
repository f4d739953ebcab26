import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openLibrary } from '@rbassist/library';
import { serveLibrary } from '@rbassist/server';
import { temporaryFolder } from '@rbassist/testing';
import { afterEach, expect, it } from 'vitest';
import { writeSounds } from './support/music.ts';

const TRACKS = 6;
const SECONDS = 20;

/** Serves the library in a folder, and prints the address. */
const SERVER = `
  import { openLibrary } from '@rbassist/library';
  import { serveLibrary } from '@rbassist/server';
  const library = await openLibrary({ dataDir: process.argv[1] });
  console.log((await serveLibrary(library, { port: 0 })).url);
`;

interface Job {
  id: string;
  state: string;
  canResume: boolean;
  summary: Record<string, number> | null;
}

let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

async function startServer(dataDir: string): Promise<string> {
  child = spawn(process.execPath, ['--input-type=module', '-e', SERVER, dataDir], {
    ...{ cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  if (child.stdout === null) throw new Error('There is no output.');
  const [url] = await once(createInterface(child.stdout), 'line');
  return url;
}

async function client(url: string) {
  const { token } = (await (await fetch(`${url}/api/session`)).json()) as { token: string };
  const headers = { 'content-type': 'application/json', 'x-rbassist-token': token };
  const post = async (path: string, body?: object): Promise<Job> => {
    const answer = await fetch(url + path, { method: 'POST', headers, ...(body && { body: JSON.stringify(body) }) });
    return (await answer.json()) as Job;
  };
  const get = async <T>(path: string): Promise<T> => (await (await fetch(url + path)).json()) as T;
  return { post, get };
}

it('names the job of a killed server, and continues it without doing anything twice', async () => {
  const dataDir = join(await temporaryFolder('killed'), 'data');
  const music = await temporaryFolder('music');
  const [first] = await writeSounds(music, SECONDS, TRACKS);
  // the library knows a track, so the server knows its folder
  await using library = await openLibrary({ dataDir });
  const scan = library.scan([first], { analyze: false });
  while (!(await scan.next()).done);

  const url = await startServer(dataDir);
  const killed = await client(url);
  const { children } = await killed.get<{ children: { id: string; path: string }[] }>('/api/folders');
  const folder = children.find(({ path }) => path === music);
  const { id } = await killed.post('/api/jobs', { kind: 'scan', folders: [folder?.id] });
  const follow = await fetch(`${url}/api/jobs/${id}/events`);
  let text = '';
  try {
    for await (const chunk of follow.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (/"stage":"analyze".{0,300}?"done":[1-9]/.test(text)) child?.kill('SIGKILL');
    }
  } catch {
    // the killed server closes the connection
  }
  expect(text).not.toMatch(/"state":"done"/);

  await using server = await serveLibrary(library, { port: 0 });
  const next = await client(server.url);
  const { jobs } = await next.get<{ jobs: Job[] }>('/api/jobs');
  expect(jobs).toMatchObject([{ id, state: 'interrupted', canResume: true }]);
  await next.post(`/api/jobs/${id}/resume`);
  await (await fetch(`${server.url}/api/jobs/${id}/events`)).text();
  const job = await next.get<Job>(`/api/jobs/${id}`);
  expect(job).toMatchObject({ state: 'done', summary: { found: TRACKS, failed: 0 } });
  const { added = 0, unchanged = 0 } = job.summary ?? {};
  expect(added + unchanged).toBe(TRACKS);
  expect(unchanged).toBeGreaterThan(0);
  expect(library.size).toBe(TRACKS);
});
