import { table } from '../bench/table.ts';
import type { TaggedFile } from './corpus-tags.ts';
import { type NamedTags, namedTags } from './named-tags.ts';
import { type TagAuc, tagAucs } from './tag-aucs.ts';

const DECIMALS = 3;

/**
 * Prints two tables for recordings, and for all tracks if there are others:
 *
 * - the area under the ROC curve of each tag, as the library computes it, with the 95 % interval over labels; also from
 *   the whole vector, and from the windows;
 * - three rules that name tags of a track.
 */
export function showSoundTags(tracks: readonly TaggedFile[], json: boolean): void {
  const recordings = tracks.filter(({ isRecording }) => isRecording);
  const isMixed = recordings.length > 0 && recordings.length < tracks.length;
  const groups: Record<string, readonly TaggedFile[]> = isMixed ? { recordings, all: tracks } : { all: tracks };
  const measured = Object.entries(groups).map(([name, group]) => ({
    name,
    tracks: group.length,
    labels: new Set(group.map(({ label }) => label)).size,
    tags: tagAucs(group),
    named: namedTags(group),
  }));
  if (json) {
    console.log(JSON.stringify(measured));
    return;
  }
  for (const { name, tracks: count, labels, tags, named } of measured) {
    console.log(`${name}: ${count} tracks, ${labels} labels\n\n${aucTable(tags)}\n\n${namedTable(named)}\n`);
  }
}

function aucTable(tags: readonly TagAuc[]): string {
  const fixed = (value: number) => value.toFixed(DECIMALS);
  return table(
    ['tag', 'AUC', '95 %', 'right', 'of labels', 'wrong', 'vector', 'windows'],
    tags.map(({ tag, auc, interval, positives, negatives, positiveLabels, fromVector, fromWindows }) => [
      tag,
      fixed(auc),
      interval.map(fixed).join(' to '),
      ...[positives, positiveLabels, negatives].map(String),
      fixed(fromVector),
      fixed(fromWindows),
    ]),
  );
}

function namedTable(rules: readonly NamedTags[]): string {
  return table(
    ['three tags by', 'fitting', 'by chance', 'precision', 'tags per track', 'different'],
    rules.map(({ rule, fitting, chance, precision, tagsPerTrack, different }) => [
      rule,
      ...[fitting, chance, precision, tagsPerTrack].map((value) => value.toFixed(2)),
      String(different),
    ]),
  );
}
