import { EDIT } from '../history/change-history.ts';
import { saveUndone, undoChange } from '../history/undo-change.ts';
import type { LibraryContext } from '../library-context.ts';
import { TAG_KEYS } from './tag-keys.ts';

/** Result of `Library.undoTags`. */
export interface UndoneTags {
  /** The command that was undone. */
  command: string;
  /** Its time, ISO 8601. */
  time: string;
  /** Tracks whose tags are as before. */
  restored: number;
  /** Tracks that stay as they are, because something changed their tags since, or the library lost them. */
  conflicts: { path: string; reason: 'changed' | 'gone' }[];
  /** Files of the Python rbassist that are as before. */
  files: string[];
  /** Files that stay as they are, because something changed them since. */
  changedFiles: string[];
}

/** Puts back the tags before the last command that changed them, with one write. See `Library.undoTags`. */
export function undoTags(context: LibraryContext): Promise<UndoneTags> {
  return context.records.change(async () => {
    const { change, ...undone } = await undoChange(context, {
      isMeant: ({ command, tracks, files }) =>
        files.length > 0 || (command !== EDIT && Object.values(tracks).some(isAboutTags)),
      nothing: 'No command that changed tags is left to undo.',
      save: (entry) => saveUndone(context, entry),
    });
    return { command: change.command, time: change.time, ...undone };
  });
}

function isAboutTags(values: Readonly<Record<string, unknown>>): boolean {
  return TAG_KEYS.some((key) => key in values);
}
