import { join } from 'node:path';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { synthesizeLibrary } from '@rbassist/testing/synth';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '../jobs/job.ts';
import { serveLibrary } from '../serve.ts';
import { inventedLibrary, pathOf, runJob, testApp, untilOver } from '../test-app.ts';
import { pathId } from '../track-ids.ts';

let music: string;
beforeAll(async () => {
  music = join(await temporaryFolder('music'), 'Music');
  await synthesizeLibrary(music, { tracks: 2, seconds: 2 });
});

describe('/api/jobs', () => {
  it('scans folders and tracks by their ids, and lists and gets jobs', async () => {
    const dataDir = join(await temporaryFolder('jobs'), 'data');
    await using api = await testApp(await openLibrary({ dataDir }));
    const request = { kind: 'scan', folders: [api.folders.id(music)], analyze: false };
    const { status, body } = await api.send('POST', '/api/jobs', request);
    expect(status).toBe(202);
    expect(body).toMatchObject({ kind: 'scan', about: [music] });
    await untilOver(api, body.id);
    const [[path]] = [...api.library.tracks([])];
    const again = await runJob(api, { kind: 'scan', tracks: [pathId(path)], analyze: false, limit: 1 });
    expect(again).toMatchObject({ about: [path], state: 'done', summary: { found: 1 } });
    // without folders, it is for the folders of the library
    const all = await runJob(api, { kind: 'scan', analyze: false });
    expect(all).toMatchObject({ about: [], state: 'done', summary: { found: 2, unchanged: 2 } });
    const list = await api.get('/api/jobs');
    expect(list.body.jobs).toHaveLength(3);
    expect((await api.get(`/api/jobs/${body.id}`)).body).toEqual(list.body.jobs[2]);
    expect((await api.send('POST', `/api/jobs/${body.id}/cancel`)).body.state).toBe('done');
    expect((await api.send('POST', `/api/jobs/${body.id}/resume`)).status).toBe(400);
    expect((await api.get('/api/jobs/unknown')).status).toBe(404);
  });

  it('analyses again what is up to date, and sets cues by a template', async () => {
    const dataDir = join(await temporaryFolder('cues'), 'data');
    await using api = await testApp(await openLibrary({ dataDir }));
    const folder = join(await temporaryFolder('music'), 'Longer');
    await synthesizeLibrary(folder, { tracks: 1, seconds: 20 });
    await runJob(api, { kind: 'analyze', folders: [api.folders.id(folder)] });
    const [[path]] = [...api.library.tracks([])];
    const tracks = [pathId(path)];
    expect(await runJob(api, { kind: 'analyze', tracks })).toMatchObject({ summary: { unchanged: 1 } });
    expect(await runJob(api, { kind: 'analyze', tracks, again: true })).toMatchObject({ summary: { unchanged: 0 } });
    const template = 'cues:\n- {name: Own start, kind: memory, num: -1, at: start}\n';
    expect(await runJob(api, { kind: 'cues', tracks, template })).toMatchObject({ state: 'done' });
    expect(api.library.track(path)?.cues).toMatchObject([{ name: 'Own start' }]);
    for (const wrong of ['cues: [', 'cues: []', '{{7*7}}']) {
      expect(await runJob(api, { kind: 'cues', tracks, template: wrong })).toMatchObject({
        state: 'failed',
        error: { code: 'option', detail: expect.stringContaining('cue template') },
      });
    }
    expect(api.library.track(path)?.cues).toHaveLength(1);
  });

  it.each([
    [{}],
    [{ kind: 'format-disk' }],
    [{ kind: 'scan', paths: ['/etc'] }],
    [{ kind: 'scan', folders: '/etc' }],
    [{ kind: 'scan', model: '/tmp/model.onnx' }],
    [{ kind: 'scan', tracks: ['../../etc/passwd'] }],
    [{ kind: 'stage-duplicates', dest: '/etc' }],
    [{ kind: 'normalize', targetLufs: 3 }],
    [[]],
    [null],
  ])('refuses %j', async (request) => {
    await using api = await testApp(await inventedLibrary(3));
    const { status, body } = await api.send('POST', '/api/jobs', request);
    expect([status, body.code]).toEqual([400, 'request']);
    expect(api.jobs.list()).toEqual([]);
  });

  it('knows no track of another library', async () => {
    await using api = await testApp(await inventedLibrary(3));
    const { status } = await api.send('POST', '/api/jobs', { kind: 'scan', tracks: [pathId('/etc/passwd')] });
    expect(status).toBe(404);
    expect(
      (await api.send('POST', '/api/jobs', { kind: 'normalize', tracks: [pathId(pathOf(0))], dryRun: true })).status,
    ).toBe(202);
  });
});

