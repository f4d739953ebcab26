import { cleanText } from '@rbassist/core';
import type { GoneReason, ScanEvent, ScanSummary, WatchFoldersEvent } from '@rbassist/library';
import { counted, formatCount } from '../output/count.ts';
import { type Output, print } from '../output/output.ts';
import type { ProgressView } from '../progress/progress-view.ts';
import { failureCounts, failureLine } from './failure-text.ts';
import { showScanEvent } from './scan-report.ts';

const GONE: Readonly<Record<GoneReason, string>> = {
  missing: 'is not there. Is its drive connected?',
  empty: 'is empty. Is its drive connected?',
  unreadable: 'cannot be read. Check its permissions.',
};

/** Shows the events of `rbassist watch`. */
export class FolderWatchReport {
  readonly #output: Output;
  /** Folders with files that are being written. */
  readonly #waiting = new Set<string>();
  #isFirst = true;

  constructor(output: Output) {
    this.#output = output;
  }

  show(event: WatchFoldersEvent, view: ProgressView): void {
    const output = this.#output;
    const tellLine = (line: string) => {
      if (!output.quiet) view.line(line);
    };
    switch (event.type) {
      case 'scanning':
        if (!hasLeft(event.event)) showScanEvent(event.event, { named: new Set(), view }, output);
        break;
      case 'ready':
        tellLine(`Watching ${cleanText(event.folder)}. Press Ctrl-C to stop.`);
        break;
      case 'waiting':
        if (event.files > 0 && !this.#waiting.has(event.folder)) tellLine(waitingLine(event));
        if (event.files > 0) this.#waiting.add(event.folder);
        else this.#waiting.delete(event.folder);
        break;
      case 'gone':
        tellLine(`${cleanText(event.folder)} ${GONE[event.reason]} rbassist waits for it, and keeps its tracks.`);
        break;
      case 'back':
        tellLine(`${cleanText(event.folder)} is back.`);
        break;
      case 'problem':
        view.line(failureLine(event.error, output));
        break;
      case 'done':
        if (event.summary) this.#finish(event.summary);
        break;
    }
  }

  #finish(summary: ScanSummary): void {
    const changes = changesLine(summary);
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (this.#output.json || this.#output.quiet) return;
    if (changes !== undefined) print(changes);
    else if (isFirst) print(`${counted(summary.found, 'track is', 'tracks are')} up to date.`);
  }
}

/** Returns true if a file was moved or deleted before its turn. The next scan follows it, so it is no failure. */
function hasLeft(event: ScanEvent): boolean {
  return event.type === 'track' && !event.result.ok && event.result.error.code === 'missing';
}

function waitingLine({ files, example }: Extract<WatchFoldersEvent, { type: 'waiting' }>): string {
  const such = example === undefined ? '' : `: ${cleanText(example)}`;
  return files === 1
    ? `Waiting until a file is complete${such}`
    : `Waiting until ${formatCount(files)} files are complete`;
}

/** Returns the changes of a scan in one line; undefined if there are none. */
function changesLine({ added, new: fresh, moved, missing, failures }: ScanSummary): string | undefined {
  const { missing: _, ...others } = failures;
  const failed = Object.values(others).reduce((sum, count) => sum + count, 0);
  const parts = [
    added > 0 && `${counted(added, 'track')} processed${fresh > 0 ? ` (${formatCount(fresh)} new)` : ''}`,
    moved > 0 && `${formatCount(moved)} moved`,
    missing > 0 && `${formatCount(missing)} missing`,
    failed > 0 && `${formatCount(failed)} failed (${failureCounts(others)})`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? `${parts.join(', ')}.` : undefined;
}
