import { type FileState, stateOf, withFile } from '../files/file-state.ts';
import { FileWindow } from '../files/file-window.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { readLine } from './journal-line.ts';
import { mergeChanges, type TrackChange } from './track-change.ts';

export interface JournalContents {
  changes: Map<string, TrackChange>;
  exists: boolean;
  /** State of the file before it was read; undefined if there is none. */
  state: FileState | undefined;
  /** End of the last complete line. */
  end: number;
  replayed: number;
  /** Number of skipped lines that belong to another meta.json. */
  foreign: number;
  damaged: number;
  /** Bytes of an incomplete last line. */
  torn: number;
}

const LINE_FEED = 0x0a;

/** Replays the lines that belong to the snapshot. A damaged one can't tell, so all are replayed to lose no change. */
export function readJournal(path: string, snapshot: Snapshot): JournalContents {
  const contents: JournalContents = {
    changes: new Map(),
    exists: false,
    state: undefined,
    end: 0,
    replayed: 0,
    foreign: 0,
    damaged: 0,
    torn: 0,
  };
  withFile(path, (descriptor) => {
    contents.exists = true;
    contents.state = stateOf(descriptor);
    replay(new FileWindow(descriptor), snapshot, contents);
  });
  return contents;
}

function replay(window: FileWindow, snapshot: Snapshot, contents: JournalContents): void {
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
      // the snapshot contains the changes of all earlier lines
      if (entry.written === snapshot.content) contents.foreign = 0;
    } else if (entry.of === snapshot.content || snapshot.damage) {
      const change = mergeChanges(contents.changes.get(entry.path), entry.change);
      if (change) contents.changes.set(entry.path, change);
      contents.replayed++;
    } else contents.foreign++;
  }
}
