import { afterAll, beforeAll, expect, it } from 'vitest';
import { inventedLibrary, pathOf, type TestApp, testApp } from '../test-app.ts';

let api: TestApp;
beforeAll(async () => {
  api = await testApp(await inventedLibrary(6));
});
afterAll(() => api[Symbol.asyncDispose]());

const track = (id: number, extra = '') =>
  `<TRACK TrackID="${id + 100}" Name="Title ${id}" Artist="Artist ${id}" TotalTime="${300 + id}" ${extra}` +
  ` Location="file://localhost${pathOf(id)}"/>`;
const XML = `<?xml version="1.0" encoding="UTF-8"?>

<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="rekordbox" Version="7.2.8" Company="AlphaTheta"/>
  <COLLECTION Entries="3">
    ${track(1, 'Rating="255" AverageBpm="99.00"')}
    ${track(2)}
    <TRACK TrackID="7" Name="Elsewhere" Location="file://localhost/elsewhere.mp3"/>
  </COLLECTION>
  <PLAYLISTS><NODE Type="0" Name="ROOT" Count="1">
    <NODE Name="Fr&amp;day" Type="1" KeyType="0" Entries="2"><TRACK Key="101"/><TRACK Key="102"/></NODE>
  </NODE></PLAYLISTS>
</DJ_PLAYLISTS>
`;

const post = (path: string, body: string) =>
  api.app.request(
    path,
    {
      method: 'POST',
      body,
      headers: { host: '127.0.0.1', 'content-type': 'application/xml', 'x-rbassist-token': 'secret' },
    },
    {},
  );

it('first counts, then imports an export of Rekordbox, whose playlist is a list then, and undoes it', async () => {
  const counted = await post('/api/imports/xml?dryRun=1', XML);
  expect(await counted.json()).toMatchObject({ dryRun: true, tracks: 3, matched: 2, changed: 1, playlists: 1 });
  expect((await api.get('/api/playlists')).body.playlists).toEqual([]);

  const answer = await post('/api/imports/xml', XML);
  expect(await answer.json()).toMatchObject({ program: 'rekordbox', fields: { rating: 1 } });
  const [{ list }] = (await api.get('/api/playlists')).body.playlists;
  expect(list).toBe('playlist:rekordbox:Fr&day');
  expect((await api.get(`/api/tracks?list=${encodeURIComponent(list)}`)).body.total).toBe(2);
  expect(api.library.track(pathOf(1))?.rating).toBe(5);

  expect((await api.send('POST', '/api/imports/undo')).body).toMatchObject({ program: 'rekordbox', changedSince: 0 });
  expect(api.library.track(pathOf(1))?.rating).toBeUndefined();
});

it('imports My Tags alone, and leaves other values and playlists', async () => {
  // the first half of the library has tags of its own
  const tagged = XML.replace(track(2), track(4, 'Rating="255" Comments="/* Peak / Closing */"'));
  const counted = await post('/api/imports/xml?only=tags&dryRun=1', tagged);
  expect(await counted.json()).toMatchObject({ matched: 2, changed: 1, fields: { tags: 1 }, playlists: 0 });
  await post('/api/imports/xml?only=tags', tagged);
  const { mytags, rating } = api.library.track(pathOf(4)) ?? {};
  expect([mytags, rating]).toEqual([['Peak', 'Closing'], undefined]);
  expect((await api.get('/api/playlists')).body.playlists).toEqual([]);
  await api.send('POST', '/api/imports/undo');
  expect((await post('/api/imports/xml?only=cues', tagged)).status).toBe(400);
});

it('merges the library into the export, whose tracks keep their numbers', async () => {
  const answer = await post('/api/exports/merged-xml', XML);
  expect(answer.status).toBe(200);
  const merged = await answer.text();
  expect(merged).toContain('TrackID="101"');
  expect(merged).toContain('Title 5');
});

it('takes a file over the limit of other requests, and refuses damaged ones and none', async () => {
  const padded = XML.replace('<COLLECTION', `<!-- ${'x'.repeat(2_000_000)} --><COLLECTION`);
  expect((await post('/api/imports/xml?dryRun=1', padded)).status).toBe(200);
  const before = (await api.get('/api/tracks')).body.total;
  for (const damaged of ['', 'no xml', XML.slice(0, 400), '<a/>']) {
    const answer = await post('/api/imports/xml', damaged);
    expect([damaged.length, answer.ok]).toEqual([damaged.length, false]);
  }
  expect((await post('/api/exports/merged-xml', 'no xml')).ok).toBe(false);
  expect((await api.get('/api/tracks')).body.total).toBe(before);
});
