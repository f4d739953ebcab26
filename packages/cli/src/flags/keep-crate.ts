import { OptionError } from '@rbassist/core';
import type { ExpandedCrate, Library } from '@rbassist/library';
import type { ValuesOf } from '../arguments/argument-table.ts';
import { PLAYLIST_FLAGS, writeOut, writtenText } from './playlist-flags.ts';

/** Places to keep a grown crate: a playlist file, a saved set. */
export const KEEP_CRATE_FLAGS = {
  save: { type: 'string', valueName: 'name', describe: 'Save the grown crate as a set of this name' },
  ...PLAYLIST_FLAGS,
} as const;

/**
 * Throws {@link OptionError} if the set of `--save` exists and `--overwrite` is not given. Called before the crate
 * grows and a file is written.
 */
export async function requireFreeSet(
  library: Library,
  { save, overwrite }: Pick<ValuesOf<typeof KEEP_CRATE_FLAGS>, 'save' | 'overwrite'>,
): Promise<void> {
  if (save === undefined || overwrite || !(await library.hasSet(save))) return;
  throw new OptionError(`There is already a set "${save}".`, { remedies: [{ action: 'overwrite' }] });
}

/**
 * Writes a grown crate to the file of `--out` and the set of `--save`, if they are given.
 *
 * @returns a sentence for each.
 */
export async function keepCrate(
  library: Library,
  { members, included, added }: ExpandedCrate,
  flags: ValuesOf<typeof KEEP_CRATE_FLAGS>,
): Promise<string[]> {
  const { save, overwrite } = flags;
  const tracks = [...members, ...included, ...added.map(({ track }) => track)];
  const file = await writeOut(library, flags, tracks);
  if (save !== undefined) {
    const named = tracks.map(({ path, artist, title, durationS }) => ({ path, artist, title, durationS }));
    await library.saveSet(save, { tracks: named }, { overwrite });
  }
  return [
    ...(file === undefined ? [] : [writtenText(tracks.length, file)]),
    ...(save === undefined ? [] : [`Saved as the set "${save}".`]),
  ];
}
