/** Checks docs, comments and messages for words to avoid and for long sentences. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { markdownPages } from './markdown-blocks.ts';
import { comments, markdownProse, messages, type Prose } from './prose.ts';
import { type Problem, report } from './report.ts';
import { packageOf, typeScriptFiles } from './workspace.ts';

const LONGEST_SENTENCE = 35;
/** End of a sentence, but not the full stop of an abbreviation or a file name. "code" stands for text in backticks. */
const SENTENCE_END =
  /(?<![ (](?:e\.g|i\.e|cf|vs|etc|No|al|approx))[.!?:;]["')]?\s+(?=["'(`]?(?:[\p{Lu}\d]|(?:rbassist|code)\b))|\n\s*\n/u;

/** Words to avoid, each with better words. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:hear|hears|heard)\b/i, 'analyse, decode, compare by sound'],
  [/\bremember(?:s|ed)?\b/i, 'store, save, record'],
  [/\b(?:in hand)\b/i, 'in progress'],
  [/\bbeside\b/i, 'next to, with, compared with'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix, repair'],
  [/\bordeals?\b/i, 'test, scenario'],
  [/\bnobody\b.*\bany more\b/i, 'no longer'],
  [/\b(?:is|are) told\b/i, 'is reported, says'],
  [/^so many\b/i, 'Maximum number of'],
  [/\b(?:is|are) to be\b/i, 'must be, will be'],
  [/\bgoes? on\b/i, 'continues'],
  [/\bof which\b/i, 'whose, or two sentences'],
  [/\bthat which\b|\bwhich that\b/i, 'two sentences'],
  [/\bas it were\b|\bso to speak\b/i, 'nothing'],
  [/\bthereby\b|\btherein\b|\bthereof\b|\bwhereby\b|\bhitherto\b/i, 'plain words'],
  [/\bsimply\b|\beasily\b|\bobviously\b|\bof course\b/i, 'nothing'],
  [/\bin order to\b/i, 'to'],
  [/\butili[sz]e/i, 'use'],
];

const problems: Problem[] = [];

function check({ file, line, text }: Prose): void {
  const complain = (what: string) => problems.push({ package: packageOf(file), text: `${file}:${line}: ${what}` });
  for (const [pattern, instead] of RULES) {
    const word = pattern.exec(text)?.[0];
    if (word !== undefined) complain(`"${word}"; say: ${instead}`);
  }
  for (const sentence of text.split(SENTENCE_END)) {
    const words = sentence.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word));
    if (words.length > LONGEST_SENTENCE)
      complain(`a sentence of ${words.length} words: "${words.slice(0, 5).join(' ')} …"`);
  }
}

const pages = [...markdownPages(), ...globSync('.changeset/*.md')];
for (const page of pages) markdownProse(page).forEach(check);
for (const folder of globSync([
  'packages/*/{src,fit,convert}',
  'benchmarks',
  'docs/{tools,.vitepress}',
  'scripts',
  'testing',
  'tests',
])) {
  for (const file of typeScriptFiles(folder)) {
    comments(file).forEach(check);
    const isShipped = folder.startsWith(join('packages', '')) && !file.endsWith('.test.ts');
    if (isShipped) messages(file).forEach(check);
  }
}
report('prose', problems);
