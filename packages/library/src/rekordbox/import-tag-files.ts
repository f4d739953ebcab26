import { tagKey } from '@rbassist/core';
import { textDigest } from '../history/change-history.ts';
import { settleChange } from '../history/settle-change.ts';
import type { LibraryContext } from '../library-context.ts';
import { OwnTags, without } from '../tags/own-tags.ts';
import { textWithTags, writeTagFile } from '../tags/tag-files.ts';
import type { ImportHistory } from './import-history.ts';

/** My Tags of a track after an import. */
export interface TagsAfterImport {
  tags: readonly string[];
  /** Tags that the import took from the record; `all` if the imported ones replace any others. */
  removed: readonly string[] | 'all';
}

/**
 * Prepares tag files of the Python rbassist for an import of My Tags.
 *
 * @throws {FileFormatError} for a damaged file.
 * @throws {DataFolderError} for an unreadable file.
 */
export async function prepareTagFiles(context: LibraryContext): Promise<void> {
  await settleChange(context);
  await OwnTags.of(context);
}

/**
 * Brings imported My Tags into the tag files of the Python rbassist that exist: all tags of a track into tags.yml, and
 * what the import took away out of both.
 *
 * @returns the changed files.
 * @throws {FileFormatError} for a file that can't be changed.
 * @throws {DataFolderError} if a file can't be written.
 */
export async function updateTagFiles(
  context: LibraryContext,
  imported: ReadonlyMap<string, TagsAfterImport>,
  log: ImportHistory,
): Promise<string[]> {
  if (imported.size === 0) return [];
  const own = await OwnTags.of(context);
  const changed: string[] = [];
  for (const file of own.files) {
    const changes = new Map<string, readonly string[]>();
    for (const [path, { tags, removed }] of imported) {
      const entries = own.entries(path).filter((entry) => entry.file === file);
      for (const { reference, tags: before } of entries) {
        const gone = removed === 'all' ? without(before, tags) : without(removed, tags);
        const kept = without(before, gone);
        if (kept.length < before.length) changes.set(reference, kept);
      }
      if (file.yaml.key !== 'library') continue;
      const entry = entries.find(({ reference }) => reference === path) ?? entries.at(0);
      const reference = entry?.reference ?? path;
      const kept = changes.get(reference) ?? entry?.tags ?? [];
      const known = new Set(kept.map(tagKey));
      const added = tags.filter((tag) => !known.has(tagKey(tag)));
      if (added.length > 0) changes.set(reference, [...kept, ...added]);
    }
    const text = textWithTags(file, changes);
    const { path, yaml } = file;
    if (text === yaml.text) continue;
    await log.append([{ tagFile: path, before: yaml.text, after: textDigest(text) }]);
    await writeTagFile(path, text);
    changed.push(path);
  }
  return changed;
}
