import { CRATE_PRESETS, type MixTrack, type PresetName, trackName } from '@rbassist/core';
import type { ExpandedCrate } from '@rbassist/library';
import { counted } from '../output/count.ts';
import { type Output, print, tell } from '../output/output.ts';
import { type Column, formatTable } from '../output/table.ts';
import { type AskedFilters, filterNotes } from './filter-notes.ts';
import { likelyBpmText, likelyKeyText } from './likely-text.ts';
import { ARTIST_COLUMN, PATH_COLUMN, TITLE_COLUMN } from './track-tables.ts';
import { scoreText } from './transition-text.ts';

const MOST_LISTED = 5;
const COLUMNS: readonly Column[] = [
  { heading: '#', align: 'right' },
  ARTIST_COLUMN,
  TITLE_COLUMN,
  { heading: 'BPM', align: 'right' },
  { heading: 'Key' },
  { heading: 'Fit', align: 'right' },
  { heading: 'Why', shrinkTo: 20 },
];
const REASONS: Readonly<Record<ExpandedCrate['sources'][number]['notFound'][number]['reason'], string>> = {
  ambiguous: 'several tracks match',
  'other-length': 'the track of that name has another length',
  'not-found': 'not in the library',
  'not-scanned': 'not scanned yet',
  stream: 'a stream, not a file',
};

/** Prints the tracks that a crate grows by, best first. */
export function printCrate(crate: ExpandedCrate, { paths: withPaths }: { paths: boolean }, output: Output): void {
  const { members, included, added } = crate;
  const names = crate.sources.map(({ name, kind }) => (kind === 'track' ? nameAt(crate, name) : name)).join(', ');
  if (added.length + included.length === 0) {
    print(`${names}: ${counted(members.length, 'track')}, and none to add.`);
    return;
  }
  const count = added.length + included.length;
  print(`${names}: ${counted(members.length, 'track')}, and ${count} to add${count > 1 ? ', the best first' : ''}:`);
  const facts = (track: MixTrack) => [
    track.artist ?? '',
    track.title ?? trackName(track.path, {}),
    likelyBpmText(track),
    likelyKeyText(track, output),
  ];
  const rows = [
    ...included.map((track, i) => [String(i + 1), ...facts(track), '', 'included by you', track.path]),
    ...added.map(({ rank, track, fit, reasons, path }) => [
      String(included.length + rank),
      ...facts(track),
      scoreText(fit),
      reasons.map(({ text }) => text).join(', '),
      path,
    ]),
  ];
  print(formatTable(withPaths ? [...COLUMNS, PATH_COLUMN] : COLUMNS, rows));
}

function nameAt({ members }: ExpandedCrate, path: string): string {
  const track = members.find((member) => member.path === path);
  return trackName(path, { artist: track?.artist, title: track?.title });
}

/** Options of a request that the notes mention. */
export interface AskedCrate extends Omit<AskedFilters, 'top' | 'tempoPct'> {
  preset: PresetName;
  tempoPct?: number;
}

/** Tells what the crate lacks, what was excluded, and why fewer tracks were added than asked for. */
export function tellCrate(crate: ExpandedCrate, asked: AskedCrate, output: Output): void {
  const { sources, excluded, withoutVector, members, included, wanted } = crate;
  for (const { text, notFound, paths } of sources) {
    if (notFound.length === 0) continue;
    const listed = output.verbose ? notFound : notFound.slice(0, MOST_LISTED);
    const more = notFound.length - listed.length;
    tell(output, [
      `The library does not have ${notFound.length} of the ${notFound.length + paths.length} tracks of "${text}":`,
      ...listed.map(({ name, reason }) => `  ${name} (${REASONS[reason]})`),
      ...(more > 0 ? [`  and ${more} more (use --verbose to list all)`] : []),
    ]);
  }
  if (withoutVector.length > 0) {
    const of = members.length + included.length;
    tell(
      output,
      `${withoutVector.length} of ${counted(of, 'track')} of the crate have no vector, so their sound does not count.`,
    );
  }
  for (const { text, kind, paths } of excluded)
    tell(output, `Excluded the ${kind} "${text}": ${counted(paths.length, 'track')}.`);
  const filters = { top: wanted - included.length, tempoPct: asked.tempoPct ?? CRATE_PRESETS[asked.preset].tempoPct };
  const notes = filterNotes({ ...crate, seeds: members }, { ...asked, ...filters, anyKey: '--key-mode soft' }, output);
  if (notes.length > 0) tell(output, notes);
}
