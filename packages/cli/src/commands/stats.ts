import type { LibraryStats } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { formatBytes } from '../output/byte-size.ts';
import { commandLine } from '../output/command-line.ts';
import { counted, formatCount } from '../output/count.ts';
import { formatDuration } from '../output/duration.ts';
import { type Output, print, printJson } from '../output/output.ts';
import { withRemedies } from '../output/remedy-text.ts';
import { failureCounts } from '../reports/failure-text.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist stats`: counts the contents of the library. */
export const stats = defineCommand({
  addFlags: (table) => table,
  run: (_flags, output) =>
    withLibrary(output, async (library) => {
      const counts = await library.stats();
      if (output.json) {
        printJson(counts);
        return EXIT.done;
      }
      const list = (values: object) =>
        Object.entries(values)
          .map(([name, count]) => `${name}: ${formatCount(count)}`)
          .join(', ') || 'none';
      print(`Library   ${counts.dataDir} (meta.json ${formatBytes(counts.metaBytes)})`);
      print(`Tracks    ${formatCount(counts.tracks)}, ${formatDuration(counts.hours * 3600)} of music`);
      if (counts.staged > 0) print(`Staged    ${counted(counts.staged, 'duplicate')}`);
      if (counts.stagedGone > 0)
        print(
          `Gone      ${counted(counts.stagedGone, 'staged duplicate')}; see ${commandLine(['library', 'check'], output)}`,
        );
      if (counts.missing > 0) print(`Missing   ${formatCount(counts.missing)}, not counted below`);
      print(`Vectors   ${list(counts.embedded)}`);
      if (Object.keys(counts.waiting).length > 0)
        print(`Waiting   ${list(counts.waiting)}; in use once all tracks have one`);
      print(`Analysed  ${formatCount(counts.analyzed)}`);
      const beatless = `${counted(counts.beatless, 'track')} without a beat`;
      print(`BPM       ${formatCount(counts.withBpm)}, ${formatCount(counts.uncertainBpm)} uncertain; ${beatless}`);
      print(`Key       ${formatCount(counts.withKey)}`);
      print(`Failed    ${failedText(counts, output)}`);
      print(`Index     ${indexText(counts, output)}`);
      return EXIT.done;
    }),
});

function failedText({ failed }: LibraryStats, output: Output): string {
  const count = Object.values(failed).reduce((sum, each) => sum + each, 0);
  return count === 0
    ? 'none'
    : `${formatCount(count)} (${failureCounts(failed)}); see ${commandLine(['failed'], output)}`;
}

function indexText({ index, indexError }: LibraryStats, output: Output): string {
  if (index) return `${counted(index.tracks, 'track')}, ${index.space}, ${index.engine}`;
  return indexError ? withRemedies(indexError.message, indexError.remedies, output) : 'none';
}
