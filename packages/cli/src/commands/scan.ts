import { BPM_RANGE_FLAG, LISTENING_FLAGS, parseBpmRange } from '../analysis-flags.ts';
import { defineCommand } from '../command.ts';
import { embeddingOptions, MODEL_FLAGS } from '../embedding-flags.ts';
import { runScan } from '../run-scan.ts';

/** `rbassist scan`: the whole way from a folder of music to a library that can be asked. */
export const scan = defineCommand({
  spelling: 'scan <paths..>',
  summary: 'Listen to folders of music, analyse and index them; run again, only what is new is done',
  flags: (yargs) =>
    yargs
      .positional('paths', { type: 'string', array: true, demandOption: true, describe: 'Files or folders' })
      .options(MODEL_FLAGS)
      .option('re-embed', { type: 'boolean', default: false, describe: "Replace another model's vectors" })
      .option('resume', { type: 'boolean', default: true, describe: 'Skip what is done; --no-resume does all again' })
      .option('analyze', {
        type: 'boolean',
        default: true,
        describe: 'Also find tempo, grid, key, cues, contours and loudness',
      })
      .options(BPM_RANGE_FLAG)
      .options(LISTENING_FLAGS),
  run: (flags, output) => {
    const {
      paths,
      timeLimitS,
      bpmRange,
      model,
      workers,
      reEmbed,
      resume,
      analyze,
      retryFailed,
      checkpointEvery: saveEvery,
    } = flags;
    const embedding = embeddingOptions(flags, output);
    const options = { model, embedding, workers, reEmbed, resume, analyze, retryFailed, saveEvery };
    const analysis = { bpmRange: parseBpmRange(bpmRange) };
    return runScan(flags, paths, { ...options, analysis, timeLimitS }, output);
  },
});
