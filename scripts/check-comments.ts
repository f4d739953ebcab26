/** Checks that comments fit on a line, and that doc comments begin with a verb or a noun. */
import { globSync, readFileSync } from 'node:fs';
import { type Problem, report } from './report.ts';
import { packageOf, typeScriptFiles } from './workspace.ts';

const LONGEST_LINE = 120;
const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*)/;
const DOC_START = /^[ \t]*\/\*\*\s*(?:\n\s*\*\s*)?(\w+)/gm;
const QUESTION_WORD = /^(?:What|Whether|How|Who|Where|Which)$/;

const problems: Problem[] = [];
for (const folder of globSync([
  'packages/*/{src,scripts,fit,convert,page}',
  'benchmarks',
  'docs/{tools,.vitepress}',
  'scripts',
  'testing',
  'tests',
])) {
  // the types of the API are generated
  for (const file of typeScriptFiles(folder).filter((name) => !name.endsWith('schema.d.ts'))) {
    const text = readFileSync(file, 'utf8');
    const complain = (line: number, what: string) =>
      problems.push({ package: packageOf(file), text: `${file}:${line}: ${what}` });
    text.split('\n').forEach((line, i) => {
      if (COMMENT_LINE.test(line) && line.length > LONGEST_LINE) complain(i + 1, `a comment of ${line.length} columns`);
    });
    for (const { index, 1: word } of text.matchAll(DOC_START)) {
      if (QUESTION_WORD.test(word))
        complain(text.slice(0, index).split('\n').length, `a doc comment begins with "${word}"`);
    }
  }
}
report('comments', problems);
