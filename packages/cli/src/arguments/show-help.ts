import { COMMON_ARGUMENTS } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { print } from '../output/output.ts';
import { commandHelp, DEFAULT_WIDTH, groupHelp } from './command-help.ts';
import { findByNames } from './find-command.ts';

/** Maximum columns; longer lines are hard to read. */
const MAX_WIDTH = 100;

/**
 * Prints the help of a command or a group, or of rbassist if there are no names.
 *
 * @throws {UsageError} if there is no such command.
 */
export async function showHelp(names: readonly string[]): Promise<ExitCode> {
  const entry = findByNames(names);
  if ('commands' in entry) print(groupHelp(entry, names, helpWidth()).split('\n'));
  else {
    const table = (await entry.load()).addFlags(COMMON_ARGUMENTS);
    print(commandHelp(entry, names.slice(0, -1), table, helpWidth()).split('\n'));
  }
  return EXIT.done;
}

function helpWidth(): number {
  return Math.min(MAX_WIDTH, process.stdout.columns || DEFAULT_WIDTH);
}
