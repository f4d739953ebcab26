import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folders: string[] = [];
// registered here, because vitest ignores hooks that a test registers
afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Creates an empty folder whose name contains `name`. Removes it after the last test of the file. */
export async function temporaryFolder(name = 'test'): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `rbassist-${name}-`)));
  folders.push(folder);
  return folder;
}
