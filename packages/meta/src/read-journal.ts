import { FileWindow, withFile } from './file-window.ts';
import { readLine } from './journal-line.ts';
import { mergeChanges, type TrackChange } from './track-change.ts';
import type { WholeFile } from './whole-file.ts';

/** What a journal says of the tracks of a meta.json. */
export interface JournalContents {
  changes: Map<string, TrackChange>;
  /** Whether there is one. */
  exists: boolean;
  /** Where its last whole line ends. */
  end: number;
  /** Lines that were replayed. */
  replayed: number;
  /** Lines that belong to another meta.json, and are not known to be in this one: they are not replayed. */
  foreign: number;
  /** Lines that can't be read. */
  damaged: number;
  /** Bytes after the last whole line, which was cut short. */
  torn: number;
}

const LINE_FEED = 0x0a;

/**
 * Replays the lines of a journal that belong to the contents of `whole`. Of a damaged meta.json nobody can say whether it is the one that they
 * belong to, and nothing of what is known may be lost, so that all are replayed on it.
 *
 * @throws the system's error when it can't be read.
 */
export function readJournal(path: string, whole: WholeFile): JournalContents {
  const contents: JournalContents = {
    changes: new Map(),
    exists: false,
    end: 0,
    replayed: 0,
    foreign: 0,
    damaged: 0,
    torn: 0,
  };
  withFile(path, (descriptor) => {
    contents.exists = true;
    replay(new FileWindow(descriptor), whole, contents);
  });
  return contents;
}

function replay(window: FileWindow, whole: WholeFile, contents: JournalContents): void {
  let i = 0;
  for (;;) {
    const lineEnd = window.bytes.indexOf(LINE_FEED, i);
    if (lineEnd < 0) {
      const more = window.more(i);
      i = 0;
      if (more) continue;
      contents.torn = window.bytes.length;
      return;
    }
    const entry = readLine(window.bytes.subarray(i, lineEnd), window.at + i);
    i = lineEnd + 1;
    contents.end = window.at + i;
    if (!entry) contents.damaged++;
    else if ('written' in entry) {
      // all that was said of an earlier file is in this one
      if (entry.written === whole.content) contents.foreign = 0;
    } else if (entry.of === whole.content || whole.damage) {
      const change = mergeChanges(contents.changes.get(entry.path), entry.change);
      if (change) contents.changes.set(entry.path, change);
      contents.replayed++;
    } else contents.foreign++;
  }
}
