import { type Library, openLibrary } from '@rbassist/library';
import { expect, it } from 'vitest';
import { inventedLibrary, pathOf, type TestApp, testApp } from './test-app.ts';
import { heapMb } from './test-heap.ts';

const LIMIT = { timeout: 180_000 };
const TRACKS = 2000;
const QUESTIONS = 1000;
/** Questions between two changes of the library and its index, by another handle as by another process. */
const BETWEEN_CHANGES = 50;

/** Compares an answer of the server with that of a library that was just opened. */
async function expectFresh(api: TestApp, dataDir: string, seed: string): Promise<void> {
  await using fresh = await openLibrary({ dataDir, engine: 'exact' });
  const { body } = await api.get(`/api/recommendations?seed=${api.ids.id(seed)}&top=10`);
  const { recommendations } = await fresh.recommend(seed, { top: 10 });
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual(recommendations.map(({ path }) => api.ids.id(path)));
}

async function change(other: Library, step: number): Promise<void> {
  await other.edit(pathOf(step), { bpm: 120 + (step % 7), key: `${(step % 12) + 1}A` });
  await other.buildIndex({ incremental: step % 2 === 0 });
}

it('answers 1,000 questions while the library and its index change, with steady memory', LIMIT, async () => {
  await using api = await testApp(await inventedLibrary(TRACKS));
  const { dataDir } = api.library;
  await using other = await openLibrary({ dataDir, engine: 'exact' });
  let steady = 0;
  for (let i = 0; i < QUESTIONS; i++) {
    const seed = api.ids.id(pathOf((i * 7) % TRACKS));
    const [list, answer] = await Promise.all([
      api.get(`/api/tracks?sort=-bpm&bpm=120-${125 + (i % 5)}&limit=20`),
      api.get(`/api/recommendations?seed=${seed}&top=5&camelot=0&tempoPct=20`),
    ]);
    expect([list.status, answer.status]).toEqual([200, 200]);
    const bpms = list.body.rows.map(({ bpm }: { bpm: number }) => bpm);
    expect(bpms).toEqual([...bpms].sort((a, b) => b - a));
    expect(answer.body.items).toHaveLength(5);
    expect(answer.body.items.map(({ id }: { id: string }) => id)).not.toContain(seed);
    if (i % BETWEEN_CHANGES !== BETWEEN_CHANGES - 1) continue;
    await change(other, i);
    await expectFresh(api, dataDir, pathOf(i));
    if (i === 4 * BETWEEN_CHANGES - 1) steady = heapMb();
  }
  expect(heapMb() - steady).toBeLessThan(25);
});
