import { cleanText } from '@rbassist/core';
import type { XmlDiff } from '@rbassist/library';
import { counted, formatCount } from '../output/count.ts';
import { print } from '../output/output.ts';
import { contentLines } from './content-changes.ts';

type Place = XmlDiff['playlists']['added'][number];

/** Returns true if two files have the same tracks and playlists; their order may differ. */
export function isSame({ counts, playlists }: XmlDiff): boolean {
  const { added, removed, moved, changed } = playlists;
  const lists = added.length + removed.length + moved.length + changed.length;
  return counts.added + counts.removed + counts.changed + lists === 0;
}

/** Prints the differences of two files. */
export function printDiff(diff: XmlDiff): void {
  const { counts, added, removed, changed } = diff;
  print(
    `Tracks: ${formatCount(counts.same)} the same, ${formatCount(counts.changed)} changed, ${formatCount(counts.added)} added, ${formatCount(counts.removed)} removed.`,
  );
  for (const track of changed) {
    const moved = track.by === 'track-id' ? ' (another path)' : '';
    print(['', `${cleanText(track.name)}${moved}`, ...contentLines(track).map((line) => `  ${line}`)]);
  }
  printMore(changed.length, counts.changed);
  printTracks('Added', added, counts.added);
  printTracks('Removed', removed, counts.removed);
  printPlaylists(diff.playlists);
  if (diff.renumbered > 0)
    print(['', `${counted(diff.renumbered, 'track')} with another TrackID, which does not matter.`]);
  if (diff.reordered) print(['', 'The tracks are in another order, which does not matter.']);
}

function printTracks(heading: string, tracks: XmlDiff['added'], count: number): void {
  if (count === 0) return;
  print(['', `${heading}:`, ...tracks.map(({ name, location }) => `  ${cleanText(name)} (${cleanText(location)})`)]);
  printMore(tracks.length, count);
}

function printMore(listed: number, count: number): void {
  if (listed < count) print(`  and ${formatCount(count - listed)} more (--verbose lists all)`);
}

function printPlaylists({ added, removed, moved, changed }: XmlDiff['playlists']): void {
  const lines = [
    ...changed.flatMap((list) => [
      `Playlist ${placeText(list)}: ${counted(list.added.length, 'track')} added, ${formatCount(list.removed.length)} removed, ${formatCount(list.moved)} moved`,
      ...list.added.map((name) => `  + ${cleanText(name)}`),
      ...list.removed.map((name) => `  - ${cleanText(name)}`),
    ]),
    ...moved.map(({ from, to }) => `Playlist moved: ${placeText(from)} -> ${placeText(to)}`),
    ...added.map((place) => `${kindText(place)} added: ${placeText(place)}`),
    ...removed.map((place) => `${kindText(place)} removed: ${placeText(place)}`),
  ];
  if (lines.length > 0) print(['', ...lines]);
}

function kindText({ kind }: Place): string {
  return kind === 'folder' ? 'Folder' : 'Playlist';
}

function placeText({ folders, name }: Place): string {
  return [...folders, name].map(cleanText).join(' / ');
}