describe('/api/events', () => {
  it('streams the events of jobs over HTTP, and continues after the last one', async () => {
    const library = await inventedLibrary(3);
    await using _ = library;
    await using server = await serveLibrary(library, { port: 0 });
    const token = await tokenOf(server.url);
    const headers = { 'content-type': 'application/json', 'x-rbassist-token': token };
    const client = new AbortController();
    const stream = await fetch(`${server.url}/api/events`, { signal: client.signal });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const started = await fetch(`${server.url}/api/jobs`, { method: 'POST', headers, body: '{"kind":"check"}' });
    const { id } = (await started.json()) as Job;
    const events = await readEvents(stream, (event) => event.type === 'job' && event.data.state === 'done');
    client.abort();
    const states = events.flatMap(({ type, data }) => (type === 'job' ? [data.state] : []));
    expect([states[0], states.at(-1)]).toEqual(['waiting', 'done']);

    const [first] = events.filter(({ type }) => type === 'job');
    const later = await fetch(`${server.url}/api/events`, {
      headers: { 'last-event-id': first.id },
      signal: AbortSignal.timeout(20_000),
    });
    const rest = await readEvents(later, (event) => event.type === 'job' && event.data.state === 'done');
    expect(rest.map((event) => event.id)).toEqual(events.slice(events.indexOf(first) + 1).map((event) => event.id));

    const unknown = await fetch(`${server.url}/api/events`, {
      headers: { 'last-event-id': 'other.5' },
      signal: AbortSignal.timeout(20_000),
    });
    const [reset] = await readEvents(unknown, () => true);
    expect(reset.type).toBe('reset');

    const ofJob = await (await fetch(`${server.url}/api/jobs/${id}/events`)).text();
    expect(ofJob).toMatch(/event: job\ndata: \{.*"state":"done"/);
    expect((await fetch(`${server.url}/api/jobs/none/events`)).status).toBe(404);
  });

  it('ends when the server stops, and one job ends its own stream', async () => {
    await using library = await openLibrary({ dataDir: join(await temporaryFolder('jobs'), 'data') });
    const server = await serveLibrary(library, { port: 0 });
    const token = await tokenOf(server.url);
    const headers = { 'content-type': 'application/json', 'x-rbassist-token': token };
    const endless = await fetch(`${server.url}/api/events`);
    const body = JSON.stringify({ kind: 'check' });
    const started = await fetch(`${server.url}/api/jobs`, { method: 'POST', headers, body });
    const { id } = (await started.json()) as Job;
    const following = fetch(`${server.url}/api/jobs/${id}/events`).then((answer) => answer.text());
    await fetch(`${server.url}/api/jobs/${id}/cancel`, { method: 'POST', headers });
    expect(await following).toMatch(/"state":"(cancelled|done|failed)"[^\n]*\n\n$/);
    await server.close();
    // the end of the answer or of its connection
    await endless.text().catch(() => {});
  });
});

async function tokenOf(url: string): Promise<string> {
  const session = await fetch(`${url}/api/session`);
  return ((await session.json()) as { token: string }).token;
}

interface SentEvent {
  id: string;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the event has
  data: any;
}

/** Reads events until one is the last. */
async function readEvents(answer: Response, isLast: (event: SentEvent) => boolean): Promise<SentEvent[]> {
  const events: SentEvent[] = [];
  let text = '';
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]));
      const type = fields.get('event');
      if (type === undefined) continue;
      events.push({ id: fields.get('id') ?? '', type, data: JSON.parse(fields.get('data') ?? '') });
      if (isLast(events[events.length - 1])) return events;
    }
  }
  return events;
}
