import { appendJudgement, type JudgementFile } from '@rbassist/experiments';
import type { Library } from '@rbassist/library';
import type { Output } from '../output/output.ts';
import { askQuestion } from './ask-question.ts';
import { nextQuestions } from './next-questions.ts';
import { readLines } from './read-lines.ts';

/** Reason why no more questions are asked. */
export type AskingEnd = 'answered' | 'quit' | 'no-questions' | 'interrupted';

interface AskOptions {
  /** Number of answers to ask for; skipped questions don't count. */
  pairs: number;
  /** File that each answer is added to at once. */
  out: string;
  signal: AbortSignal;
}

/** Asks questions on the terminal, or reads answers from a pipe. Adds them to `file` and to the file on disk. */
export async function askQuestions(
  library: Library,
  file: JudgementFile,
  { pairs, out, signal }: AskOptions,
  output: Output,
): Promise<AskingEnd> {
  const lines = readLines(process.stdin, signal);
  const record = (path: string) => library.track(path) ?? {};
  let answered = 0;
  try {
    for await (const question of nextQuestions(library, file, { signal })) {
      const { seed, candidates } = question;
      const [a, b] = candidates.map(({ path }) => path);
      const heading = `Question ${answered + 1} of ${pairs}`;
      const answer = signal.aborted ? 'quit' : await askQuestion(question, heading, { lines, record, output });
      if (answer === 'quit') return signal.aborted ? 'interrupted' : 'quit';
      if (answer === 'skip') {
        const entry = { seed, skipped: [a, b] as const };
        await appendJudgement(out, entry);
        file.skipped.push(entry);
        continue;
      }
      const entry = answer === 'a' ? { seed, better: a, worse: b } : { seed, better: b, worse: a };
      await appendJudgement(out, entry);
      file.judgements.push({ ...entry, line: 0 });
      answered++;
      if (answered === pairs) return 'answered';
    }
    return signal.aborted ? 'interrupted' : 'no-questions';
  } finally {
    await lines.return(undefined);
  }
}
