import { defineCommand } from '../command.ts';
import { runScan } from '../run-scan.ts';

/** `rbassist scan`: the whole way from a folder of music to a library that can be asked. */
export const scan = defineCommand({
  spelling: 'scan <paths..>',
  summary: 'Listen to folders of music and index them; run again, only what is new is done',
  flags: (yargs) =>
    yargs
      .positional('paths', { type: 'string', array: true, demandOption: true, describe: 'Files or folders' })
      .option('model', { type: 'string', requiresArg: true, describe: 'What turns sound into vectors [spectral-v1]' })
      .option('workers', {
        type: 'number',
        alias: 'num-workers',
        requiresArg: true,
        describe: 'Tracks listened to at once [one per core less one]',
      })
      .option('re-embed', { type: 'boolean', default: false, describe: "Replace another model's vectors" })
      .option('resume', { type: 'boolean', default: true, describe: 'Skip what is done; --no-resume does all again' })
      .option('retry-failed', {
        type: 'boolean',
        default: false,
        describe: 'Try unchanged files again that failed before',
      })
      .option('checkpoint-every', { type: 'number', requiresArg: true, describe: 'Save after so many tracks [50]' })
      .option('time-limit-s', {
        type: 'number',
        requiresArg: true,
        describe: 'Give up on a track after so many seconds [600]',
      }),
  run: (flags, output) => {
    const { paths, model, workers, reEmbed, resume, retryFailed, checkpointEvery, timeLimitS } = flags;
    const options = { model, workers, reEmbed, resume, retryFailed, checkpointEvery, trackTimeLimitS: timeLimitS };
    return runScan(flags, paths, options, output);
  },
});
