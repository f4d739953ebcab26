import { readTags, type TrackRecord } from '@rbassist/core';
import type { TrackPatch } from '@rbassist/meta';
import { previousValues } from '../history/change-fields.ts';
import { ChangeHistory, fieldDigest, type HistoryEntry, textDigest } from '../history/change-history.ts';
import { settleChange } from '../history/settle-change.ts';
import type { LibraryContext } from '../library-context.ts';
import { distinct, OwnTags, type TrackTags, without } from './own-tags.ts';
import { openSuggestions, readSuggestions, type StoredSuggestions } from './stored-suggestions.ts';
import { textWithTags, writeTagFile } from './tag-files.ts';
import { TAG_KEYS } from './tag-keys.ts';

/** Changes of a track's tags. */
export interface TagEdit {
  add?: readonly string[];
  remove?: readonly string[];
  reject?: readonly string[];
  /** New suggestions; null removes them. */
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
      const patch = patchOf(record, change, edit.suggestions);
      if (Object.keys(patch).length > 0) patches.set(path, patch);
      count(changes, change, patch);
      addFileChanges(fileChanges, own, path, change);
      // suggestions alone can be made again
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
  isChanged: boolean;
}

function changedTags(
  own: TrackTags,
  { add = [], remove = [], reject = [], copy = false }: TagEdit,
  { mytags }: Pick<TrackRecord, 'mytags'>,
): ChangedTags {
  const added = without(distinct(add), own.mine);
  const mine = without([...own.mine, ...added], remove);
  const removed = own.mine.filter((tag) => !mine.includes(tag));
  const rejected = without(distinct([...own.rejected, ...reject]), added);
  const newlyRejected = without(rejected, own.rejected);
  const copied = copy ? without(mine, readTags(mytags)) : [];
  const isChanged = added.length + removed.length + newlyRejected.length + copied.length > 0;
  const all = distinct([...mine, ...own.all]);
  return { mine: mine.sort(), all, rejected: rejected.sort(), added, removed, newlyRejected, copied, isChanged };
}

function patchOf(
  record: Pick<TrackRecord, (typeof TAG_KEYS)[number]>,
  { mine, rejected, added, removed, newlyRejected, copied }: ChangedTags,
  suggestions: StoredSuggestions | null | undefined,
): TrackPatch {
  const patch: TrackPatch = {};
  if (added.length + removed.length + copied.length > 0) patch.mytags = mine.length > 0 ? [...mine] : undefined;
  const isRejectionChanged = rejected.length !== (record.tag_rejections ?? []).length || newlyRejected.length > 0;
  if (isRejectionChanged) patch.tag_rejections = rejected.length > 0 ? [...rejected] : undefined;
  const stored = suggestions === undefined ? readSuggestions(record.tag_suggestions) : (suggestions ?? undefined);
  if (stored) {
    const open = openSuggestions(stored, { mine, rejected });
    if (fieldDigest(open) !== fieldDigest(record.tag_suggestions)) patch.tag_suggestions = open;
  } else if (suggestions === null && record.tag_suggestions !== undefined) patch.tag_suggestions = undefined;
  return patch;
}

function count(changes: TagChanges, { added, removed, newlyRejected, copied }: ChangedTags, patch: TrackPatch): void {
  if (added.length + removed.length + copied.length > 0) changes.tracks++;
  changes.added += new Set([...added, ...copied]).size;
  changes.removed += removed.length;
  changes.rejected += newlyRejected.length;
  if ('tag_suggestions' in patch) changes.suggestions++;
}

type FileChanges = Map<OwnTags['files'][number], Map<string, readonly string[]>>;

/** Adds new tags to tags.yml, which the Python rbassist writes, and removes tags wherever they are. */
function addFileChanges(changes: FileChanges, own: OwnTags, path: string, { mine, added, removed }: ChangedTags): void {
  if (added.length + removed.length === 0) return;
  const set = (file: OwnTags['files'][number], reference: string, tags: readonly string[]) => {
    const ofFile = changes.get(file) ?? new Map<string, readonly string[]>();
    changes.set(file, ofFile.set(reference, tags));
  };
  const entries = own.entries(path);
  for (const { file, reference, tags } of entries) {
    const kept = without(tags, removed);
    if (kept.length < tags.length) set(file, reference, kept);
  }
  const main = own.files.find(({ yaml }) => yaml.key === 'library');
  if (!main || added.length === 0) return;
  const inMain = entries.filter(({ file }) => file === main);
  const entry = inMain.find(({ reference }) => reference === path) ?? inMain.at(0);
  // the Python rbassist writes all tags of a track
  set(main, entry?.reference ?? path, entry ? [...without(entry.tags, removed), ...without(added, entry.tags)] : mine);
}
