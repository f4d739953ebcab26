import { cleanText } from './clean-text.ts';
import type { Output } from './output.ts';

const PLAIN_WORD = /^[\w@%+=:,./\\-]+$/;

/** Returns a command line in quotes, with the `--data-dir` that was given. */
export function commandLine(words: readonly string[], { dataDir }: Pick<Output, 'dataDir'> = {}): string {
  const folder = dataDir === undefined ? [] : ['--data-dir', dataDir];
  return `"${['rbassist', ...words, ...folder].map(shellWord).join(' ')}"`;
}

/**
 * Quotes a word for the shell: in single quotes, or in double quotes on Windows. Control characters become escapes in
 * `$'…'`, which a shell reads back.
 */
function shellWord(word: string): string {
  if (PLAIN_WORD.test(word)) return word;
  if (process.platform === 'win32') return `"${word}"`;
  if (cleanText(word) !== word) return `$'${cleanText(word.replaceAll(/[\\']/g, '\\$&'))}'`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
