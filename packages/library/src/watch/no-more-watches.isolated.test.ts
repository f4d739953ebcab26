import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { expect, it, vi } from 'vitest';
import { openLibrary } from '../library.ts';
import { FollowedWatch, recordedScans } from './test-watch.ts';

vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  watch: () => {
    throw Object.assign(new Error('ENOSPC: System limit for number of file watchers reached'), { code: 'ENOSPC' });
  },
}));

it('looks at the files once a minute where Linux allows no more watches, and says how to raise the limit', async () => {
  const root = await temporaryFolder('watches');
  await mkdir(join(root, 'music'));
  await writeFile(join(root, 'music', '1.mp3'), 'sound');
  await using library = await openLibrary({ dataDir: join(root, 'data') });
  const { runScan } = recordedScans();
  await using watch = new FollowedWatch((signal) =>
    library.watch([join(root, 'music')], { settleS: 0.1, runScan, signal }),
  );
  expect(await watch.until('ready')).toMatchObject({ by: 'looks' });
  const { error } = await watch.until('problem');
  expect(error.message).toContain('sudo sysctl fs.inotify.max_user_watches=');
  await watch.until('done');
});
