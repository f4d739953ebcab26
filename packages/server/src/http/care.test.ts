import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { synthesizeLibrary } from '@rbassist/testing/synth';
import { describe, expect, it } from 'vitest';
import { inventedLibrary, pathOf, runJob, type TestApp, testApp, untilOver } from '../test-app.ts';
import { pathId } from '../track-ids.ts';

/** Opens a library of two synthesised tracks, an exact copy of the first, and a file that is not audio. */
async function realLibrary() {
  const folder = await temporaryFolder('copies');
  const music = join(folder, 'Music');
  await synthesizeLibrary(music, { tracks: 2, seconds: 2 });
  const [first] = (await readdir(music)).sort();
  await mkdir(join(music, 'again'));
  await copyFile(join(music, first), join(music, 'again', 'a longer name.wav'));
  await writeFile(join(music, 'broken.mp3'), 'not audio');
  const library = await openLibrary({ dataDir: join(folder, 'data') });
  const scan = library.scan([music], { analyze: false });
  while (!(await scan.next()).done);
  return { library, music, first: join(music, first), copy: join(music, 'again', 'a longer name.wav') };
}

interface Remedy {
  action: string;
  job?: object;
}

async function post(api: TestApp, path: string, body: object = {}) {
  const { status, body: job } = await api.send('POST', path, body);
  expect([path, status]).toEqual([path, 202]);
  return untilOver(api, job.id);
}

describe('/api/duplicates', () => {
  it('finds copies, says why one is kept, stages chosen ones and puts them back', async () => {
    const { library, first, copy } = await realLibrary();
    await using api = await testApp(library);
    expect((await api.get('/api/duplicates')).status).toBe(404);
    expect((await api.send('POST', '/api/duplicates/stage', {})).status).toBe(404);
    await api.library.edit(copy, { rating: 5 });
    expect(await runJob(api, { kind: 'duplicates', mode: 'exact' })).toMatchObject({
      state: 'done',
      summary: { groups: 1 },
    });
    const { body } = await api.get('/api/duplicates');
    expect(body).toMatchObject({ mode: 'exact', total: 1, copies: 1 });
    const [{ keeper, copies }] = body.groups;
    expect([keeper.path, copies[0].path, copies[0].keptFor]).toEqual([copy, first, 'rating']);
    expect(body.bytes).toBe(copies[0].bytes);

    // a person keeps the other one
    const groups = [{ keep: copies[0].id, copies: [keeper.id] }];
    const dry = await post(api, '/api/duplicates/stage', { groups, move: true, dryRun: true });
    expect(dry).toMatchObject({ state: 'done', summary: { staged: 1, dryRun: true } });
    expect((await api.get('/api/duplicates/stage')).body.staged).toMatchObject([{ from: copy, keeper: first }]);
    expect(await post(api, '/api/duplicates/stage', { groups, move: true })).toMatchObject({ summary: { staged: 1 } });
    expect((await api.get(`/api/failures`)).body.total).toBe(1);
    expect(await post(api, '/api/duplicates/unstage')).toMatchObject({ summary: { restored: 1 } });
    expect((await api.get('/api/duplicates/unstage')).body.restored).toMatchObject([{ to: copy }]);
    const unknown = { groups: [{ keep: 'AAAAAAAAAAA', copies: [keeper.id] }] };
    expect((await api.send('POST', '/api/duplicates/stage', unknown)).status).toBe(404);
  });
});

