import { trackName } from '@rbassist/core';
import type { FindResult, FoundTrack } from '@rbassist/library';
import type { Output } from '../output/output.ts';
import { formatPercent } from '../output/percent.ts';
import { type Column, formatTable } from '../output/table.ts';
import { keyText } from './key-text.ts';
import { bpmText, PATH_COLUMN } from './track-tables.ts';

/** Number of terms that have columns of their own. */
const MOST_TERMS = 5;
const COLUMNS: readonly Column[] = [
  { heading: '#', align: 'right' },
  { heading: 'Track', shrinkTo: 12 },
  { heading: 'BPM', align: 'right' },
  { heading: 'Key' },
  { heading: 'Match', align: 'right' },
];

/** Lists found tracks, one per line, with the share of the library that fits each word less. */
export function findTable(
  { terms, tracks }: Pick<FindResult, 'terms' | 'tracks'>,
  withPaths: boolean,
  output: Pick<Output, 'keyNotation'>,
): string[] {
  const shown = terms.length > 1 ? terms.slice(0, MOST_TERMS) : [];
  const columns = [
    ...COLUMNS,
    ...shown.map(({ text }): Column => ({ heading: text, align: 'right' })),
    ...(withPaths ? [PATH_COLUMN] : []),
  ];
  const rowOf = ({ rank, path, record, score, values }: FoundTrack) => [
    String(rank),
    trackName(path, record),
    bpmText(record) || '-',
    keyText(record, output) || '-',
    formatPercent(score),
    ...shown.map((_, i) => formatPercent(values[i])),
    ...(withPaths ? [path] : []),
  ];
  return formatTable(columns, tracks.map(rowOf));
}
