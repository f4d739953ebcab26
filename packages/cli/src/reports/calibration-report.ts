import type { CalibratedCase, Calibration, SkippedTrack } from '@rbassist/library';
import { counted, formatCount } from '../output/count.ts';
import { type Output, print, tell } from '../output/output.ts';
import { type Column, formatTable } from '../output/table.ts';
import { matchedText } from './matched-text.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'Files' },
  { heading: 'Tracks', align: 'right' },
  { heading: 'Median', align: 'right' },
  { heading: 'Half of them', align: 'right' },
  { heading: 'Unshifted', align: 'right' },
  { heading: '' },
];

const SKIPPED: Readonly<Record<SkippedTrack, string>> = {
  'no-grid': 'have no grid in the collection',
  'no-own-grid': 'have no grid that rbassist measured',
  'other-tempo': 'have another tempo in the collection',
  'unknown-start': "have files that rbassist can't read",
};

/** Prints how far the measured grids are from the user's own, and what to do if they are off. */
export function printCalibration(found: Calibration, output: Output): void {
  const { cases, compared, skipped } = found;
  if (cases.length > 0)
    print(
      formatTable(
        COLUMNS,
        cases.map((one) => rowOf(one, found)),
      ),
    );
  tell(output, [matchedText(found), `Compared the grids of ${counted(compared, 'track')}.`, ...skippedLines(skipped)]);
  for (const line of verdict(found)) print(line);
}

function rowOf(one: CalibratedCase, { fewestTracks }: Calibration): string[] {
  const [low, high] = one.quartilesMs;
  const note = one.isNear ? '' : one.tracks < fewestTracks ? 'too few tracks' : 'not near 0';
  return [
    one.kind,
    formatCount(one.tracks),
    msText(one.medianMs),
    `${msText(low)} to ${msText(high)}`,
    msText(one.unshiftedMs),
    note,
  ];
}

function verdict({ cases, nearMs, fewestTracks, mp3OffsetMs }: Calibration): string[] {
  const proven = cases.filter(({ tracks }) => tracks >= fewestTracks);
  if (proven.length === 0) return [`Too few tracks to tell: rbassist needs ${fewestTracks} of a kind.`];
  const wrong = proven.filter(({ isNear }) => !isNear);
  if (wrong.length === 0) return [`Every median is within ${nearMs} ms of 0, so grids and cues will not shift.`];
  const offs = wrong.map(({ kind, medianMs }) => `${kind} by ${msText(medianMs)}`).join(', ');
  const warning = `Warning: grids and cues would shift in ${offs}. At most ${nearMs} ms is near 0.`;
  if (mp3OffsetMs !== undefined)
    return [warning, `Export and import with --mp3-offset ${mp3OffsetMs} to correct this.`];
  return [warning, 'No single --mp3-offset fits all MP3s. Please report this with the table.'];
}

function skippedLines(skipped: Calibration['skipped']): string[] {
  const reasons = Object.keys(SKIPPED) as SkippedTrack[];
  return reasons.flatMap((reason) => {
    const count = skipped[reason];
    return count > 0
      ? [`${counted(count, 'track')} ${count === 1 ? singular(SKIPPED[reason]) : SKIPPED[reason]}.`]
      : [];
  });
}

function singular(text: string): string {
  return text.replace(/^have/, 'has');
}

function msText(ms: number): string {
  const text = ms.toFixed(1);
  return `${Number(text) > 0 ? '+' : ''}${Number(text) === 0 ? '0.0' : text} ms`;
}
