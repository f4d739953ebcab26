import { errorMessage, systemErrorCode } from '@rbassist/core';

/** Says in a line why a file that a flag names is of no use, as the end of a sentence. */
export function readProblem(error: unknown): string {
  if (systemErrorCode(error) === 'ENOENT') return 'it does not exist.';
  const [line] = errorMessage(error).split('\n', 1);
  return line.replace(/[.:]?$/, '.');
}
