import { COMMON_ARGUMENTS } from '../command.ts';
import { PROGRAM } from '../commands.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { print } from '../output/output.ts';
import { commandHelp, DEFAULT_WIDTH, groupHelp } from './command-help.ts';
import { findCommand } from './find-command.ts';
import { quoteWord, UsageError } from './usage-error.ts';

/** Maximum columns; longer lines are hard to read. */
const MAX_WIDTH = 100;

/**
 * Prints the help of a command or a group, or of rbassist if there are no names.
 *
 * @throws {UsageError} if there is no such command.
 */
export async function showHelp(names: readonly string[]): Promise<ExitCode> {
  let group = PROGRAM;
  for (const [at, name] of names.entries()) {
    const parents = names.slice(0, at);
    const entry = findCommand(group, name, parents);
    if (!('commands' in entry)) {
      if (at < names.length - 1) throw new UsageError(`Unexpected argument ${quoteWord(names[at + 1])}.`);
      const table = (await entry.load()).addFlags(COMMON_ARGUMENTS);
      print(commandHelp(entry, parents, table, helpWidth()).split('\n'));
      return EXIT.done;
    }
    group = entry;
  }
  print(groupHelp(group, names, helpWidth()).split('\n'));
  return EXIT.done;
}

function helpWidth(): number {
  return Math.min(MAX_WIDTH, process.stdout.columns || DEFAULT_WIDTH);
}
