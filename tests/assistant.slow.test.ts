import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { type Assistant, startAssistant } from './support/assistant.ts';
import { editRecords } from './support/library.ts';
import { start } from './support/rbassist.ts';
import { taggedFolder, trackPath } from './support/tagged-library.ts';

const LIMIT = { timeout: 60_000 };
const TRACKS_PER_TAG = 20;
const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
};

/** Returns a digest of each file below a folder, by its path. */
async function digests(folder: string): Promise<Record<string, string>> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
  const entries = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [
      path,
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe('rbassist mcp', LIMIT, () => {
  it('answers every tool that reads, and leaves the data folder as it is', async () => {
    const { dataDir } = await taggedFolder(TRACKS_PER_TAG);
    await using library = await openLibrary({ dataDir });
    await library.saveSet('Friday', { tracks: [{ path: trackPath('Vocals', 1) }, { path: trackPath('Vocals', 2) }] });
    await library.close();
    const before = await digests(dataDir);
    await using assistant = await startAssistant(dataDir);
    const { tracks } = await assistant.ask('find_tracks', { q: 'vocals', limit: 3 });
    const ids = tracks.map(({ id }: { id: string }) => id);
    const inputs: Record<string, object> = {
      library_stats: {},
      find_tracks: { tag: ['Vocals'], sort: '-title' },
      find_by_sound: { words: 'Vocals' },
      get_track: { track: ids[0] },
      recommend: { seeds: ids, words: 'Vocals' },
      rate_transition: { from: ids[0], to: ids[1] },
      plan_set: { seeds: ids, length: 8, energyCurve: 'peak' },
      get_set: { name: 'Friday' },
      expand_crate: { tracks: ids, tags: ['Warm-up'], sets: ['Friday'], add: 5 },
      suggest_tags: { limit: 5 },
      list_suggestions: { order: 'sure', limit: 5 },
      export_playlist: { set: 'Friday', kind: 'csv' },
    };
    const { tools } = await assistant.client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(Object.keys(inputs).sort());
    for (const [tool, input] of Object.entries(inputs)) await assistant.ask(tool, input);
    expect(await digests(dataDir)).toEqual(before);
    expect(assistant.complaints()).toBe('');
  });

  it('lets two assistants write at once, and both see everything', async () => {
    const { dataDir } = await taggedFolder(TRACKS_PER_TAG);
    const exportFolder = await temporaryFolder('exports');
    await using first = await startAssistant(dataDir, '--allow-writes', '--export-folder', exportFolder);
    await using second = await startAssistant(dataDir, '--allow-writes');
    const { tracks } = await first.ask('find_tracks', { limit: 20 });
    const work = tracks.map(({ id }: { id: string }, i: number) => {
      const assistant = i % 2 === 0 ? first : second;
      return assistant.ask('change_tags', { tracks: [id], add: [`Tag ${i}`] });
    });
    await Promise.all(work);
    for (const assistant of [first, second]) {
      for (const i of tracks.keys()) {
        expect((await assistant.ask('find_tracks', { tag: [`Tag ${i}`] })).tracks[0].id).toBe(tracks[i].id);
      }
    }
    await first.ask('save_set', { name: 'Both', tracks: [tracks[0].id] });
    expect((await second.ask('get_set', { name: 'Both' })).tracks).toBe(1);
    const { file } = await first.ask('save_playlist', { set: 'Both' });
    expect(await readFile(file, 'utf8')).toContain('#EXTM3U');
  });

  it('leaves a library that works when it is killed while it writes', async () => {
    const { dataDir } = await taggedFolder(TRACKS_PER_TAG);
    await using killed = await startAssistant(dataDir, '--allow-writes');
    const { tracks } = await killed.ask('find_tracks', { limit: 20 });
    const ids = tracks.map(({ id }: { id: string }) => id);
    const add = (assistant: Assistant, id: string) => assistant.ask('change_tags', { tracks: [id], add: ['Late'] });
    await add(killed, ids[0]);
    const work = Promise.allSettled(ids.slice(1).map((id: string) => add(killed, id)));
    process.kill(killed.pid, 'SIGKILL');
    await work;
    await using next = await startAssistant(dataDir, '--allow-writes');
    const { total } = await next.ask('find_tracks', { tag: ['Late'] });
    expect(total).toBeGreaterThan(0);
    for (const id of ids) await add(next, id);
    expect((await next.ask('find_tracks', { tag: ['Late'] })).total).toBe(20);
    expect((await next.ask('library_stats')).tracks).toBe(3 * TRACKS_PER_TAG);
  });

  it('bounds titles of 10 MB', async () => {
    const { dataDir } = await taggedFolder(TRACKS_PER_TAG);
    const path = trackPath('Vocals', 3);
    await editRecords(dataDir, (tracks) => {
      Object.assign(tracks[path], {
        title: 'x'.repeat(10_000_000),
        artist: '\u202egnp.exe',
        comments: '\u0007'.repeat(1e6),
      });
    });
    await using assistant = await startAssistant(dataDir);
    const { tracks } = await assistant.ask('find_tracks', { q: 'gnp' });
    expect(tracks).toMatchObject([{ artist: '\\u202egnp.exe' }]);
    const { seeds } = await assistant.ask('recommend', { seeds: [tracks[0].id] });
    expect(JSON.stringify([tracks, seeds]).length).toBeLessThan(5000);
    expect(JSON.stringify(await assistant.ask('get_track', { track: tracks[0].id })).length).toBeLessThan(10_000);
  });

  it('says so while the data folder is gone, and works again when it is back', async () => {
    const { dataDir } = await taggedFolder(TRACKS_PER_TAG);
    await using assistant = await startAssistant(dataDir, '--allow-writes');
    const { tracks } = await assistant.ask('find_tracks', { limit: 1 });
    await rename(dataDir, `${dataDir}-away`);
    for (const [tool, input] of [
      ['find_tracks', {}],
      ['change_tags', { tracks: [tracks[0].id], add: ['x'] }],
    ] as const) {
      await expect(assistant.ask(tool, input)).rejects.toThrow('is gone. Connect its drive');
    }
    await rename(`${dataDir}-away`, dataDir);
    expect((await assistant.ask('find_tracks')).total).toBe(3 * TRACKS_PER_TAG);
  });

  it('prints nothing but the protocol, answers what it got, and ends with stdin', async () => {
    const { dataDir } = await taggedFolder(TRACKS_PER_TAG);
    const { child, ended } = start(['mcp', '--data-dir', dataDir]);
    const call = {
      jsonrpc: '2.0',
      id: 2,
      method: 'tools/call',
      params: { name: 'plan_set', arguments: { length: 20 } },
    };
    const lines = [INITIALIZE, { jsonrpc: '2.0', method: 'notifications/initialized' }, call].map((each) =>
      JSON.stringify(each),
    );
    child.stdin?.end(`${['not JSON', '{"jsonrpc":"1.0"}', ...lines].join('\n')}\n`);
    const { code, stdout } = await ended;
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ id }) => id)).toEqual([1, 2]);
    expect(answers[1].result.structuredContent.tracks).toHaveLength(20);
    expect(code).toBe(0);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends at %s', async (signal) => {
    const { dataDir } = await taggedFolder(TRACKS_PER_TAG);
    const { child, ended, whenSaid } = start(['mcp', '--data-dir', dataDir]);
    child.stdin?.write(`${JSON.stringify(INITIALIZE)}\n`);
    await whenSaid('serverInfo');
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('ends quietly when its client is gone', async () => {
    const { dataDir } = await taggedFolder(TRACKS_PER_TAG);
    const { child, ended, whenSaid } = start(['mcp', '--data-dir', dataDir]);
    child.stdin?.write(`${JSON.stringify(INITIALIZE)}\n`);
    await whenSaid('serverInfo');
    child.stdout?.destroy();
    await once(child.stdout as NodeJS.ReadableStream, 'close');
    child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/list' })}\n`);
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([0, '']);
  });

  it('refuses a line that is too long, and says why', async () => {
    const { dataDir } = await taggedFolder(TRACKS_PER_TAG);
    const { child, ended } = start(['mcp', '--data-dir', dataDir]);
    child.stdin?.on('error', () => {});
    child.stdin?.write('x'.repeat(11 * 1024 * 1024));
    const { stderr } = await ended;
    expect(stderr).toContain('maximum size');
  });
});
