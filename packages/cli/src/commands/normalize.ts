import { defineCommand } from '../command.ts';
import { interruptible } from '../interrupt.ts';
import { reportNormalize } from '../normalize-report.ts';
import { tell } from '../output.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist normalize`: how loud players are to play each track, written into its tags; the sound is not touched. */
export const normalize = defineCommand({
  spelling: 'normalize <paths..>',
  summary: 'Write ReplayGain tags, so that players play every track equally loud; the sound stays as it is',
  flags: (yargs) =>
    yargs
      .positional('paths', { type: 'string', array: true, demandOption: true, describe: 'Files or folders' })
      .option('target-lufs', { type: 'number', requiresArg: true, describe: 'How loud, in LUFS [-11]' })
      .option('workers', {
        type: 'number',
        alias: 'num-workers',
        requiresArg: true,
        describe: 'Tracks measured at once [one per core less one]',
      })
      .option('dry-run', { type: 'boolean', default: false, describe: 'Only say what would be written' })
      .option('force', { type: 'boolean', default: false, describe: 'Measure again what is known' })
      .option('time-limit-s', {
        type: 'number',
        requiresArg: true,
        describe: 'Give up on a track after so many seconds [600]',
      }),
  run: (flags, output) => {
    const { paths, targetLufs, workers, dryRun, force, timeLimitS } = flags;
    const options = { targetLufs, workers, dryRun, force, timeLimitS };
    return withLibrary(flags, (library) =>
      interruptible(
        (signal) => reportNormalize(library.normalize(paths, { ...options, signal }), paths, output),
        () => tell(output, 'Finishing the tracks in hand and saving; press Ctrl-C again to drop them.'),
      ),
    );
  },
});
