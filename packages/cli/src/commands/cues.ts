import { CUE_TEMPLATE_FLAG, parseDuration, readCueTemplate } from '../analysis-flags.ts';
import { listCues } from '../analysis-text.ts';
import { defineCommand } from '../command.ts';
import { runScan } from '../run-scan.ts';

/** `rbassist cues`: cues alone, anew. */
export const cues = defineCommand({
  spelling: 'cues <path>',
  summary: 'Suggest cues for a track or a folder; cues that someone else set stay',
  flags: (yargs) =>
    yargs
      .positional('path', { type: 'string', demandOption: true, describe: 'File or folder' })
      .option('duration', {
        type: 'number',
        requiresArg: true,
        default: 0,
        describe: 'Listen to the first so many seconds only; 0 is the whole track',
      })
      .option('force', { type: 'boolean', default: false, describe: 'Replace cues that someone else set' })
      .options(CUE_TEMPLATE_FLAG),
  run: async (flags, output) => {
    const durationS = parseDuration('--duration', flags.duration);
    const cueTemplate = await readCueTemplate(flags.cueTemplate);
    return runScan(
      flags,
      [flags.path],
      {
        embed: false,
        analysis: { parts: ['cues'], durationS, cueTemplate },
        force: flags.force,
        resume: false,
        answer: listCues,
      },
      output,
    );
  },
});
