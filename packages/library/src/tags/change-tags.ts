import { readSuggestions, readTags, type StoredSuggestions, type TrackRecord, tagKey } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import { previousValues } from '../history/change-fields.ts';
import { ChangeHistory, fieldDigest, type HistoryEntry, textDigest } from '../history/change-history.ts';
import { settleChange } from '../history/settle-change.ts';
import type { LibraryContext } from '../library-context.ts';
import { distinct, OwnTags, type TrackTags, without } from './own-tags.ts';
import { openSuggestions } from './suggestions-to-store.ts';
import { textWithTags, writeTagFile } from './tag-files.ts';
import { TAG_KEYS } from './tag-keys.ts';

/** Changes of a track's tags. */
export interface TagEdit {
  add?: readonly string[];
  remove?: readonly string[];
  reject?: readonly string[];
  /** Another name for a tag, also in the other tags of the record; without `to`, the tag is removed there. */
  rename?: { from: string; to?: string };
  /** Suggestions to remove without rejecting them. */
  drop?: readonly string[] | 'all';
  /** New suggestions; null removes them. They can be made again, so this alone can't be undone. */
  suggestions?: StoredSuggestions | null;
  /** Stores tags of the tag files in the record. */
  copy?: boolean;
}

/** Counts of a command that changed tags. */
export interface TagChanges {
  /** Tracks whose own tags changed. */
  tracks: number;
  added: number;
  removed: number;
  rejected: number;
  /** Tracks whose suggestions changed. */
  suggestions: number;
  /** Changed files of the Python rbassist. */
  files: string[];
}

/**
 * Changes tags with one write: the tag files of the Python rbassist, and then the records, which are saved all or none.
 * The previous values are saved first, so that the command can be undone. After a crash between the files and the
 * records, the next command puts the files back.
 *
 * @param edits Returns the edits of each track for its current tags.
 * @throws {LibraryBusyError} if another process is writing.
 * @throws {FileFormatError} for a damaged tag file. Nothing is changed then.
 * @throws {DataFolderError} if a file can't be written.
 */
export function changeTags(
  context: LibraryContext,
  command: string,
  edits: (own: OwnTags) => ReadonlyMap<string, TagEdit>,
): Promise<TagChanges> {
  return context.records.change(async () => {
    await settleChange(context);
    const own = await OwnTags.of(context);
    const entry: HistoryEntry = { version: 1, command, time: new Date().toISOString(), tracks: {}, files: [] };
    const changes: TagChanges = { tracks: 0, added: 0, removed: 0, rejected: 0, suggestions: 0, files: [] };
    const patches = new Map<string, TrackPatch>();
    const fileChanges: FileChanges = new Map();
    for (const [path, edit] of edits(own)) {
      const record = context.meta.get(path, TAG_KEYS);
      if (record === undefined) continue;
      const change = changedTags(own.get(path), edit, record);
      const patch = patchOf(record, change, edit);
      if (Object.keys(patch).length > 0) patches.set(path, patch);
      count(changes, change, patch);
      addFileChanges(fileChanges, own, path, change);
      if (change.isChanged) entry.tracks[path] = previousValues(record, patch);
    }
    const files = [...fileChanges].flatMap(([file, tags]) => {
      const { path, yaml } = file;
      const text = textWithTags(file, tags);
      return text === yaml.text ? [] : [{ path, before: yaml.text, text }];
    });
    if (patches.size === 0 && files.length === 0) return changes;
    entry.files = files.map(({ path, before, text }) => ({ path, before, after: textDigest(text) }));
    const history = new ChangeHistory(context.folder);
    if (Object.keys(entry.tracks).length > 0) await history.start(entry);
    try {
      for (const { path, text } of files) await writeTagFile(path, text);
    } catch (error) {
      await settleChange(context).catch(() => {});
      throw error;
    }
    for (const [path, patch] of patches) context.meta.update(path, patch);
    // after a crash, files and records must tell the same
    await (files.length > 0 ? context.meta.compact() : context.meta.flush());
    await history.finish();
    return { ...changes, files: files.map(({ path }) => path) };
  });
}

interface ChangedTags extends TrackTags {
  added: readonly string[];
  removed: readonly string[];
  newlyRejected: readonly string[];
  /** Tags of the tag files that the record lacks. */
  copied: readonly string[];
  /** Returns a list of tags with their new names. */
  renamed: (tags: readonly string[]) => readonly string[];
  /** True if the record's own tags change. */
  isRetagged: boolean;
  /** True if something changes that can be undone. */
  isChanged: boolean;
}

