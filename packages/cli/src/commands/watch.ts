import { OptionError } from '@rbassist/core';
import { WATCH_FOLDERS_DEFAULTS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { TIME_LIMIT_FLAG, WORKERS_FLAG, workersOption } from '../flags/scan-flags.ts';
import { followEvents, withProgress } from '../progress/with-progress.ts';
import { watchEventLine } from '../reports/event-lines.ts';
import { FolderWatchReport } from '../reports/folder-watch-report.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist watch`: scans what changes in folders, until the user stops it. */
export const watch = defineCommand({
  addFlags: (table) =>
    table
      .positional('folders', {
        type: 'string',
        array: true,
        setting: 'folders',
        defaultText: 'the folders of the configuration file',
        describe: 'Folders',
      })
      .option('settle', {
        type: 'number',
        option: 'settleS',
        default: WATCH_FOLDERS_DEFAULTS.settleS,
        valueName: 'seconds',
        describe: 'Time for which a file must not change before it counts as complete',
      })
      .option('poll', {
        type: 'number',
        option: 'pollS',
        defaultText: 'wait for reports of the system',
        valueName: 'seconds',
        describe: 'Time between two looks at all files, for network drives',
      })
      .options(WORKERS_FLAG)
      .options(TIME_LIMIT_FLAG),
  run: ({ folders, settle, poll, workers, timeLimitS }, output) => {
    if (folders.length === 0) {
      throw new OptionError(
        'Name the folder of your music, or list folders as "folders" in a configuration file; `rbassist config` shows where.',
      );
    }
    return withLibrary(output, async (library) => {
      const report = new FolderWatchReport(output);
      const scan = { workers: workersOption(workers), timeLimitS };
      await withProgress(output, ({ signal }, view) =>
        followEvents(library.watch(folders, { settleS: settle, pollS: poll, scan, signal }), output, {
          plain: watchEventLine,
          show: (event) => report.show(event, view),
        }),
      );
      return EXIT.done;
    });
  },
});
