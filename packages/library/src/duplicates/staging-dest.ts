import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileIdentity, isInside, OptionError } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';

/** Scans skip staging folders, so one must hold no music. Compares real paths, so that no link gets around it. */
export async function requireStagingFolder(
  dest: string,
  { folder, meta }: Pick<LibraryContext, 'folder' | 'meta'>,
  paths: readonly string[] = [],
): Promise<void> {
  const real = await realFolder(dest);
  const refuse = (reason: string): never => {
    const message = `${dest} cannot be a staging folder: ${reason}.`;
    throw new OptionError(message, { remedies: [{ action: 'choose-staging-folder' }] });
  };
  const holds = (place: string) => place === real || isInside(place, real);
  if (dirname(real) === real) refuse('it is the root of a disk');
  if (holds(await realFolder(folder.root))) refuse('it holds the data folder');
  for (const part of [folder.embeddings, folder.index]) {
    const place = await realFolder(part);
    if (real === place || isInside(real, place)) refuse('it is part of the data folder');
  }
  for (const path of paths) if (holds(await realFolder(resolve(path)))) refuse(`it holds music to compare (${path})`);
  const identity = await identityOf(real);
  for (const [music, track] of musicFolders(meta.paths())) {
    // a mount of the same folder has another path, but the same identity
    const isSame = identity !== undefined && (await identityOf(music)) === identity;
    if (isSame || holds(await realFolder(music))) refuse(`it holds music of the library (${track})`);
  }
}

/** Parts of the path that do not exist stay as they are. */
export async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(await realFolder(above), basename(path));
  }
}

/** Maps every folder above a track to one of its tracks. */
function musicFolders(tracks: readonly string[]): Map<string, string> {
  const folders = new Map<string, string>();
  for (const track of tracks) {
    for (let above = dirname(track); !folders.has(above); above = dirname(above)) folders.set(above, track);
  }
  return folders;
}

async function identityOf(path: string): Promise<string | undefined> {
  return stat(path, { bigint: true }).then(fileIdentity, () => undefined);
}
