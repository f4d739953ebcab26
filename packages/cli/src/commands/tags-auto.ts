import { TAG_ORIGINS, TAG_SUGGESTION_DEFAULTS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { TAG_LEARNING_FLAGS } from '../flags/tag-flags.ts';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { namesOf, printSuggestions, tellChanges, tellGaps } from '../reports/tag-report.ts';
import { writeTagsCsv } from '../reports/tags-csv.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist tags-auto`: suggests own tags for tracks. */
export const tagsAuto = defineCommand({
  addFlags: (table) =>
    table
      .positional('targets', {
        type: 'string',
        array: true,
        defaultText: 'all tracks without My Tags',
        describe: 'Files or folders',
      })
      .option('from', {
        choices: TAG_ORIGINS,
        default: TAG_SUGGESTION_DEFAULTS.from,
        describe: 'Learn from your own tags, take genre and mood from the sound, or both',
      })
      .options(TAG_LEARNING_FLAGS)
      .option('top', {
        type: 'number',
        default: TAG_SUGGESTION_DEFAULTS.top,
        describe: 'Maximum number of tags per track (0 = all)',
      })
      .option('apply', { type: 'boolean', default: false, describe: 'Add the suggested tags to My Tags' })
      .option('include-tagged', {
        type: 'boolean',
        default: TAG_SUGGESTION_DEFAULTS.includeTagged,
        describe: 'Also suggest tags for tracks that have My Tags',
      })
      .option('prune-margin', {
        type: 'number',
        default: TAG_SUGGESTION_DEFAULTS.pruneMargin,
        describe: 'List My Tags whose score is this much below the threshold (0 = none); --apply removes them',
      })
      .option('csv', { type: 'string', path: 'file', describe: 'Also write the suggestions to this CSV file' })
      .option('save-suggestions', {
        type: 'boolean',
        default: TAG_SUGGESTION_DEFAULTS.save,
        describe: 'Store the suggestions, for ai-tag review',
      }),
  run: ({ targets, apply, csv, saveSuggestions: save, ...flags }, output) =>
    withLibrary(output, async (library) => {
      const { from, minSamples, margin, precision, top, includeTagged, pruneMargin } = flags;
      const options = { from, minSamples, margin, precision, top, includeTagged, pruneMargin, apply, save };
      const report = await withProgress(output, async (run) => {
        if (csv !== undefined) {
          // nothing changes if the file can't be written
          const preview = await library.suggestTags(targets, { ...options, apply: false, save: false, ...run });
          if (preview.interrupted) return preview;
          await writeTagsCsv(csv, preview);
          if (!apply && !save) return preview;
        }
        return library.suggestTags(targets, { ...options, ...run });
      });
      if (output.json) printJson(report);
      if (report.interrupted) return EXIT.interrupted;
      if (!output.json) {
        printSuggestions(report, namesOf(library), { isPruning: pruneMargin > 0, isShare: precision !== undefined });
        if (csv !== undefined) tell(output, `Wrote ${csv}.`);
      }
      tellGaps(report, output);
      const { changes, tracks } = report;
      if (apply && changes) tellChanges(changes, output);
      else if (save && changes) {
        const review = commandLine(['ai-tag', 'review'], output);
        tell(output, `Suggestions of ${counted(tracks.length, 'track')} stored. To see them, run ${review}.`);
      } else if (tracks.length > 0) {
        tell(
          output,
          'Nothing changed. Add --apply to add these tags, or --save-suggestions to review them one by one.',
        );
      }
      return EXIT.done;
    }),
});
