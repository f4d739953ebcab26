import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { below, seededRandom } from '@rbassist/testing/random';
import { makeMasterDb } from '@rbassist/testing/rekordbox';
import { expect, test } from 'vitest';
import { addTrack } from './test-library.ts';
import { readWalChanges } from './wal.ts';

const FRAME = 24 + 4096;

test('a damaged log gives the transactions before the damage, 5,000 times', async () => {
  const { wal } = makeMasterDb(
    (writer) => addTrack(writer, '1'),
    (writer) => {
      for (let i = 0; i < 6; i++) writer.exec(`UPDATE djmdContent SET Title = 'change ${i}'`);
    },
  );
  const path = join(await temporaryFolder('wal'), 'master.db-wal');
  const read = async (bytes: Buffer) => {
    await writeFile(path, bytes);
    const handle = await open(path);
    try {
      return await readWalChanges(handle, bytes.length);
    } finally {
      await handle.close();
    }
  };
  const frames = (wal.length - 32) / FRAME;
  expect(frames).toBeGreaterThanOrEqual(6);
  const random = seededRandom(17);
  for (let i = 0; i < 5000; i++) {
    const at = below(random, wal.length);
    const damaged = Buffer.from(wal);
    damaged[at] ^= 1 << below(random, 8);
    const found = await read(i % 4 === 0 ? wal.subarray(0, at) : damaged);
    const whole = at < 32 ? 0 : Math.floor((at - 32) / FRAME);
    const lastStart = Math.max(0, ...[...(found?.pages.values() ?? [])].map((position) => (position - 56) / FRAME + 1));
    expect(lastStart).toBeLessThanOrEqual(whole);
    if (found) expect(found.pageCount).toBeGreaterThan(0);
  }
  expect((await read(wal))?.pages.size).toBeGreaterThan(0);
}, 300_000);
