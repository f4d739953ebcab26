import {
  BPM_RANGE_FLAG,
  CUE_TEMPLATE_FLAG,
  KEY_PROFILE_FLAG,
  LISTENING_FLAGS,
  parseBpmRange,
  parseDuration,
  parseKeyProfile,
  readCueTemplate,
} from '../analysis-flags.ts';
import { listAnalyses } from '../analysis-text.ts';
import { defineCommand } from '../command.ts';
import { runScan } from '../run-scan.ts';

/** `rbassist analyze`: tempo, grid, key, cues, contours and loudness, without vectors. */
export const analyze = defineCommand({
  spelling: 'analyze <paths..>',
  summary: 'Find tempo, beat grid, key, cues, contours and loudness of tracks',
  flags: (yargs) =>
    yargs
      .positional('paths', { type: 'string', array: true, demandOption: true, describe: 'Files or folders' })
      .option('duration-s', {
        type: 'number',
        requiresArg: true,
        default: 0,
        describe: 'Listen to the first so many seconds only; 0 is the whole track',
      })
      .option('only-new', {
        type: 'boolean',
        default: true,
        describe: 'Skip what is done; --no-only-new does all again',
      })
      .option('force', {
        type: 'boolean',
        default: false,
        describe: 'Do all again, and replace BPM, key, grid and cues that someone else set',
      })
      .option('add-cues', { type: 'boolean', default: true, describe: 'Suggest cues where a track has none' })
      .options(BPM_RANGE_FLAG)
      .options(KEY_PROFILE_FLAG)
      .options(CUE_TEMPLATE_FLAG)
      .options(LISTENING_FLAGS),
  run: async (flags, output) => {
    const { ANALYSIS_PARTS } = await import('@rbassist/analyze');
    const { paths, force, workers, retryFailed, checkpointEvery: saveEvery, timeLimitS } = flags;
    const analysis = {
      parts: ANALYSIS_PARTS.filter((part) => flags.addCues || part !== 'cues'),
      durationS: parseDuration('--duration-s', flags.durationS),
      bpmRange: parseBpmRange(flags.bpmRange),
      keyProfile: await parseKeyProfile(flags.keyProfile),
      cueTemplate: await readCueTemplate(flags.cueTemplate),
    };
    return runScan(
      flags,
      paths,
      {
        embed: false,
        analysis,
        force,
        resume: flags.onlyNew && !force,
        workers,
        retryFailed,
        saveEvery,
        timeLimitS,
        answer: listAnalyses,
      },
      output,
    );
  },
});
