import { defineCommand } from '../command.ts';
import { DURATION, parseDuration } from '../flags/analysis-flags.ts';
import { POOL_FLAGS, poolOptions } from '../flags/scan-flags.ts';
import { runScan } from '../run-scan.ts';

/** `rbassist features`: adds missing contours, which weighted recommendations compare. */
export const features = defineCommand({
  addFlags: (table) =>
    table
      .positional('root', { type: 'string', demandOption: true, describe: 'Folder or file' })
      .option('limit', {
        type: 'number',
        default: 0,
        describe: 'Maximum number of tracks (0 = all)',
      })
      .option('duration-s', DURATION)
      .options(POOL_FLAGS),
  run: (flags, output) => {
    const { root, limit } = flags;
    const analysis = { parts: ['features'] as const, durationS: parseDuration('--duration-s', flags.durationS) };
    const options = { embed: false, analysis, onlyMissing: true, limit: limit || undefined, ...poolOptions(flags) };
    return runScan([root], options, output);
  },
});
