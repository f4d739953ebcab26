import { TAG_REVIEW_DEFAULTS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { print, printJson, tell } from '../output/output.ts';
import { formatTable } from '../output/table.ts';
import { namesOf } from '../reports/tag-report.ts';
import { PATH_COLUMN } from '../reports/track-tables.ts';
import { withLibrary } from '../with-library.ts';

const LIMIT = 20;

/** `rbassist ai-tag review`: lists stored suggestions. */
export const aiTagReview = defineCommand({
  addFlags: (table) =>
    table
      .option('min-confidence', {
        type: 'number',
        default: TAG_REVIEW_DEFAULTS.minConfidence,
        describe: 'Lowest score of a suggestion',
      })
      .option('limit', { type: 'number', default: LIMIT, describe: 'Maximum number of tracks (0 = all)' }),
  run: ({ minConfidence, limit }, output) =>
    withLibrary(output, async (library) => {
      const all = library.tagSuggestions({ minConfidence });
      const shown = limit > 0 ? all.slice(0, limit) : all;
      if (output.json) {
        printJson({ tracks: shown, total: all.length });
        return EXIT.done;
      }
      const [first] = shown;
      if (first === undefined) {
        print('No suggestion is stored.');
        tell(output, `To store some, run ${commandLine(['ai-tag', 'learn'], output)}.`);
        return EXIT.done;
      }
      const name = namesOf(library);
      const rows = shown.flatMap(({ path, suggestions }) =>
        suggestions.map(({ tag, score }, i) => [i === 0 ? name(path) : '', tag, score.toFixed(3), i === 0 ? path : '']),
      );
      const columns = [{ heading: 'Track', shrinkTo: 12 }, { heading: 'Tag', shrinkTo: 8 }, { heading: 'Score' }];
      print(formatTable(output.verbose ? [...columns, PATH_COLUMN] : columns, rows));
      if (shown.length < all.length) {
        tell(
          output,
          `${counted(all.length - shown.length, 'more track')} with suggestions. To list all, add --limit 0.`,
        );
      }
      const [{ tag }] = first.suggestions;
      const accept = commandLine(['ai-tag', 'accept', name(first.path), tag], output);
      const reject = commandLine(['ai-tag', 'reject', name(first.path), tag], output);
      tell(output, `To add the first tag, run ${accept}. To reject it, run ${reject}.`);
      return EXIT.done;
    }),
});
