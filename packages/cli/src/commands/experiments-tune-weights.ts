import { PRESET_NAMES, WEIGHT_PRESETS } from '@rbassist/core';
import { type JudgementFile, optimizeWeights, readJudgementFile } from '@rbassist/experiments';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { EXPERIMENTAL } from '../experiments/experimental-note.ts';
import { judgeStars, scoreJudgements } from '../experiments/score-judgements.ts';
import { skippedLines } from '../experiments/skipped-lines.ts';
import { roundWeights, weightFlags, weightPreset, weightsReport } from '../experiments/weights-report.ts';
import { print, printJson, tell } from '../output/output.ts';
import { withProgress } from '../progress/with-progress.ts';
import { withLibrary } from '../with-library.ts';

const NO_ANSWERS: JudgementFile = { judgements: [], skipped: [], problems: [] };

/** `rbassist experiments tune-weights`: learns weights of the score from answers or stars, and stores nothing. */
export const experimentsTuneWeights = defineCommand({
  addFlags: (table) =>
    table
      .positional('pairs', {
        type: 'string',
        describe: 'File of answers, one per line, as `rbassist experiments judge` writes it; without one, your stars',
      })
      .option('stars', {
        type: 'boolean',
        default: false,
        describe: 'Also learn from your stars for mixes, in sets and on the page',
      })
      .option('initial', {
        choices: PRESET_NAMES,
        default: 'balanced',
        valueName: 'preset',
        describe: 'Preset whose weights to start from and to compare with',
      }),
  run: ({ pairs, stars, initial }, output) =>
    withLibrary(output, async (library) => {
      tell(output, EXPERIMENTAL);
      const file = pairs === undefined ? NO_ANSWERS : await readJudgementFile(pairs);
      const scored = await withProgress(output, async (run) => {
        const judged = await scoreJudgements(library, file.judgements, run);
        const starred = stars || pairs === undefined ? await judgeStars(library, run) : [];
        return { ...judged, judgements: [...judged.judgements, ...starred], interrupted: run.signal.aborted };
      });
      if (scored.interrupted) return EXIT.interrupted;
      const problems = [...file.problems, ...scored.problems].sort((a, b) => a.line - b.line);
      if (pairs !== undefined) tell(output, skippedLines(pairs, problems));
      const learned = optimizeWeights(scored.judgements, WEIGHT_PRESETS[initial]);
      const weights = roundWeights(learned.weights);
      const forms = { options: weightFlags(weights), preset: weightPreset(weights) };
      if (output.json) printJson({ experimental: true, ...learned, weights, initial, ...forms, problems });
      else print(weightsReport({ ...learned, weights }, initial));
      return EXIT.done;
    }),
});
