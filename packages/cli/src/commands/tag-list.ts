import type { TagStats, TagsOfTrack } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { formatCount } from '../output/count.ts';
import { print, printJson } from '../output/output.ts';
import { formatTable } from '../output/table.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist tag list`: lists all tags, or those of a track. */
export const tagList = defineCommand({
  addFlags: (table) =>
    table.positional('track', {
      type: 'string',
      defaultText: 'all tags',
      describe: 'Path of a track, or words of its artist, title or path, in any order',
    }),
  run: ({ track }, output) =>
    withLibrary(output, async (library) => {
      if (track === undefined) {
        const { tags } = await library.tagStats();
        if (output.json) printJson({ tags });
        else printTags(tags);
        return EXIT.done;
      }
      const tags = await library.trackTags(track);
      if (output.json) printJson(tags);
      else printTrack(tags);
      return EXIT.done;
    }),
});

function printTags(tags: TagStats['tags']): void {
  if (tags.length === 0) {
    print('No track has a tag.');
    return;
  }
  const columns = [
    { heading: 'Tag', shrinkTo: 8 },
    { heading: 'Tracks', align: 'right' },
  ] as const;
  print(
    formatTable(
      columns,
      tags.map(({ tag, tracks }) => [tag, formatCount(tracks)]),
    ),
  );
}

function printTrack({ path, mine, others, suggestions, rejected }: TagsOfTrack): void {
  const list = (tags: readonly string[]) => (tags.length > 0 ? tags.join(', ') : 'none');
  print(path);
  print(`My Tags     ${list(mine)}`);
  if (others.length > 0) print(`Other tags  ${list(others)}`);
  if (suggestions.length > 0) {
    print(`Suggested   ${list(suggestions.map(({ tag, score }) => `${tag} (${score.toFixed(3)})`))}`);
  }
  if (rejected.length > 0) print(`Rejected    ${list(rejected)}`);
}
