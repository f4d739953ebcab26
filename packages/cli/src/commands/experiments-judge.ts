import { exists, optionRules, requireRule } from '@rbassist/core';
import { FEWEST_JUDGEMENTS, type JudgementFile, readJudgementFile } from '@rbassist/experiments';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { type AskingEnd, askQuestions } from '../experiments/ask-questions.ts';
import { EXPERIMENTAL } from '../experiments/experimental-note.ts';
import { skippedLines } from '../experiments/skipped-lines.ts';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { type Output, print, printJson, tell } from '../output/output.ts';
import { interruptible } from '../progress/interrupt.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist experiments judge`: asks which of two tracks goes better with a third, and saves the answers. */
export const experimentsJudge = defineCommand({
  addFlags: (table) =>
    table.option('pairs', { type: 'number', default: 20, describe: 'Number of answers to ask for' }).option('out', {
      type: 'string',
      path: 'file',
      valueName: 'file',
      default: 'pairs.jsonl',
      describe: 'File that the answers are added to',
    }),
  run: ({ pairs, out }, output) =>
    withLibrary(output, async (library) => {
      requireRule('pairs', pairs, optionRules.positiveInteger);
      tell(output, EXPERIMENTAL);
      const file: JudgementFile = (await exists(out))
        ? await readJudgementFile(out)
        : { judgements: [], skipped: [], problems: [] };
      tell(output, skippedLines(out, file.problems));
      const earlier = file.judgements.length;
      const end = await interruptible(
        (signal) => askQuestions(library, file, { pairs, out, signal }, output),
        () => {},
      );
      const answers = file.judgements.length;
      if (output.json) printJson({ experimental: true, out, answered: answers - earlier, answers, end });
      else printResult({ out, answered: answers - earlier, answers, end }, output);
      return end === 'interrupted' ? EXIT.interrupted : EXIT.done;
    }),
});

interface Judged {
  out: string;
  answered: number;
  answers: number;
  end: AskingEnd;
}

function printResult({ out, answered, answers, end }: Judged, output: Output): void {
  if (end === 'no-questions') tell(output, 'There are no more pairs to ask about. Scan more music.');
  const earlier = answers > answered ? `; with earlier ones, it has ${answers}` : '';
  print(answered === 0 ? 'No answer was saved.' : `${counted(answered, 'answer')} saved in ${out}${earlier}.`);
  const missing = FEWEST_JUDGEMENTS - answers;
  const learn = commandLine(['experiments', 'tune-weights', out], output);
  const again = commandLine(['experiments', 'judge', '--out', out], output);
  tell(output, missing > 0 ? `Learning takes ${counted(missing, 'more answer')}: run ${again}.` : `Now run ${learn}.`);
}
