import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, OptionError, sealNpy } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { openLibrary } from '../index.ts';

const VECTOR = 'a-01234567.npy';

let dataDir: string;
beforeEach(async () => {
  dataDir = await temporaryFolder('build-index');
  await mkdir(join(dataDir, 'embeddings'));
  const embedding = join(dataDir, 'embeddings', VECTOR);
  await writeFile(embedding, sealNpy(encodeNpy(Float32Array.of(1, 2)), VECTOR));
  const record = { embedding, embedding_space: 'test/2' };
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks: { '/music/a.mp3': record } }));
});

describe('Library.buildIndex', () => {
  it.each([true, false])('ends on abort and leaves the index as it was (incremental: %s)', async (incremental) => {
    await using library = await openLibrary({ dataDir });
    const signal = AbortSignal.abort();
    expect(await library.buildIndex({ incremental, signal })).toMatchObject({ interrupted: true, count: 0 });
    expect(await readdir(join(dataDir, 'index'))).toEqual([]);
    expect(await library.buildIndex({ incremental })).toMatchObject({ interrupted: false, count: 1 });
    expect(await library.buildIndex({ incremental, signal })).toMatchObject({
      ...{ interrupted: true, count: 1, unchanged: 1, added: 0 },
    });
    expect((await library.stats()).index?.tracks).toBe(1);
  });

  it('reports vectors that it skips, with remedies', async () => {
    await writeFile(join(dataDir, 'embeddings', VECTOR), 'garbage');
    await using library = await openLibrary({ dataDir });
    const { skipped } = await library.buildIndex();
    const reason = expect.stringContaining(VECTOR);
    expect(skipped).toEqual([{ path: '/music/a.mp3', reason, remedies: [{ action: 'repair' }] }]);
  });

  it('rejects unknown options', async () => {
    await using library = await openLibrary({ dataDir });
    await expect(library.buildIndex({ engine: 'exact' } as object)).rejects.toThrow(OptionError);
  });
});
