import { isUncertainKey, type MixTrack, trackName } from '@rbassist/core';
import type { CsvEntry, Library } from '@rbassist/library';
import { counted } from '../output/count.ts';
import { type Output, print } from '../output/output.ts';
import { printPaths } from '../output/path-list.ts';
import { type Column, formatTable } from '../output/table.ts';
import { keyText } from './key-text.ts';
import { bpmText } from './track-tables.ts';

const COLUMNS: readonly Column[] = [
  { heading: 'Track', shrinkTo: 12 },
  { heading: 'BPM', align: 'right' },
  { heading: 'Key' },
  { heading: 'Genre', shrinkTo: 8 },
  { heading: 'Added' },
];

/** Prints tracks, one per line. */
export function printTracks(tracks: readonly MixTrack[], library: Library, output: Output): void {
  const rows = tracks.map(({ path, ...track }) => {
    const record = library.track(path) ?? {};
    return [
      trackName(path, track),
      bpmText(record),
      `${keyText(record, output)}${isUncertainKey(record) ? '?' : ''}`,
      track.genre ?? '',
      addedText(record.added),
    ];
  });
  print(formatTable(COLUMNS, rows));
}

function addedText(added: unknown): string {
  return typeof added === 'string' ? added.slice(0, 'yyyy-mm-dd'.length) : '';
}

/** A row without a track in the library. */
interface MissingRow {
  entry: CsvEntry;
  reason: string;
  candidates: readonly string[];
}

const REASONS: Readonly<Record<string, string>> = {
  incomplete: 'no artist or title',
  'not-found': 'not in the library',
  ambiguous: 'several tracks match',
  'other-length': 'only tracks of another length',
  'other-version': 'only other versions',
  near: 'nearly the same name',
};

/** Prints the rows of a CSV file that no track was found for, with the tracks that may be meant. */
export function printMissingRows(rows: readonly MissingRow[], output: Output): void {
  if (rows.length === 0) return;
  print(`No track for ${counted(rows.length, 'row')}:`);
  for (const { entry, reason, candidates } of rows) {
    const name = [entry.artist, entry.title].filter(Boolean).join(' - ') || '(blank)';
    print(`  Line ${entry.line}: ${name} (${REASONS[reason] ?? reason})`);
    if (candidates.length > 0) printPaths(candidates, output);
  }
}
