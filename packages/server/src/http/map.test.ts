import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy } from '@rbassist/core';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { expect, it } from 'vitest';
import { serveLibrary } from '../serve.ts';
import { pathId } from '../track-ids.ts';

const SPACE = 'spectral-v1/160';

/** Writes a data folder with tracks around two sounds. */
async function dataFolder(tracks: number): Promise<string> {
  const dataDir = await temporaryFolder('map');
  await mkdir(join(dataDir, 'embeddings'));
  const stored: Record<string, object> = {};
  for (let i = 0; i < tracks; i++) {
    const name = `t${i}-0000000${i % 10}.npy`;
    const embedding = join(dataDir, 'embeddings', name);
    const vector = Float32Array.from({ length: 160 }, (_, k) => ((i + k) % 2) + 0.1 * Math.sin(i * k));
    await writeFile(embedding, sealNpy(encodeNpy(vector, 'float16'), name));
    stored[`/music/t${i}.mp3`] = { embedding, embedding_space: SPACE, genre: i % 2 === 0 ? 'Techno' : 'Folk' };
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks: stored }));
  return dataDir;
}

it('sends places, ids and labels of the map', async () => {
  await using library = await openLibrary({ dataDir: await dataFolder(60), engine: 'exact' });
  await using server = await serveLibrary(library, { port: 0 });
  const get = (path: string, headers = {}) => fetch(`${server.url}/api/map${path}`, { headers });
  for (const path of ['', '/ids', '/labels']) {
    const missing = await get(path);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ code: 'not-found', detail: expect.stringContaining('"map"') });
  }
  await library.map();

  const answer = await get('');
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  const etag = answer.headers.get('etag');
  const bytes = await answer.arrayBuffer();
  const view = new DataView(bytes);
  expect(new TextDecoder().decode(bytes.slice(0, 4))).toBe('RBMP');
  expect([view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)]).toEqual([1, 60, 0]);
  expect(bytes.byteLength).toBe(16 + 8 * 60);
  const map = await library.storedMap();
  expect(new Float32Array(bytes, 16)).toEqual(map?.places);
  expect((await get('', { 'if-none-match': etag })).status).toBe(304);

  const { map: of, ids } = (await (await get('/ids')).json()) as { map: string; ids: string[] };
  expect(of).toBe(etag);
  expect(ids).toEqual(map?.paths.map(pathId));

  const { labels } = (await (await get('/labels')).json()) as { labels: { text: string; source: string }[] };
  expect(labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['Techno', 'Folk']));
});

it('is made by a job', async () => {
  await using library = await openLibrary({ dataDir: await dataFolder(30), engine: 'exact' });
  await using server = await serveLibrary(library, { port: 0 });
  const { token } = (await (await fetch(`${server.url}/api/session`)).json()) as { token: string };
  const headers = { 'content-type': 'application/json', 'x-rbassist-token': token };
  const body = JSON.stringify({ kind: 'map' });
  const started = await fetch(`${server.url}/api/jobs`, { method: 'POST', headers, body });
  expect(started.status).toBe(202);
  const { id } = (await started.json()) as { id: string };
  const job = async () => (await (await fetch(`${server.url}/api/jobs/${id}`)).json()) as object;
  await expect.poll(job, { timeout: 30_000 }).toMatchObject({ state: 'done', summary: { tracks: 30, added: 30 } });
  expect((await fetch(`${server.url}/api/map`)).status).toBe(200);
});
