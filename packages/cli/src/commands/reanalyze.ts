import { defineCommand } from '../command.ts';
import { DEVICE_FLAG, embeddingOptions } from '../embedding-flags.ts';
import { tell } from '../output.ts';
import { runScan } from '../run-scan.ts';

/** `rbassist reanalyze`: vectors and analysis of a folder, all again. */
export const reanalyze = defineCommand({
  spelling: 'reanalyze <folder>',
  summary: 'Listen to a folder all over again: vectors, analysis and index',
  flags: (yargs) =>
    yargs
      .positional('folder', { type: 'string', demandOption: true, describe: 'Folder or file' })
      .option('profile', {
        type: 'string',
        requiresArg: true,
        describe: 'For models that sample a track; spectral-v1 does not',
      })
      .options(DEVICE_FLAG)
      .option('workers', {
        type: 'number',
        alias: 'num-workers',
        requiresArg: true,
        describe: 'Tracks listened to at once [one per core less one]',
      })
      .option('rebuild-index', { type: 'boolean', default: true, describe: 'Bring the index up to date' })
      .option('analyze-bpm', { type: 'boolean', default: true, describe: 'Analyse too, not only vectors' })
      .option('overwrite', {
        type: 'boolean',
        default: false,
        describe: 'Replace BPM, key, grid and cues that someone else set',
      }),
  run: (flags, output) => {
    const { folder, profile, workers, rebuildIndex, analyzeBpm, overwrite } = flags;
    const embedding = embeddingOptions(flags, output);
    if (profile !== undefined) tell(output, `spectral-v1 samples no parts; --profile ${profile} makes no difference.`);
    return runScan(
      flags,
      [folder],
      { embedding, resume: false, force: overwrite, analyze: analyzeBpm, workers, updateIndex: rebuildIndex },
      output,
    );
  },
});
