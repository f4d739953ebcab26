import type { ImportEvent, ImportField, ImportOptions, ImportSummary, UnmatchedTrack } from '@rbassist/library';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { counted, formatCount } from '../output/count.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import type { ProgressView } from '../progress/progress-view.ts';
import { STOPPED } from './failure-text.ts';
import { importChangeLines } from './import-changes.ts';

/** Warnings, and unmatched tracks of a reason, that are listed without `--verbose`. */
const FEW = 5;

const FIELD_NAMES: Readonly<Record<ImportField, string>> = {
  bpm: 'BPM',
  key: 'key',
  grid: 'grid',
  cues: 'cues',
  rating: 'rating',
  color: 'colour',
  plays: 'plays',
  added: 'date added',
  comments: 'comment',
  tags: 'My Tags',
};

/** Words after the number of tracks, for one and for several. */
const REASONS: Readonly<Record<UnmatchedTrack['reason'], readonly [one: string, several: string]>> = {
  ambiguous: ['fits several tracks of the library', 'fit several tracks of the library'],
  'other-length': ['has the name of a track with another length', 'have names of tracks with another length'],
  'not-found': ['is not in the library', 'are not in the library'],
  duplicate: ['is there twice', 'are there twice'],
  stream: ['is of a streaming service', 'are of a streaming service'],
};

type ReportedOptions = Pick<ImportOptions, 'dryRun' | 'onlyExisting' | 'force'>;

/** Shows the events of an import, and its summary. */
export class ImportReport {
  readonly #options: ReportedOptions;
  readonly #output: Output;
  /** Tracks to look at, by reason; a few of each unless `--verbose`. */
  readonly #unmatched = new Map<UnmatchedTrack['reason'], UnmatchedTrack[]>();

  #warnings = 0;
  /** Tracks with changed values so far. */
  #changed = 0;

  constructor(options: ReportedOptions, output: Output) {
    this.#options = options;
    this.#output = output;
  }

  show(event: ImportEvent, view: ProgressView): void {
    const output = this.#output;
    if (event.type === 'warning') {
      if (output.verbose || this.#warnings++ < FEW) view.line(event.message);
    } else if (event.type === 'unmatched') this.#keep(event.track);
    if (event.type === 'track' && event.changes.length > 0) this.#changed++;
    if (event.type === 'track' && (this.#options.dryRun || output.verbose) && !output.json) {
      const lines = importChangeLines(event, FIELD_NAMES);
      if (lines.length > 0) print(lines);
    }
  }

  /** Says what an import has changed before it failed. */
  tellBroken(): void {
    if (this.#changed === 0 || this.#options.dryRun || this.#output.json) return;
    const changed = counted(this.#changed, 'track');
    tell(this.#output, `${changed} changed before the error. To take this back, run \`rbassist import undo\`.`);
  }

  /** Prints the summary. Returns the exit code. */
  finish(summary: ImportSummary): ExitCode {
    const output = this.#output;
    if (output.json) printJson({ type: 'summary', ...summary });
    else {
      print(this.#lines(summary));
      this.#tellUnmatched(summary);
      const more = this.#warnings - FEW;
      if (more > 0) tell(output, `${counted(more, 'more warning')} (--verbose lists all).`);
      if (summary.interrupted) tell(output, STOPPED);
    }
    if (summary.interrupted) return EXIT.interrupted;
    const matched = summary.new + summary.changed + summary.unchanged;
    return matched === 0 && summary.tracks > 0 ? EXIT.failed : EXIT.done;
  }

  #keep(track: UnmatchedTrack): void {
    const known = this.#unmatched.get(track.reason) ?? [];
    this.#unmatched.set(track.reason, known);
    if (this.#output.verbose || known.length < FEW) known.push(track);
  }

  #lines(summary: ImportSummary): string[] {
    const { dryRun, tracks, changed, unchanged, fields, playlists, smartPlaylists } = summary;
    const isNew = summary.new > 0 ? `${formatCount(summary.new)} new, ` : '';
    const lines = [
      `${counted(tracks, 'track')} read: ${isNew}${formatCount(changed)} ${dryRun ? 'would change' : 'changed'}, ${formatCount(unchanged)} unchanged.`,
    ];
    const brought = countsOf(fields);
    if (brought !== '') lines.push(`Tracks with a new value: ${brought}.`);
    if (playlists > 0) {
      const smart = smartPlaylists > 0 ? ` (${formatCount(smartPlaylists)} smart, as they are now)` : '';
      lines.push(`${counted(playlists, 'playlist')}${smart} ${dryRun ? 'would be stored' : 'stored'}.`);
    }
    if (summary.tagFiles.length > 0) lines.push(`${summary.tagFiles.join(' and ')} changed too.`);
    const kept = countsOf(summary.kept);
    if (kept !== '') {
      const hint = this.#options.force ? '' : ' Add --force to replace them.';
      lines.push(`Another value stays, set by you, a tag or another program: ${kept}.${hint}`);
    }
    if (summary.unknownStart > 0) {
      const files = counted(summary.unknownStart, 'file');
      lines.push(
        `The times of ${files} may be up to 51 ms off, because rbassist can't read how the file starts. Import again once it can.`,
      );
    }
    if (summary.canUndo) lines.push(`To take this back, run ${commandLine(['import', 'undo'], this.#output)}.`);
    return lines;
  }

  #tellUnmatched({ unmatched, changed, unchanged }: ImportSummary): void {
    const output = this.#output;
    for (const reason of Object.keys(REASONS) as UnmatchedTrack['reason'][]) {
      const count = unmatched[reason] ?? 0;
      if (count === 0) continue;
      tell(output, `${counted(count, 'track')} ${REASONS[reason][count === 1 ? 0 : 1]}:`);
      const shown = this.#unmatched.get(reason) ?? [];
      tell(output, shown.flatMap(unmatchedLines));
      if (shown.length < count) tell(output, `    and ${formatCount(count - shown.length)} more (--verbose lists all)`);
    }
    if (changed + unchanged > 0 || unmatched['not-found'] === undefined || this.#options.onlyExisting === false) return;
    const scan = commandLine(['scan'], output);
    tell(output, `Scan your music first (${scan}), or add --no-only-existing to add the tracks as they are.`);
  }
}

function unmatchedLines({ path, artist, title, candidates }: UnmatchedTrack): string[] {
  const name = [artist, title].filter(Boolean).join(' - ');
  return [
    `    ${path}${name === '' ? '' : ` (${name})`}`,
    ...candidates.slice(0, FEW).map((candidate) => `        ${candidate}`),
  ];
}

function countsOf(counts: Partial<Record<ImportField, number>>): string {
  const fields = Object.keys(FIELD_NAMES) as ImportField[];
  return fields
    .flatMap((field) => (counts[field] === undefined ? [] : [`${FIELD_NAMES[field]} ${formatCount(counts[field])}`]))
    .join(', ');
}
