import { LISTENING_FLAGS, parseDuration } from '../analysis-flags.ts';
import { defineCommand } from '../command.ts';
import { runScan } from '../run-scan.ts';

/** `rbassist features`: the contours that weighted recommendations compare, where they are missing. */
export const features = defineCommand({
  spelling: 'features <root>',
  summary: 'Fill in missing bass and rhythm contours',
  flags: (yargs) =>
    yargs
      .positional('root', { type: 'string', demandOption: true, describe: 'Folder or file' })
      .option('limit', { type: 'number', requiresArg: true, default: 0, describe: 'So many tracks at most; 0 is all' })
      .option('duration-s', {
        type: 'number',
        requiresArg: true,
        default: 0,
        describe: 'Listen to the first so many seconds only; 0 is the whole track',
      })
      .options(LISTENING_FLAGS),
  run: (flags, output) => {
    const { root, limit, workers, retryFailed, checkpointEvery: saveEvery, timeLimitS } = flags;
    const durationS = parseDuration('--duration-s', flags.durationS);
    return runScan(
      flags,
      [root],
      {
        embed: false,
        analysis: { parts: ['features'], durationS },
        onlyMissing: true,
        limit: limit === 0 ? undefined : limit,
        workers,
        retryFailed,
        saveEvery,
        timeLimitS,
      },
      output,
    );
  },
});
