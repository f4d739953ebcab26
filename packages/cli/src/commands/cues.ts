import { defineCommand } from '../command.ts';
import { DURATION, parseDuration } from '../flags/analysis-flags.ts';
import { CUE_TEMPLATE_FLAG, readCueTemplate } from '../flags/cue-template-flag.ts';
import { RETRY_FLAG } from '../flags/scan-flags.ts';
import { listCues } from '../reports/track-tables.ts';
import { runScan } from '../run-scan.ts';

/** `rbassist cues`: suggests cues again, without any other analysis. */
export const cues = defineCommand({
  addFlags: (table) =>
    table
      .positional('path', { type: 'string', demandOption: true, describe: 'File or folder' })
      .option('duration', DURATION)
      .option('force', {
        type: 'boolean',
        alias: 'overwrite',
        default: false,
        describe: 'Replace cues set by you or another program',
      })
      .options(CUE_TEMPLATE_FLAG)
      .options(RETRY_FLAG),
  run: async ({ path, duration, force, retryFailed, cueTemplate: template }, output) => {
    const durationS = parseDuration('--duration', duration);
    const cueTemplate = await readCueTemplate(template);
    const analysis = { parts: ['cues'] as const, durationS, cueTemplate };
    return runScan([path], { embed: false, analysis, force, resume: false, retryFailed, table: listCues }, output);
  },
});
