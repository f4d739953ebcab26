import { cleanText } from '@rbassist/core';
import type { Output } from './output.ts';

const IS_WINDOWS = process.platform === 'win32';
/** Words that no shell changes. */
const PLAIN_WORD = IS_WINDOWS ? /^[\w+:./\\-]+$/ : /^[\w+:./-]+$/;

/** Sets a command off from its sentence, in backticks, because quotes may be a part of it. */
export function commandLine(words: readonly string[], given: Pick<Output, 'dataDir'> = {}): string {
  return `\`${typedCommand(words, given)}\``;
}

/** Spells a command as the person types it, with the data folder that they named. */
export function typedCommand(words: readonly string[], { dataDir }: Pick<Output, 'dataDir'> = {}): string {
  const folder = dataDir === undefined ? [] : ['--data-dir', dataDir];
  return ['rbassist', ...words, ...folder].map(shellWord).join(' ');
}

/**
 * Quotes a word for the shell: in single quotes, or in double quotes on Windows. Control characters become escapes in
 * `$'…'`, which a shell reads back.
 */
export function shellWord(word: string): string {
  if (PLAIN_WORD.test(word)) return word;
  if (IS_WINDOWS) return `"${word}"`;
  if (cleanText(word) !== word) return `$'${cleanText(word.replaceAll(/[\\']/g, '\\$&'))}'`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
