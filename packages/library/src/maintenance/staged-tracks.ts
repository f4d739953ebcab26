import { dirname } from 'node:path';
import type { RunOptions } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { lookUpFiles } from '../files/file-state.ts';
import { groupMissing } from './absent-folders.ts';

export interface StagedTracks {
  /** Tracks whose files are in the staging folder, or on a missing drive. */
  staged: string[];
  /** Tracks whose files are back in place. */
  back: string[];
  /** Tracks whose files are in neither place. */
  gone: string[];
}

/** @param paths Tracks to look at. @default all, which reads every record */
export async function findStaged(
  meta: MetaStore,
  run: RunOptions = {},
  paths: Iterable<string> = meta.paths(),
): Promise<StagedTracks> {
  const found: StagedTracks = { staged: [], back: [], gone: [] };
  const targets = new Map<string, string>();
  for (const path of paths) {
    const staged = meta.get(path, ['staged'])?.staged;
    if (staged != null) targets.set(path, typeof staged.to === 'string' ? staged.to : '');
  }
  if (targets.size === 0) return found;
  const states = await lookUpFiles([...targets.keys(), ...new Set(targets.values())], run);
  const isGone = (path: string) => states.get(path)?.state === 'missing' || path === '';
  const missing = [...targets.values()].filter((to) => to !== '' && isGone(to));
  // passes the folders as in use, so that only a missing drive is a root
  const { folders } = await groupMissing(missing, missing.map(dirname), () => undefined);
  const absent = new Set(folders.filter(({ isRoot }) => isRoot).flatMap(({ paths }) => paths));
  for (const [path, to] of targets) {
    const state = states.get(path);
    // a run that was killed may leave an empty file in place
    if (state?.state === 'present' && state.size > 0) found.back.push(path);
    else found[isGone(path) && isGone(to) && !absent.has(to) ? 'gone' : 'staged'].push(path);
  }
  return found;
}
