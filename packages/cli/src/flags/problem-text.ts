import { errorMessage, systemErrorCode } from '@rbassist/core';

/** Returns the reason why a file can't be used, as the end of a sentence. */
export function problemText(error: unknown): string {
  if (systemErrorCode(error) === 'ENOENT') return 'it does not exist.';
  const [line] = errorMessage(error).split('\n', 1);
  return line.replace(/[.:]?$/, '.');
}
