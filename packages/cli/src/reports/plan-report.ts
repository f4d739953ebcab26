import { cleanText } from '@rbassist/core';
import {
  type ImportStep,
  LEFT_OUT_TEXT,
  type PlannedImport,
  type PlannedStatus,
  type XmlPlan,
} from '@rbassist/library';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { counted, formatCount } from '../output/count.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import { contentLines, contentSummary } from './content-changes.ts';
import { STOPPED } from './failure-text.ts';

/** Tracks of a status that are listed without `--verbose`. */
const FEW = 10;

const HEADINGS: Readonly<Record<PlannedStatus, readonly [name: string, effect: string]>> = {
  new: ['New', 'One import adds them.'],
  update: ['Changed', 'Rekordbox takes the values at the second import.'],
  unchanged: ['The same', 'An import changes nothing.'],
  'second-entry': ['Under another path', 'An import would add a second entry, never relocate the first.'],
  refused: ['Left out', 'Rekordbox would refuse them, or they are missing.'],
};
const ORDER: readonly PlannedStatus[] = ['new', 'update', 'second-entry', 'refused', 'unchanged'];

/** Shows the tracks of a plan, and its summary. */
export class PlanReport {
  readonly #output: Output;
  readonly #tracks = new Map<PlannedStatus, PlannedImport[]>();

  constructor(output: Output) {
    this.#output = output;
  }

  show(planned: PlannedImport): void {
    const listed = this.#tracks.get(planned.status) ?? [];
    this.#tracks.set(planned.status, listed);
    const isListed = this.#output.verbose || (planned.status !== 'unchanged' && listed.length < FEW);
    if (isListed && !this.#output.json) listed.push(planned);
  }

  /** Prints the summary. Returns the exit code. */
  finish(plan: XmlPlan): ExitCode {
    const output = this.#output;
    if (output.json) printJson({ type: 'summary', ...plan });
    else this.#print(plan);
    if (!plan.interrupted) return EXIT.done;
    tell(output, STOPPED);
    return EXIT.interrupted;
  }

  #print(plan: XmlPlan): void {
    const { theirs, program, version, theirTracks, streams, counts, delta, steps } = plan;
    const source = [program, version].filter(Boolean).join(' ');
    const streaming = streams > 0 ? `, ${formatCount(streams)} of them streaming, which stay as they are` : '';
    print(`${cleanText(theirs)}: ${cleanText(source)}, ${counted(theirTracks, 'track')}${streaming}.`);
    for (const status of ORDER) if (counts[status] > 0) this.#printStatus(status, counts[status]);
    if (plan.interrupted) return;
    if (delta !== undefined) print(['', `Wrote ${delta}. Your own export is as it was.`]);
    if (steps.length === 0) print(['', 'There is nothing to import.']);
    else if (delta === undefined)
      tell(this.#output, ['', 'Add --out delta.xml to write a file with only these tracks.']);
    else tell(this.#output, ['', 'To import it:', ...steps.map(stepLine)]);
  }

  #printStatus(status: PlannedStatus, count: number): void {
    const listed = this.#tracks.get(status) ?? [];
    const rest = count - listed.length;
    const [name, effect] = HEADINGS[status];
    print(['', `${name}: ${counted(count, 'track')}. ${effect}`]);
    print(listed.flatMap((planned) => this.#trackLines(planned)));
    if (rest > 0 && listed.length > 0) print(`  and ${formatCount(rest)} more (--verbose lists all)`);
  }

  #trackLines(planned: PlannedImport): string[] {
    const path = `  ${cleanText(planned.path)}`;
    if (planned.status === 'update') {
      if (!this.#output.verbose) return [`${path}: ${contentSummary(planned.changes)}`];
      return [path, ...contentLines(planned.changes).map((line) => `    ${line}`)];
    }
    if (planned.status === 'second-entry') return [path, `    ${cleanText(planned.location)}`];
    if (planned.status !== 'refused') return [path];
    const { reason } = planned;
    return [`${path}: ${reason === 'format' ? "Rekordbox can't play this format" : LEFT_OUT_TEXT[reason]}`];
  }
}

function stepLine({ text, source, reference }: ImportStep, i: number): string {
  const known = source === 'manual' ? reference : `users report it: ${reference}`;
  return `  ${i + 1}. ${cleanText(text)} (${known})`;
}
