import { resolve } from 'node:path';
import { NORMALIZE_DEFAULTS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { PATHS, RETRY_FLAG, TIME_LIMIT_FLAG, WORKERS_FLAG, workersOption } from '../flags/scan-flags.ts';
import { followEvents, withProgress } from '../progress/with-progress.ts';
import { normalizeEventLine } from '../reports/event-lines.ts';
import { reportNormalize, showNormalizeEvent } from '../reports/normalize-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist normalize`: writes ReplayGain tags. The audio itself does not change. */
export const normalize = defineCommand({
  addFlags: (table) =>
    table
      .positional('paths', PATHS)
      .option('target-lufs', {
        type: 'number',
        defaultText: NORMALIZE_DEFAULTS.targetLufs,
        describe: 'Target loudness in LUFS',
      })
      .options(WORKERS_FLAG)
      .option('dry-run', {
        type: 'boolean',
        default: NORMALIZE_DEFAULTS.dryRun,
        describe: 'List the tags without writing them',
      })
      .option('force', {
        type: 'boolean',
        default: NORMALIZE_DEFAULTS.force,
        describe: 'Measure the loudness of all tracks again',
      })
      .options(RETRY_FLAG)
      .options(TIME_LIMIT_FLAG),
  run: ({ paths, targetLufs, workers, dryRun, force, retryFailed, timeLimitS }, output) => {
    const options = { targetLufs, workers: workersOption(workers), dryRun, force, retryFailed, timeLimitS };
    const named = new Set(paths.map((path) => resolve(path)));
    return withLibrary(output, async (library) => {
      const summary = await withProgress(output, ({ signal }, view) =>
        followEvents(library.normalize(paths, { ...options, signal }), output, {
          plain: normalizeEventLine,
          show: (event) => showNormalizeEvent(event, { named, view, dryRun }, output),
        }),
      );
      return reportNormalize(summary, paths, output);
    });
  },
});
