import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';

const FIXTURES = fileURLToPath(new URL('../fixtures/audio/', import.meta.url));

export const STAGING_LOG = 'rbassist-staged.ndjson';

/** Copies fixtures to a new folder; `files` maps the name of each copy to its fixture. */
export async function musicOf(files: Record<string, string>): Promise<string> {
  const folder = join(await temporaryFolder('dups'), 'Müsik 曲');
  for (const [name, fixture] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await copyFile(join(FIXTURES, fixture), join(folder, name));
  }
  return folder;
}

export async function libraryOf(tracks: Record<string, TrackRecord>): Promise<string> {
  const folder = await temporaryFolder('dups-data');
  await writeFile(join(folder, 'meta.json'), JSON.stringify({ tracks }));
  return folder;
}

/** Returns the time and last bytes of every file in a folder, by relative path. */
export async function contents(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[path.slice(folder.length + 1)] =
      `${(await stat(path)).mtimeMs} ${(await readFile(path)).toString('base64').slice(-200)}`;
  }
  return found;
}