function changedTags(
  own: TrackTags,
  { add = [], remove = [], reject = [], copy = false, rename, drop = [] }: TagEdit,
  { mytags, tags: others, tag_suggestions }: Pick<TrackRecord, 'mytags' | 'tags' | 'tag_suggestions'>,
): ChangedTags {
  const renamed = (tags: readonly string[]) => (rename ? renamedTags(tags, rename) : tags);
  const mine = without(distinct([...renamed(own.mine), ...add]), remove);
  const added = without(mine, own.mine);
  const removed = without(own.mine, mine);
  const rejected = without(distinct([...own.rejected, ...reject]), added);
  const newlyRejected = without(rejected, own.rejected);
  const stored = readTags(mytags);
  const copied = copy ? without(mine, stored) : [];
  const isRetagged = added.length + removed.length + copied.length > 0 || !isSame(renamed(stored), stored);
  const isOthersChanged = !isSame(renamed(readTags(others)), readTags(others));
  const isDropped = readSuggestions(tag_suggestions)?.candidates.some(({ tag }) => isDroppedTag(tag, drop)) ?? false;
  const isChanged = isRetagged || isOthersChanged || newlyRejected.length > 0 || isDropped;
  const all = distinct([...mine, ...renamed(own.all)]);
  const lists = { mine: mine.sort(), all, rejected: rejected.sort(), added, removed, newlyRejected, copied };
  return { ...lists, renamed, isRetagged, isChanged };
}

function renamedTags(tags: readonly string[], { from, to }: NonNullable<TagEdit['rename']>): string[] {
  const key = tagKey(from);
  const kept = tags.flatMap((tag) => (tagKey(tag) === key ? (to ?? []) : tag));
  return to === undefined || kept.every((tag, i) => tag === tags[i]) ? kept : distinct(kept);
}

function isDroppedTag(tag: string, drop: NonNullable<TagEdit['drop']>): boolean {
  return drop === 'all' || without([tag], drop).length === 0;
}

function isSame(tags: readonly string[], others: readonly string[]): boolean {
  return tags.length === others.length && tags.every((tag, i) => tag === others[i]);
}

function patchOf(
  record: Pick<TrackRecord, (typeof TAG_KEYS)[number]>,
  { mine, rejected, newlyRejected, renamed, isRetagged }: ChangedTags,
  { suggestions, drop = [] }: TagEdit,
): TrackPatch {
  const patch: TrackPatch = {};
  if (isRetagged) patch.mytags = mine.length > 0 ? [...mine] : undefined;
  const others = readTags(record.tags);
  if (!isSame(renamed(others), others)) patch.tags = renamed(others).length > 0 ? [...renamed(others)] : undefined;
  const isRejectionChanged = rejected.length !== (record.tag_rejections ?? []).length || newlyRejected.length > 0;
  if (isRejectionChanged) patch.tag_rejections = rejected.length > 0 ? [...rejected] : undefined;
  const stored = suggestions === undefined ? readSuggestions(record.tag_suggestions) : (suggestions ?? undefined);
  if (drop === 'all' || (suggestions === null && record.tag_suggestions !== undefined)) {
    patch.tag_suggestions = undefined;
  } else if (stored) {
    const open = openSuggestions(stored, { mine, rejected: [...rejected, ...drop] });
    if (fieldDigest(open) !== fieldDigest(record.tag_suggestions)) patch.tag_suggestions = open;
  }
  return patch;
}

function count(
  changes: TagChanges,
  { added, removed, newlyRejected, copied, isRetagged }: ChangedTags,
  patch: TrackPatch,
): void {
  if (isRetagged || 'tags' in patch) changes.tracks++;
  changes.added += new Set([...added, ...copied]).size;
  changes.removed += removed.length;
  changes.rejected += newlyRejected.length;
  if ('tag_suggestions' in patch) changes.suggestions++;
}

type FileChanges = Map<OwnTags['files'][number], Map<string, readonly string[]>>;

/** Adds new tags to tags.yml, which the Python rbassist writes, and renames and removes tags wherever they are. */
function addFileChanges(
  changes: FileChanges,
  own: OwnTags,
  path: string,
  { mine, added, removed, renamed }: ChangedTags,
): void {
  const set = (file: OwnTags['files'][number], reference: string, tags: readonly string[]) => {
    const ofFile = changes.get(file) ?? new Map<string, readonly string[]>();
    changes.set(file, ofFile.set(reference, tags));
  };
  const entries = own.entries(path).map((entry) => ({ ...entry, kept: without(renamed(entry.tags), removed) }));
  for (const { file, reference, tags, kept } of entries) if (!isSame(kept, tags)) set(file, reference, kept);
  const main = own.files.find(({ yaml }) => yaml.key === 'library');
  if (!main || added.length === 0) return;
  const inMain = entries.filter(({ file }) => file === main);
  const entry = inMain.find(({ reference }) => reference === path) ?? inMain.at(0);
  // the Python rbassist writes all tags of a track
  set(main, entry?.reference ?? path, entry ? [...entry.kept, ...without(added, entry.kept)] : mine);
}
