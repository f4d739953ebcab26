import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { expect, test } from 'vitest';
import { requireFree } from './require-free.ts';

test('refuses every file but rbassist’s own', async () => {
  const folder = await temporaryFolder('require-free');
  const [path, link] = [join(folder, 'a'), join(folder, 'link')];
  await requireFree(path);
  await writeFile(path, '');
  await symlink(join(folder, 'nothing'), link);
  for (const used of [path, link, folder]) {
    await expect(requireFree(used)).rejects.toMatchObject({
      message: `${used} exists already.`,
      remedies: [{ action: 'overwrite' }],
    });
    await expect(requireFree(used, { isOwn: async () => false })).rejects.toThrow('exists already');
    await requireFree(used, { overwrite: true });
    await requireFree(used, { isOwn: async (own) => own === used });
  }
});
