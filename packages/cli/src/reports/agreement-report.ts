import {
  type AnalysisAgreement,
  BPM_KINDS,
  type BpmKind,
  GRID_KINDS,
  type GridKind,
  KEY_KINDS,
  type KeyKind,
} from '@rbassist/library';
import { counted, formatCount } from '../output/count.ts';
import { type Output, print, tell } from '../output/output.ts';
import { formatPercent } from '../output/percent.ts';
import { formatTable } from '../output/table.ts';
import { matchedText } from './matched-text.ts';

const BPM_LABELS: Readonly<Record<BpmKind, string>> = {
  'within-0.05': 'Within 0.05 BPM',
  'within-0.5': 'Within 0.5 BPM',
  '2:1': 'Ours is double',
  '1:2': 'Ours is half',
  '2:3': 'Ours is 2/3',
  '3:2': 'Ours is 3/2',
  '4:3': 'Ours is 4/3',
  '3:4': 'Ours is 3/4',
  other: 'Other',
};
const KEY_LABELS: Readonly<Record<KeyKind, string>> = {
  same: 'Same',
  fifth: 'A fifth off',
  relative: 'Relative',
  parallel: 'Parallel',
  other: 'Other',
};
const GRID_LABELS: Readonly<Record<GridKind, string>> = {
  'within-10-ms': 'Within 10 ms',
  'within-25-ms': 'Within 25 ms',
  'half-beat-off': 'Half a beat off',
  drifting: 'Drifts apart',
  other: 'Other phase',
};

/** Prints how often BPM, key and grid agree with a DJ program's, by kind of disagreement. */
export function printAgreement(found: AnalysisAgreement, output: Output): void {
  const { bpm, key, grid } = found;
  tell(output, matchedText(found));
  printPart('BPM', bpm, BPM_KINDS, BPM_LABELS);
  printPart('Key', key, KEY_KINDS, KEY_LABELS);
  printPart('Grid', grid, GRID_KINDS, GRID_LABELS);
  const { same, twoOff, oneOff } = grid.downbeat;
  const total = same + twoOff + oneOff;
  if (total > 0) {
    printRows('First beat of the bar', total, [
      ['Same', same],
      ['Two beats off', twoOff],
      ['One beat off', oneOff],
    ]);
  }
  if (key.weighted !== null) tell(output, `Key score with the weights of MIREX: ${key.weighted.toFixed(3)}.`);
  const { notMeasured } = bpm;
  if (notMeasured > 0) {
    tell(output, `${counted(notMeasured, 'BPM')} came from you or another program, so rbassist did not compare them.`);
  }
}

function printPart<Kind extends string>(
  heading: string,
  { tracks, counts }: { tracks: number; counts: Readonly<Record<Kind, number>> },
  kinds: readonly Kind[],
  labels: Readonly<Record<Kind, string>>,
): void {
  printRows(
    heading,
    tracks,
    kinds.map((kind) => [labels[kind], counts[kind]]),
  );
}

function printRows(heading: string, tracks: number, rows: readonly (readonly [label: string, count: number])[]): void {
  const shown = rows.map(([label, count]) => [
    label,
    formatCount(count),
    tracks > 0 ? formatPercent(count / tracks) : '-',
  ]);
  const columns = [{ heading }, { heading: 'Tracks', align: 'right' }, { heading: 'Share', align: 'right' }] as const;
  print(formatTable(columns, [...shown, ['All', formatCount(tracks), '']]));
}
