import { readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventedLibrary, pathOf, type TestApp, testApp } from '../test-app.ts';
import { pathId } from '../track-ids.ts';

const id = (i: number) => pathId(pathOf(i));

let api: TestApp;
beforeAll(async () => {
  const odd = { title: '=1+1', artist: 'Ärger, "Söhne"' };
  api = await testApp(await inventedLibrary(6, (record, i) => (i === 1 ? { ...record, ...odd } : record)));
  await api.send('PUT', '/api/sets/My%20set', { tracks: [{ id: id(4) }, { id: id(2) }] });
});
afterAll(() => api[Symbol.asyncDispose]());

function download(body: object): Promise<Response> {
  return api.ask('POST', '/api/exports', body);
}

describe('/api/exports', () => {
  it('gives a playlist in the order of the tracks, which the library reads back', async () => {
    const answer = await download({ kind: 'm3u8', ids: [id(3), id(0)], name: 'Späť: Nacht/1' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''Sp%C3%A4%C5%A5_%20Nacht_1.m3u8",
    );
    const file = join(await temporaryFolder('playlist'), 'list.m3u8');
    await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
    const { tracks } = await api.library.readPlaylist(file);
    expect(tracks.map(({ path }) => path)).toEqual([pathOf(3), pathOf(0)]);
  });

  it('gives a table in which text cannot be a formula', async () => {
    const text = await (await download({ kind: 'csv', ids: [id(1), id(2)] })).text();
    const [heading, first, second] = text.trim().split('\n');
    expect(heading).toBe('artist,title,bpm,key,seconds,energy,rating,genre,tags,path');
    expect(first).toBe(`"Ärger, ""Söhne""",'=1+1,121,2A,301,0.2,,,Vocal,${pathOf(1)}`);
    expect(second).toMatch(/^Artist 2,Title 2,122,3A,302,/);
  });

  it('gives XML for Rekordbox with a set as a playlist, and NML for Traktor', async () => {
    const xml = await download({ kind: 'xml', set: 'my set', cues: 'stored', keyNotation: 'camelot' });
    expect(xml.headers.get('content-type')).toBe('application/xml');
    expect(xml.headers.get('x-rbassist-left-out')).toBe('0');
    const text = await xml.text();
    expect(text.match(/<TRACK [^>]*Name="Title \d"/g)).toHaveLength(2);
    expect(text).toMatch(/<NODE [^>]*Name="My set"[^>]*Entries="2"/);
    const nml = await (await download({ kind: 'nml', ids: [id(0)] })).text();
    expect(nml).toMatch(/<NML /);
    expect(await (await download({ kind: 'csv', set: 'My set' })).text()).toMatch(/Title 4[\s\S]*Title 2/);
    const whole = await (await download({ kind: 'xml' })).text();
    expect(whole.match(/<TRACK [^>]*Name=/g)).toHaveLength(6);
  });

  it('leaves no file behind, and says what it cannot do', async () => {
    const stray = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('rbassist-export-'));
    await expect.poll(stray).toEqual([]);
    expect((await download({ kind: 'xml', set: 'none' })).status).toBe(404);
    expect((await download({ kind: 'csv', ids: ['AAAAAAAAAAA'] })).status).toBe(404);
    expect((await download({ kind: 'csv', ids: [id(0)], set: 'My set' })).status).toBe(400);
    expect((await download({ kind: 'exe' })).status).toBe(400);
    expect((await download({ kind: 'xml', base: '/etc/passwd' })).status).toBe(400);
    await using empty = await testApp(await openLibrary({ dataDir: await temporaryFolder('data') }));
    expect((await empty.send('POST', '/api/exports', { kind: 'xml' })).status).toBe(404);
    await expect.poll(stray).toEqual([]);
  });
});

describe('/api/crates/expand', () => {
  it('grows a crate of tracks, tags and sets, with reasons', async () => {
    await using larger = await testApp(await inventedLibrary(30));
    const request = { ids: [id(0), id(3)], add: 4, exclude: { tracks: [id(6)] }, include: [id(9)], preset: 'tight' };
    const { status, body } = await larger.send('POST', '/api/crates/expand', request);
    expect(status).toBe(200);
    expect(body).toMatchObject({ wanted: 4, members: [{ id: id(0) }, { id: id(3) }], included: [{ id: id(9) }] });
    expect(body.added).toHaveLength(3);
    for (const { track, reasons, nearest } of body.added) {
      expect(track.id).not.toBe(id(6));
      expect(reasons.length).toBeGreaterThan(0);
      expect([id(0), id(3), id(9)]).toContain(nearest);
    }
    expect((await larger.send('POST', '/api/crates/expand', { tags: ['peak'], to: 8 })).body.added).toHaveLength(3);
    expect((await larger.send('POST', '/api/crates/expand', {})).status).toBe(400);
    expect((await larger.send('POST', '/api/crates/expand', { ids: ['/etc/passwd'] })).status).toBe(400);
    expect((await larger.send('POST', '/api/crates/expand', { sets: ['/etc/passwd.m3u8'] })).status).toBe(404);
  });
});
