import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { TAG_LEARNING_FLAGS } from '../flags/tag-flags.ts';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { print, printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { printProfiles, tellGaps } from '../reports/tag-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist ai-tag learn`: learns tags, and stores suggestions for untagged tracks. */
export const aiTagLearn = defineCommand({
  addFlags: (table) => table.options(TAG_LEARNING_FLAGS),
  run: ({ minSamples, margin, precision }, output) =>
    withLibrary(output, async (library) => {
      const options = { minSamples, margin, precision, save: true, reasons: 0 };
      const report = await withProgress(output, (run) => library.suggestTags([], { ...options, ...run }));
      const { profiles, compared, tracks, interrupted } = report;
      if (output.json) printJson({ profiles, compared, suggested: tracks.length, interrupted });
      if (interrupted) return EXIT.interrupted;
      if (!output.json) {
        printProfiles(profiles);
        print(`Suggestions for ${counted(tracks.length, 'track')} of ${counted(compared, 'untagged track')} stored.`);
      }
      tellGaps(report, output);
      if (tracks.length > 0) tell(output, `To see them, run ${commandLine(['ai-tag', 'review'], output)}.`);
      return EXIT.done;
    }),
});
