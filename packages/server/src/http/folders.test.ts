import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { inventedLibrary, TAGS, testApp } from '../test-app.ts';
import { pathId } from '../track-ids.ts';

async function emptyApp() {
  return testApp(await openLibrary({ dataDir: await temporaryFolder('data') }));
}

describe('/api/folders', () => {
  it('starts at places such as the home folder, and goes down and up by ids', async () => {
    await using api = await emptyApp();
    const { status, body } = await api.get('/api/folders');
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: null, parent: null });
    expect(body.children).toContainEqual(expect.objectContaining({ kind: 'home', path: expect.any(String) }));

    const music = await temporaryFolder('music');
    for (const name of ['House', '.secret']) await mkdir(join(music, name));
    await writeFile(join(music, 'House', 'a.mp3'), '');
    await writeFile(join(music, 'House', 'cover.jpg'), '');
    const folder = await api.get(`/api/folders?in=${api.folders.id(music)}`);
    expect(folder.body.children.map(({ name }: { name: string }) => name)).toEqual(['House']);
    const house = await api.get(`/api/folders?in=${folder.body.children[0].id}`);
    expect(house.body).toMatchObject({ name: 'House', audioFiles: 1, children: [], parent: folder.body.id });
    const above = await api.get(`/api/folders?in=${house.body.parent}`);
    expect(above.body.path).toBe(music);
  });

  it.each([
    ['a forged id of a folder that no answer named', pathId('/etc')],
    ['an id of nothing', 'AAAAAAAAAAA'],
  ])('refuses %s', async (_, id) => {
    await using api = await emptyApp();
    const { status, body } = await api.get(`/api/folders?in=${id}`);
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 'not-found' });
    const job = await api.send('POST', '/api/jobs', { kind: 'scan', folders: [id] });
    expect(job.status).toBe(404);
    expect(api.jobs.list()).toEqual([]);
  });

  it.each(['../../etc', '/etc/passwd', '..%2F..%2Fetc', 'C:%5CWindows', '', '%00', 'AAAAAAAAAAAA', '%2e%2e'])(
    'takes no path, such as %j',
    async (text) => {
      await using api = await emptyApp();
      const { status, body } = await api.get(`/api/folders?in=${text}`);
      expect([status, body.code]).toEqual([400, 'request']);
      const folders = [decodeURIComponent(text)];
      expect((await api.send('POST', '/api/jobs', { kind: 'scan', folders })).status).toBe(400);
    },
  );

  it('knows folders of the library in every run, and those above them, but no others', async () => {
    const id = pathId(join('/music', TAGS[0]));
    await using api = await testApp(await inventedLibrary(6));
    expect(api.folders.path(id)).toBe(join('/music', TAGS[0]));
    expect(api.folders.path(pathId('/music'))).toBe('/music');
    expect(() => api.folders.path(pathId('/music/unknown'))).toThrow('List folders again');
    expect(() => api.folders.path(pathId('.'))).toThrow('List folders again');
    const { status, body } = await api.get(`/api/folders?in=${id}`);
    expect([status, body.code]).toEqual([404, 'missing']);
  });

  it('follows a link to a folder under its own name', async () => {
    await using api = await emptyApp();
    const music = await temporaryFolder('music');
    await mkdir(join(music, 'real'));
    await symlink(join(music, 'real'), join(music, 'linked'));
    await symlink(music, join(music, 'real', 'loop'));
    const { body } = await api.get(`/api/folders?in=${api.folders.id(music)}`);
    expect(body.children.map(({ path }: { path: string }) => path)).toEqual([
      join(music, 'linked'),
      join(music, 'real'),
    ]);
  });
});
