import { z } from '@hono/zod-openapi';
import { NotFoundError, OptionError } from '@rbassist/library';
import { pathId } from '../track-ids.ts';
import { canKeep, type GroupFile } from './copy-groups.ts';
import { TrackId } from './parameters.ts';
import type { Group, Search } from './shown-groups.ts';

const MOST_CHOSEN = 10_000;

/** Groups that a person chose: the file to keep, and its copies. */
export const ChosenGroups = z
  .array(z.strictObject({ keep: TrackId, copies: z.array(TrackId).min(1) }))
  .max(MOST_CHOSEN)
  .optional()
  .openapi({ description: 'Chosen groups of the last search; without them, all groups' });

/** Groups that a person changed. */
export const ChangedGroups = z
  .array(z.strictObject({ keep: TrackId, copies: z.array(TrackId) }))
  .max(MOST_CHOSEN)
  .optional()
  .openapi({ description: 'Groups with another file to keep, or with fewer copies; no copies: left alone' });

type Chosen = NonNullable<z.infer<typeof ChosenGroups>>;

/** Returns all groups, with those that a person changed in place of the found ones. */
export function withChanges(groups: readonly Group[], changed: Chosen = []): Chosen {
  const changeOf = new Map(changed.flatMap((group) => [group.keep, ...group.copies].map((id) => [id, group])));
  const found = groups.map(({ keeper, duplicates }) => ({
    keep: pathId(keeper.path),
    copies: duplicates.map(({ path }) => pathId(path)),
  }));
  const unchanged = found.filter(({ keep, copies }) => ![keep, ...copies].some((id) => changeOf.has(id)));
  return [...unchanged, ...changed.filter(({ copies }) => copies.length > 0)];
}

/**
 * Returns the files of chosen groups, and those to keep.
 *
 * @throws {NotFoundError} for files of no group.
 * @throws {OptionError} for a damaged file to keep while one of its copies is whole.
 */
export function chosenPaths({ mode }: Search, groups: readonly Group[], chosen: Chosen) {
  const files = filesById(groups);
  const keepIn: string[] = [];
  const paths: string[] = [];
  for (const { keep, copies } of chosen) {
    const kept = fileOf(files, keep);
    const others = copies.map((id) => fileOf(files, id));
    if (!canKeep(kept, [kept, ...others], mode))
      throw new OptionError(`${kept.path} is damaged. Keep the copy that is whole, or leave the group alone.`);
    keepIn.push(kept.path);
    paths.push(kept.path, ...others.map(({ path }) => path));
  }
  return { paths, keepIn };
}

/** Returns the files of groups by id. */
export function filesById(groups: readonly Group[]): Map<string, GroupFile> {
  const files = groups.flatMap(({ keeper, duplicates }) => [keeper, ...duplicates]);
  return new Map(files.map((file) => [pathId(file.path), file]));
}

/** Returns a file. Throws {@link NotFoundError} if it is in no group. */
export function fileOf(files: ReadonlyMap<string, GroupFile>, id: string): GroupFile {
  const file = files.get(id);
  if (file === undefined) throw new NotFoundError(`The last search found no copy with the id "${id}". Search again.`);
  return file;
}
