import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders: string[] = [];
const unmounts: (() => void)[] = [];

/** Creates an empty folder whose name contains `name`. It is removed after the last test of the file. */
export async function temporaryFolder(name = 'test'): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `rbassist-${name}-`)));
  folders.push(folder);
  return folder;
}

/** Runs `unmount` before the folders are removed, after the last test of the file. */
export function beforeRemoval(unmount: () => void): void {
  unmounts.push(unmount);
}

/** Removes every folder of {@link temporaryFolder}. */
export async function removeTemporaryFolders(): Promise<void> {
  for (const unmount of unmounts.splice(0)) unmount();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
