import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

it('makes new folders, and removes them with their files', async () => {
  const made = [await temporaryFolder('one'), await temporaryFolder('one')];
  expect(new Set(made).size).toBe(2);
  for (const folder of made) await writeFile(join(folder, 'file.txt'), 'anything');
  await removeTemporaryFolders();
  expect(made.filter(existsSync)).toEqual([]);
});
