import { LISTENING_FLAGS, parseDuration } from '../analysis-flags.ts';
import { listGrids } from '../analysis-text.ts';
import { defineCommand } from '../command.ts';
import { runScan } from '../run-scan.ts';

/** `rbassist beatgrid`: beat grids, of one tempo or of several. */
export const beatgrid = defineCommand({
  spelling: 'beatgrid <paths..>',
  summary: 'Lay beat grids, of one tempo or following a tempo that drifts',
  flags: (yargs) =>
    yargs
      .positional('paths', { type: 'string', array: true, demandOption: true, describe: 'Files or folders' })
      .option('mode', {
        choices: ['auto', 'fixed', 'dynamic'] as const,
        default: 'auto' as const,
        describe: 'One tempo, several, or whichever the track has',
      })
      .option('drift-pct', {
        type: 'number',
        requiresArg: true,
        default: 1.5,
        describe: 'A new stretch begins where the tempo drifts by more, in percent',
      })
      .option('bars-window', {
        type: 'number',
        requiresArg: true,
        describe: 'Bars that a local tempo is averaged over [about eight seconds]',
      })
      .option('duration-s', {
        type: 'number',
        requiresArg: true,
        default: 0,
        describe: 'Listen to the first so many seconds only; 0 is the whole track',
      })
      .option('backend', {
        choices: ['auto', 'rbassist'] as const,
        default: 'auto' as const,
        describe: 'What finds the beats; there is one',
      })
      .option('overwrite', {
        type: 'boolean',
        default: false,
        describe: 'Replace grids and BPMs that are there, whoever set them',
      })
      .options(LISTENING_FLAGS),
  run: (flags, output) => {
    const { paths, overwrite, workers, retryFailed, checkpointEvery: saveEvery, timeLimitS } = flags;
    const { mode: gridMode, driftPct, barsWindow } = flags;
    const durationS = parseDuration('--duration-s', flags.durationS);
    return runScan(
      flags,
      paths,
      {
        embed: false,
        analysis: { parts: ['tempo'], gridMode, driftPct, barsWindow, durationS },
        force: overwrite,
        resume: !overwrite,
        onlyMissing: true,
        workers,
        retryFailed,
        saveEvery,
        timeLimitS,
        answer: listGrids,
      },
      output,
    );
  },
});
