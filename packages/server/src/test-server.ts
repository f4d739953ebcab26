import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy, type TrackRecord } from '@rbassist/core';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { type RunningServer, type ServeOptions, serveLibrary } from './serve.ts';
import { pathId } from './track-ids.ts';

const DIMENSIONS = 160;

/** Tracks of a library for tests; each has a vector at its angle on a circle. */
const TEST_TRACKS: Readonly<Record<string, TrackRecord & { angle?: number }>> = {
  '/m/House/Saltwater Sky.mp3': {
    artist: 'Aerovane',
    title: 'Saltwater Sky',
    album: 'Tides',
    genre: 'House',
    bpm: 128,
    bpm_confidence: 0.9,
    bpm_candidates: [
      { bpm: 128, confidence: 0.9 },
      { bpm: 64, confidence: 0.1 },
    ],
    key: '8A',
    key_name: 'A minor',
    duration: 372,
    rating: 4,
    added: '2026-01-10T12:00:00.000Z',
    mytags: ['peak'],
    tempos: [{ inizio_sec: 0.25, bpm: 128, metro: '4/4', battito: 1 }],
    cues: [{ name: 'Drop', type: 0, num: 0, start: 60, end: 60 }],
    sections: [{ kind: 'intro', start: 0, end: 60 }],
    energy: 0.7,
    loudness_lufs: -8,
    analysis_version: { tempo: 1 },
    angle: 0,
  },
  '/m/House/Glasswing.mp3': {
    artist: 'Solenne Vex',
    title: 'Glasswing',
    genre: 'House',
    bpm: 127,
    key: '9A',
    duration: 421,
    mytags: ['vocal'],
    angle: 0.2,
  },
  '/m/Techno/Undertow.mp3': { artist: 'Kiln', title: 'Undertow', genre: 'Techno', bpm: 130, key: '8A', angle: 0.5 },
  '/m/Techno/broken.mp3': { error: { kind: 'corrupt', message: '/m/Techno/broken.mp3 is damaged.' } },
};

/** Ids of the tracks by the name of their file. */
export const IDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(TEST_TRACKS).map((path) => [path.slice(path.lastIndexOf('/') + 1, -'.mp3'.length), pathId(path)]),
);

/** A server over a library for tests. */
export interface TestServer extends AsyncDisposable {
  readonly server: RunningServer;
  readonly dataDir: string;
  /** Token for changes. */
  readonly token: string;
  /** Sends a request to the API, with the token if it changes something. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Sends a request with a JSON body. */
  send(method: string, path: string, body?: unknown): Promise<Response>;
  /** Gets JSON. */
  get(path: string): Promise<unknown>;
}

/** Makes a data folder, and returns its path. */
export async function testDataFolder(tracks: Readonly<Record<string, TrackRecord & { angle?: number }>> = TEST_TRACKS) {
  const dataDir = await temporaryFolder('server');
  await mkdir(join(dataDir, 'embeddings'), { recursive: true });
  const records: Record<string, TrackRecord> = {};
  for (const [path, { angle, ...record }] of Object.entries(tracks)) {
    const name = `${path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.'))}-${pathHash(path)}.npy`;
    const embedding = join(dataDir, 'embeddings', name);
    if (angle !== undefined) await writeFile(embedding, sealNpy(encodeNpy(vectorAt(angle)), name));
    const vector = { embedding, embedding_source: 'baseline', embedding_space: `spectral-v1/${DIMENSIONS}` };
    records[path] = { ...(angle !== undefined && vector), ...record } as TrackRecord;
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks: records }));
  return dataDir;
}

/** Serves a library for tests. */
export async function testServer(options: ServeOptions = {}, folder?: string): Promise<TestServer> {
  const dataDir = folder ?? (await testDataFolder());
  const library = await openLibrary({ dataDir, engine: 'exact' });
  await library.buildIndex().catch(() => {});
  const server = await serveLibrary(library, { port: 0, ...options });
  const session = await fetch(`${server.url}/api/session`);
  const { token = '' } = session.ok ? ((await session.json()) as { token: string }) : {};
  const ask: TestServer['ask'] = (path, { headers, ...init } = {}) =>
    fetch(server.url + path, { ...init, headers: { 'x-rbassist-token': token, ...headers } });
  return {
    server,
    dataDir,
    token,
    ask,
    send: (method, path, body) =>
      ask(path, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
    get: async (path) => (await ask(path)).json(),
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await library.close();
    },
  };
}

function vectorAt(angle: number): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  vector[0] = Math.cos(angle);
  vector[1] = Math.sin(angle);
  return vector;
}

/** Returns eight hexadecimal digits that differ between paths. */
function pathHash(path: string): string {
  return Buffer.from(pathId(path)).toString('hex').slice(0, 8);
}
