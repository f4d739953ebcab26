import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { openLibrary } from '@rbassist/library';
import { expect, it } from 'vitest';
import { inventedLibrary, pathOf } from '../test-app.ts';
import { heapMb } from '../test-heap.ts';
import { pathId } from '../track-ids.ts';
import { serveTools } from './serve-tools.ts';

const LIMIT = { timeout: 180_000 };
const TRACKS = 2000;
const CALLS = 1000;
/** Calls between two changes of the library and its index, by another handle as by another process. */
const BETWEEN_CHANGES = 50;

it('answers 1,000 calls while the library and its index change, with steady memory', LIMIT, async () => {
  await using library = await inventedLibrary(TRACKS);
  await using other = await openLibrary({ dataDir: library.dataDir, engine: 'exact' });
  const [transport, ofServer] = InMemoryTransport.createLinkedPair();
  await using _tools = await serveTools(library, { transport: ofServer });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  await client.listTools();
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer has
  const ask = async (name: string, input: Record<string, unknown>): Promise<any> =>
    (await client.callTool({ name, arguments: input })).structuredContent;
  let steady = 0;
  for (let i = 0; i < CALLS; i++) {
    const seed = pathId(pathOf((i * 7) % TRACKS));
    const [list, answer] = await Promise.all([
      ask('find_tracks', { sort: '-bpm', bpm: `120-${125 + (i % 5)}`, limit: 20 }),
      ask('recommend', { seeds: [seed], limit: 5, camelot: false, tempoPct: 20 }),
    ]);
    const bpms = list.tracks.map(({ bpm }: { bpm: number }) => bpm);
    expect(bpms).toEqual([...bpms].sort((a, b) => b - a));
    expect(answer.items).toHaveLength(5);
    expect(answer.items.map(({ id }: { id: string }) => id)).not.toContain(seed);
    if (i % BETWEEN_CHANGES !== BETWEEN_CHANGES - 1) continue;
    const changed = pathOf(i);
    await other.edit(changed, { bpm: 120 + (i % 7), comments: `change ${i}` });
    await other.buildIndex({ incremental: i % 2 === 0 });
    expect((await ask('get_track', { track: pathId(changed) })).comments.value).toBe(`change ${i}`);
    const found = await ask('recommend', { seeds: [pathId(changed)], limit: 10 });
    await using fresh = await openLibrary({ dataDir: library.dataDir, engine: 'exact' });
    const { recommendations } = await fresh.recommend(changed, { top: 10 });
    expect(found.items.map(({ id }: { id: string }) => id)).toEqual(recommendations.map(({ path }) => pathId(path)));
    if (i === 4 * BETWEEN_CHANGES - 1) steady = heapMb();
  }
  expect(heapMb() - steady).toBeLessThan(25);
  await client.close();
});
