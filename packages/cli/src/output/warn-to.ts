import type { LibraryWarning } from '@rbassist/library';
import { complain, type Output } from './output.ts';
import { withRemedies } from './remedy-text.ts';

/** Returns a function that prints a warning and what to do, also if the output is quiet. */
export function warnTo(output: Output): (warning: LibraryWarning) => void {
  return ({ message, remedies }) => complain(`Warning: ${withRemedies(message, remedies, output)}`);
}
