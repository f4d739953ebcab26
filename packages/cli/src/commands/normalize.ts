import { NORMALIZE_DEFAULTS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { PATHS, TIME_LIMIT_FLAG } from '../flags/scan-flags.ts';
import { followEvents, withProgress } from '../progress/with-progress.ts';
import { reportNormalize, showNormalizeEvent } from '../reports/normalize-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist normalize`: writes ReplayGain tags. The audio itself does not change. */
export const normalize = defineCommand({
  addFlags: (table) =>
    table
      .positional('paths', PATHS)
      .option('target-lufs', {
        type: 'number',
        describe: `How loud, in LUFS [${NORMALIZE_DEFAULTS.targetLufs}]`,
      })
      .option('workers', {
        type: 'number',
        alias: 'num-workers',
        describe: 'Tracks measured at once [one per core less one]',
      })
      .option('dry-run', {
        type: 'boolean',
        default: NORMALIZE_DEFAULTS.dryRun,
        describe: 'Only say what would be written',
      })
      .option('force', {
        type: 'boolean',
        default: NORMALIZE_DEFAULTS.force,
        describe: 'Measure again what is known',
      })
      .options(TIME_LIMIT_FLAG),
  run: ({ paths, targetLufs, workers, dryRun, force, timeLimitS }, output) => {
    const options = { targetLufs, workers, dryRun, force, timeLimitS };
    return withLibrary(output, async (library) => {
      const summary = await withProgress(output, ({ signal }, view) =>
        followEvents(library.normalize(paths, { ...options, signal }), output, (event) =>
          showNormalizeEvent(event, view, output),
        ),
      );
      return reportNormalize(summary, paths, output);
    });
  },
});