describe('/api/failures', () => {
  it('lists failed tracks by kind, with a job that is a remedy', async () => {
    const broken = { kind: 'timeout', message: 'It took too long.' } as const;
    const other = { kind: 'corrupt', message: 'It is damaged.' } as const;
    await using api = await testApp(
      await inventedLibrary(6, (record, i) =>
        i === 1 ? { ...record, error: broken } : i === 2 ? { ...record, error: other } : record,
      ),
    );
    const { body } = await api.get('/api/failures');
    expect(body).toMatchObject({ total: 2, kinds: { timeout: 1, corrupt: 1 } });
    const { rows } = (await api.get('/api/failures?kind=timeout')).body;
    expect(rows).toMatchObject([
      { track: { id: pathId(pathOf(1)), state: 'failed' }, kind: 'timeout', file: 'missing' },
    ]);
    const [{ job }] = rows[0].remedies;
    expect(job).toEqual({ kind: 'scan', tracks: [pathId(pathOf(1))], retryFailed: true });
    expect((await api.send('POST', '/api/jobs', job)).status).toBe(202);
    const [corrupt] = (await api.get('/api/failures?kind=corrupt')).body.rows;
    expect(corrupt.remedies.map(({ action }: Remedy) => action)).toEqual(['copy-again', 'convert-file']);
    expect(corrupt.remedies.some((remedy: Remedy) => remedy.job)).toBe(false);
  });

  it('tries the tracks again that failed in one way, and no others', async () => {
    const { library, music } = await realLibrary();
    await using api = await testApp(library);
    expect(await runJob(api, { kind: 'scan', failedAs: 'not-audio' })).toMatchObject({
      ...{ state: 'done', about: [join(music, 'broken.mp3')] },
      summary: { found: 1, failed: 1 },
    });
    // a scan of the whole library would be a surprise
    expect((await api.send('POST', '/api/jobs', { kind: 'scan', failedAs: 'timeout' })).status).toBe(404);
  });
});

describe('/api/library/check, repair and prune', () => {
  it('finds what is wrong, with the job that repairs it; a dry run changes nothing', async () => {
    const { library, copy, first } = await realLibrary();
    await using api = await testApp(library);
    expect((await api.get('/api/library/check')).status).toBe(404);
    await rm(copy);
    await runJob(api, { kind: 'check' });
    const { body } = await api.get('/api/library/check');
    expect(body).toMatchObject({ ok: false, tracks: 4 });
    const missing = body.findings.find(({ kind }: { kind: string }) => kind === 'file-missing');
    expect(missing).toMatchObject({ count: 1, paths: [copy] });
    expect(missing.remedies).toContainEqual({ action: 'prune', job: { kind: 'prune' } });

    expect(await post(api, '/api/library/prune')).toMatchObject({
      state: 'done',
      summary: { forgotten: 1, applied: false },
    });
    expect((await api.get('/api/library/prune')).body).toMatchObject({
      forgotten: [copy],
      counts: { forgotten: 1, kept: 0 },
      applied: false,
      refused: null,
    });
    expect(api.library.size).toBe(4);
    await post(api, '/api/library/prune', { apply: true });
    expect(api.library.size).toBe(3);

    const moved = join(first, '..', 'moved.wav');
    await rename(first, moved);
    await post(api, '/api/library/repair');
    const report = (await api.get('/api/library/repair')).body;
    expect(report).toMatchObject({
      applied: false,
      moved: [{ from: first, to: moved }],
      counts: { moved: 1, junk: 0 },
    });
    await post(api, '/api/library/repair', { apply: true });
    expect(api.library.track(moved)).toBeDefined();
    expect((await api.send('POST', '/api/library/trash/restore')).status).toBe(200);
    expect((await api.send('POST', '/api/library/trash/empty')).body).toEqual({ deleted: expect.any(Number) });
  });

  it('removes nothing when a drive is missing, and takes its folders by id', async () => {
    await using api = await testApp(await inventedLibrary(12));
    await post(api, '/api/library/prune', { apply: true });
    const { refused, applied } = (await api.get('/api/library/prune')).body;
    expect([applied, refused.reason, refused.count]).toEqual([false, 'root', 12]);
    expect(api.library.size).toBe(12);
    const folders = refused.folders.map(({ id }: { id: string }) => id);
    await post(api, '/api/library/prune', { apply: true, folders, force: true, includeEdited: true });
    expect(api.library.size).toBe(0);
  });
});
