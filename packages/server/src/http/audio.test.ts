import { mkdir, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeAiff, encodeWav } from '@rbassist/testing/synth';
import { describe, expect, it, vi } from 'vitest';
import { serveFiles, tone } from './test-media.ts';

const WAV = encodeWav(tone());
const AIFF = encodeAiff(tone());

async function bytesOf(answer: Response): Promise<Buffer> {
  return Buffer.from(await answer.arrayBuffer());
}

function range(value: string, headers: Record<string, string> = {}): RequestInit {
  return { headers: { range: value, ...headers } };
}

describe.each([
  { what: 'a file that browsers play', name: 'tone.wav', file: WAV, part: 'audio' },
  { what: 'a decoded file', name: 'tone.aiff', file: AIFF, part: 'audio' },
  { what: 'a file decoded on request', name: 'tone.wav', file: WAV, part: 'audio?as=wav' },
])('$what', ({ name, file, part }) => {
  it('is the sound, sample for sample', async () => {
    await using server = await serveFiles({ [name]: file });
    const answer = await server.get(name, part);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': String(WAV.length),
      'accept-ranges': 'bytes',
    });
    expect((await bytesOf(answer)).equals(WAV)).toBe(true);
  });

  it('has the same bytes in every range', async () => {
    await using server = await serveFiles({ [name]: file });
    const end = WAV.length;
    const ranges: [header: string, first: number, last: number][] = [
      ['bytes=0-', 0, end - 1],
      ['bytes=0-0', 0, 0],
      ['bytes=43-44', 43, 44],
      ['bytes=10-99', 10, 99],
      ['bytes=44-', 44, end - 1],
      ['bytes=45-46', 45, 46],
      ['bytes=100001-100002', 100_001, 100_002],
      ['bytes=65535-131073', 65_535, 131_073],
      ['bytes=-1', end - 1, end - 1],
      ['bytes=-70001', end - 70_001, end - 1],
      ['bytes=-999999999', 0, end - 1],
      [`bytes=${end - 3}-${end + 3}`, end - 3, end - 1],
      ['Bytes= 7 - 8', 7, 8],
    ];
    for (const [header, first, last] of ranges) {
      const answer = await server.get(name, part, range(header));
      expect([header, answer.status, answer.headers.get('content-range')]).toEqual([
        header,
        206,
        `bytes ${first}-${last}/${end}`,
      ]);
      expect((await bytesOf(answer)).equals(WAV.subarray(first, last + 1)), header).toBe(true);
    }
  });

  it('is whole for several ranges, other units and invalid ones', async () => {
    await using server = await serveFiles({ [name]: file });
    for (const header of ['bytes=0-1,5-6', 'frames=0-1', 'bytes=5-2', 'bytes=a-b']) {
      const answer = await server.get(name, part, range(header));
      expect([header, answer.status, (await bytesOf(answer)).length]).toEqual([header, 200, WAV.length]);
    }
  });

  it('refuses a range beyond the end', async () => {
    await using server = await serveFiles({ [name]: file });
    for (const header of [`bytes=${WAV.length}-`, 'bytes=-0', 'bytes=99999999999999999999-']) {
      const answer = await server.get(name, part, range(header));
      expect([header, answer.status]).toEqual([header, 416]);
      expect(answer.headers.get('content-range')).toBe(`bytes */${WAV.length}`);
      expect(await answer.json()).toMatchObject({ status: 416, title: 'Range Not Satisfiable' });
    }
  });

  it('answers conditional requests', async () => {
    await using server = await serveFiles({ [name]: file });
    const head = await server.get(name, part, { method: 'HEAD', headers: { range: 'bytes=0-1' } });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(String(WAV.length));
    const etag = head.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]+"$/);
    const known = await server.get(name, part, { headers: { 'if-none-match': `"other", W/${etag}` } });
    expect([known.status, (await bytesOf(known)).length]).toEqual([304, 0]);
    for (const [tag, status, bytes] of [
      [etag, 206, 2],
      ['"other"', 200, WAV.length],
    ] as const) {
      const answer = await server.get(name, part, range('bytes=0-1', { 'if-range': tag }));
      expect([answer.status, (await bytesOf(answer)).length]).toEqual([status, bytes]);
    }
  });
});

describe('a file that is not there any more', () => {
  it.each([
    { what: 'deleted', status: 404, code: 'missing', remedy: 'connect-drive', change: (path: string) => rm(path) },
    {
      ...{ what: 'emptied', status: 422, code: 'not-audio', remedy: 'copy-again' },
      change: (path: string) => writeFile(path, ''),
    },
    {
      ...{ what: 'replaced by text', status: 422, code: 'not-audio', remedy: 'copy-again' },
      change: (path: string) => writeFile(path, 'a text'),
    },
    {
      ...{ what: 'replaced by a folder', status: 422, code: 'unreadable', remedy: 'rescan' },
      change: (path: string) => rm(path).then(() => mkdir(path)),
    },
  ])('$what', async ({ status, code, remedy, change }) => {
    await using server = await serveFiles({ 'tone.wav': WAV });
    await change(join(server.folder, 'tone.wav'));
    for (const part of ['audio', 'audio?as=wav']) {
      const answer = await server.get('tone.wav', part);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      const problem = (await answer.json()) as { remedies: { action: string }[] };
      expect(problem).toMatchObject({ status, code });
      expect(problem.remedies[0].action).toBe(remedy);
    }
  });
});

it('names only tracks of the library', async () => {
  await using server = await serveFiles({ 'tone.wav': WAV });
  await writeFile(join(server.folder, 'other.wav'), WAV);
  expect((await server.get('other.wav', 'audio')).status).toBe(404);
  expect((await server.get('tone.wav', 'audio?as=flac')).status).toBe(400);
});

it.runIf(process.platform === 'linux')('closes the file of a client that goes away', async () => {
  await using server = await serveFiles({ 'long.wav': encodeWav(tone(60)), 'long.aiff': encodeAiff(tone(60)) });
  const openFiles = async () => {
    const links = await Promise.all(
      (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
    );
    return links.filter((link) => link.startsWith(server.folder));
  };
  for (const name of ['long.wav', 'long.aiff']) {
    const leaving = new AbortController();
    const answer = await server.get(name, 'audio', { signal: leaving.signal });
    const reader = answer.body!.getReader();
    await reader.read();
    expect(await openFiles()).toEqual([join(server.folder, name)]);
    leaving.abort();
    await vi.waitFor(async () => expect(await openFiles()).toEqual([]));
  }
});
