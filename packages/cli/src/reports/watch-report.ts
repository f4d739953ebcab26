import { cleanText } from '@rbassist/core';
import type { WatchLibraryEvent } from '@rbassist/library';
import { counted, formatCount } from '../output/count.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import { withRemedies } from '../output/remedy-text.ts';
import type { ProgressView } from '../progress/progress-view.ts';
import { printCheck } from './check-report.ts';
import { PlanReport } from './plan-report.ts';

type WaitReason = Extract<WatchLibraryEvent, { type: 'waiting' }>['reason'];

const REASONS: Readonly<Record<WaitReason, string>> = {
  missing: 'Waiting for the file',
  locked: 'Waiting, because another program holds the file or its drive does not answer',
  incomplete: 'Waiting for the end of the file',
  'not-rekordbox': 'Waiting, because this is no XML file of Rekordbox',
};

/** Shows the events of `rbassist xml watch`. */
export class WatchReport {
  readonly #output: Output;
  /** True if the last export could not be used. */
  failed = false;

  constructor(output: Output) {
    this.#output = output;
  }

  /** Shows an event. Returns true if an export was used, or could not be. */
  show(event: WatchLibraryEvent, view: ProgressView): boolean {
    const output = this.#output;
    if (output.json) printJson(event.type === 'failed' ? { ...event, error: event.error.toJSON() } : event);
    const path = cleanText(event.path);
    switch (event.type) {
      case 'waiting':
        if (!output.quiet && !output.json) view.line(`${REASONS[event.reason]}: ${path}`);
        return false;
      case 'unchanged':
        tell(output, `Nothing new in ${path}.`);
        return false;
      case 'ready':
        return false;
      case 'failed':
        this.failed = true;
        view.line(withRemedies(event.error.message, event.error.remedies, output));
        return !event.retries;
      default:
        this.failed = false;
        if (!output.json) this.#print(event);
        return true;
    }
  }

  #print(event: Extract<WatchLibraryEvent, { type: 'imported' | 'checked' | 'planned' }>): void {
    if (event.type === 'checked') printCheck(event.check);
    else if (event.type === 'planned') new PlanReport(this.#output).finish(event.plan);
    else {
      const { tracks, new: added, changed, unchanged, playlists, dryRun } = event.summary;
      const verb = dryRun ? 'Would import' : 'Imported';
      print(
        `${verb} ${cleanText(event.path)}: ${counted(tracks, 'track')}, ${formatCount(added)} new, ${formatCount(changed)} changed, ${formatCount(unchanged)} unchanged, ${counted(playlists, 'playlist')}.`,
      );
    }
  }
}
