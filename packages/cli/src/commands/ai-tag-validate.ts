import type { TagProblem } from '@rbassist/library';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../output/command-line.ts';
import { counted } from '../output/count.ts';
import { print, printJson, tell } from '../output/output.ts';
import { withLibrary } from '../with-library.ts';

/** `rbassist ai-tag validate`: lists contradictions among tags and suggestions. */
export const aiTagValidate = defineCommand({
  addFlags: (table) => table,
  run: (_flags, output) =>
    withLibrary(output, async (library) => {
      const problems = await library.validateTags();
      if (output.json) {
        printJson({ problems });
        return EXIT.done;
      }
      print(problems.length === 0 ? 'No problems found.' : `${counted(problems.length, 'problem')} found:`);
      print(problems.map((problem) => `    ${problemText(problem)}`));
      if (problems.some(({ kind }) => kind !== 'spellings')) {
        tell(output, `To make the suggestions again, run ${commandLine(['ai-tag', 'learn'], output)}.`);
      }
      return EXIT.done;
    }),
});

function problemText({ kind, path = '', tags }: TagProblem): string {
  const names = tags.map((tag) => `"${tag}"`).join(', ');
  if (kind === 'spellings') return `${names} are spellings of one tag, and count as one`;
  return `${path}: ${names} suggested, but ${kind === 'suggested-own' ? 'already a tag of the track' : 'rejected before'}`;
}
