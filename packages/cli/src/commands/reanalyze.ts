import { SCAN_DEFAULTS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { DEVICE_FLAG, embeddingOptions } from '../flags/embedding-flags.ts';
import { WORKERS_FLAG, workersOption } from '../flags/scan-flags.ts';
import { tell } from '../output/output.ts';
import { runScan } from '../run-scan.ts';

/** `rbassist reanalyze`: computes vectors and analysis of a folder again. */
export const reanalyze = defineCommand({
  addFlags: (table) =>
    table
      .positional('folder', { type: 'string', demandOption: true, describe: 'Folder or file' })
      .option('profile', {
        type: 'string',
        hidden: true,
        describe: 'Accepted for Python scripts; rbassist embeds every track in the same way',
      })
      .options(DEVICE_FLAG)
      .options(WORKERS_FLAG)
      .option('rebuild-index', {
        type: 'boolean',
        default: SCAN_DEFAULTS.updateIndex,
        describe: 'Do not update the search index',
      })
      .option('analyze-bpm', {
        type: 'boolean',
        default: SCAN_DEFAULTS.analyze,
        describe: 'Compute vectors only',
      })
      .option('overwrite', {
        type: 'boolean',
        default: SCAN_DEFAULTS.force,
        describe: 'Replace BPM, key, grid and cues set by you or another program',
      }),
  run: (flags, output) => {
    const { folder, profile, workers, rebuildIndex, analyzeBpm, overwrite } = flags;
    const embedding = embeddingOptions(flags, output);
    if (profile !== undefined)
      tell(output, `--profile ${profile} has no effect: rbassist embeds every track in the same way.`);
    const options = { embedding, resume: false, retryFailed: true, force: overwrite, analyze: analyzeBpm };
    return runScan([folder], { ...options, workers: workersOption(workers), updateIndex: rebuildIndex }, output);
  },
});
