import type { Output } from './output.ts';

/** Characters that no shell changes. */
const PLAIN_WORD = /^[\w@%+=:,./\\-]+$/;

/** A command to advise, in quotes and as the person types it, with the data folder that they named. */
export function commandLine(words: readonly string[], { dataDir }: Pick<Output, 'dataDir'> = {}): string {
  const folder = dataDir === undefined ? [] : ['--data-dir', dataDir];
  return `"${['rbassist', ...words, ...folder].map(shellWord).join(' ')}"`;
}

/** A word as a shell takes it: in single quotes, or in double quotes for the shells of Windows. */
function shellWord(word: string): string {
  if (PLAIN_WORD.test(word)) return word;
  return process.platform === 'win32' ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
