import { type NearTrack, type TagProfile, trackName } from '@rbassist/core';
import type { Library, SuggestedTags, TagChanges, TagReport } from '@rbassist/library';
import { commandLine } from '../output/command-line.ts';
import { counted, formatCount } from '../output/count.ts';
import { type Output, print, tell } from '../output/output.ts';
import { printPaths } from '../output/path-list.ts';
import { type Column, formatTable } from '../output/table.ts';

const TRACK: Column = { heading: 'Track', shrinkTo: 12 };
const TAG: Column = { heading: 'Tag', shrinkTo: 8 };
const SCORE: Column = { heading: 'Score', align: 'right' };
const THRESHOLD: Column = { heading: 'Threshold', align: 'right' };
const NEAREST: Column = { heading: 'Nearest track with the tag', shrinkTo: 12 };

type Names = (path: string) => string;

/** Returns a function that gives the name of a track. */
export function namesOf(library: Library): Names {
  return (path) => trackName(path, library.track(path) ?? {});
}

/** Prints suggested tags, and own tags with a low score. */
export function printSuggestions(
  { tracks }: TagReport,
  name: Names,
  { isPruning, isShare }: { isPruning: boolean; isShare: boolean },
): void {
  const suggested = tracks.filter(({ suggestions }) => suggestions.length > 0);
  if (suggested.length === 0) print('No tag fits well enough.');
  else {
    print(isShare ? 'Suggested tags (score = estimated share of right suggestions):' : 'Suggested tags:');
    const rows = suggested.flatMap(({ path, suggestions }) =>
      suggestions.map(({ tag, score, threshold, from, nearest }, i) => [
        i === 0 ? name(path) : '',
        tag,
        score.toFixed(3),
        threshold.toFixed(3),
        from === 'sound' ? 'the sound itself' : nearestText(nearest, name),
      ]),
    );
    print(formatTable([TRACK, TAG, SCORE, THRESHOLD, NEAREST], rows));
  }
  if (isPruning) printDoubtful(tracks, name);
}

function nearestText([nearest]: readonly NearTrack[], name: Names): string {
  return nearest ? `${name(nearest.path)} (${nearest.similarity.toFixed(2)})` : '';
}

function printDoubtful(tracks: readonly SuggestedTags[], name: Names): void {
  const doubted = tracks.filter(({ doubtful }) => doubtful.length > 0);
  if (doubted.length === 0) {
    print('All own tags have a high enough score.');
    return;
  }
  print('Own tags with a low score:');
  const rows = doubted.flatMap(({ path, doubtful }) =>
    doubtful.map(({ tag, score, threshold }, i) => [
      i === 0 ? name(path) : '',
      tag,
      score.toFixed(3),
      threshold.toFixed(3),
    ]),
  );
  print(formatTable([TRACK, TAG, SCORE, THRESHOLD], rows));
}

/** Prints the learned tags. */
export function printProfiles(profiles: readonly TagProfile[]): void {
  const columns: Column[] = [
    TAG,
    { heading: 'Tracks', align: 'right' },
    { heading: 'Mean similarity', align: 'right' },
    THRESHOLD,
  ];
  print(
    formatTable(
      columns,
      profiles.map(({ tag, samples, meanSimilarity, threshold, canSuggest }) => [
        tag,
        formatCount(samples),
        meanSimilarity.toFixed(3),
        canSuggest ? threshold.toFixed(3) : 'out of reach',
      ]),
    ),
  );
}

/** Tells which chosen tracks have no vector, and which tags reach no precision. */
export function tellGaps({ withoutVector, profiles }: TagReport, output: Output): void {
  if (withoutVector.length > 0) {
    const scan = commandLine(['scan', ...(withoutVector.length === 1 ? withoutVector : ['FOLDER'])], output);
    tell(output, `${counted(withoutVector.length, 'track')} without a vector skipped. To add it, run ${scan}.`);
    if (!output.quiet && !output.json) printPaths(withoutVector, output);
  }
  const unsure = profiles.filter(({ canSuggest }) => !canSuggest).map(({ tag }) => `"${tag}"`);
  if (unsure.length === 0) return;
  const names =
    output.verbose || unsure.length <= SHOWN
      ? unsure.join(', ')
      : `${unsure.slice(0, SHOWN).join(', ')} and ${formatCount(unsure.length - SHOWN)} more`;
  tell(
    output,
    `No suggestion of ${names} would be right often enough. Tag more tracks with them, or lower --precision.`,
  );
}

const SHOWN = 5;

/** Tells what a command changed, and how to undo it. */
export function tellChanges(changes: TagChanges, output: Output): void {
  const parts = [
    ...(changes.added > 0 ? [`${counted(changes.added, 'tag')} added`] : []),
    ...(changes.removed > 0 ? [`${counted(changes.removed, 'tag')} removed`] : []),
    ...(changes.rejected > 0 ? [`${counted(changes.rejected, 'suggestion')} rejected`] : []),
  ];
  if (parts.length === 0) {
    tell(output, 'No tag changed.');
    return;
  }
  const files = changes.files.length > 0 ? ` ${changes.files.join(' and ')} changed too.` : '';
  tell(output, `${parts.join(', ')}.${files} To undo this, run ${commandLine(['ai-tag', 'undo'], output)}.`);
}
