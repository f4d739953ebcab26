import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folders: string[] = [];
// registered here, because vitest ignores a hook that is registered while a test runs
afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Makes an empty folder with `name` in its own name. It is removed after the last test of the file. */
export async function temporaryFolder(name = 'test'): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `rbassist-${name}-`)));
  folders.push(folder);
  return folder;
}
