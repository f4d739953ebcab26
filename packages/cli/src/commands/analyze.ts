import { ANALYSIS_PARTS } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { BPM_RANGE_FLAG, DURATION, KEY_PROFILE_FLAG, parseBpmRange, parseDuration } from '../flags/analysis-flags.ts';
import { CUE_TEMPLATE_FLAG, readCueTemplate } from '../flags/cue-template-flag.ts';
import { PATHS, POOL_FLAGS, poolOptions } from '../flags/scan-flags.ts';
import { listAnalyses } from '../reports/track-tables.ts';
import { runScan } from '../run-scan.ts';

/** `rbassist analyze`: tempo, grid, key, cues, contours and loudness, without vectors. */
export const analyze = defineCommand({
  addFlags: (table) =>
    table
      .positional('paths', PATHS)
      .option('duration-s', DURATION)
      .option('only-new', {
        type: 'boolean',
        default: true,
        describe: 'Also analyse unchanged tracks again',
      })
      .option('force', {
        type: 'boolean',
        default: false,
        describe: 'Analyse all tracks again, and replace BPM, key, grid and cues set by you or another program',
      })
      .option('add-cues', { type: 'boolean', default: true, describe: 'Do not suggest cues' })
      .options(BPM_RANGE_FLAG)
      .options(KEY_PROFILE_FLAG)
      .options(CUE_TEMPLATE_FLAG)
      .options(POOL_FLAGS),
  run: async (flags, output) => {
    const { paths, force, keyProfile } = flags;
    const analysis = {
      parts: ANALYSIS_PARTS.filter((part) => flags.addCues || part !== 'cues'),
      durationS: parseDuration('--duration-s', flags.durationS),
      bpmRange: parseBpmRange(flags.bpmRange),
      keyProfile,
      cueTemplate: await readCueTemplate(flags.cueTemplate),
    };
    const resume = flags.onlyNew && !force;
    const options = { embed: false, analysis, force, ...poolOptions(flags, { resume }) };
    return runScan(paths, { ...options, table: listAnalyses }, output);
  },
});
