import { COMMON_ARGUMENTS } from '../command.ts';
import { type CommandEntry, PROGRAM } from '../commands.ts';
import { print } from '../output/output.ts';
import { commandHelp, groupHelp } from './command-help.ts';
import { findCommand } from './find-command.ts';
import { UsageError } from './usage-error.ts';

/** Widest line that is read with ease. */
const MAX_WIDTH = 100;
const DEFAULT_WIDTH = 80;

/**
 * Prints the help of a command or a group; that of the program if there are no names.
 *
 * @throws {UsageError} if there is no such command.
 */
export async function showHelp(names: readonly string[]): Promise<void> {
  let group = PROGRAM;
  for (const [at, name] of names.entries()) {
    const parents = names.slice(0, at);
    const entry = findCommand(group, name, parents);
    if (!('commands' in entry)) {
      if (at < names.length - 1) throw new UsageError(`"${names[at + 1]}" is one argument too many.`);
      return showCommandHelp(entry, parents);
    }
    group = entry;
  }
  print(groupHelp(group, names, helpWidth()).split('\n'));
}

/** Prints the help of a command. `parents` are the names of the groups that hold it. */
export async function showCommandHelp(entry: CommandEntry, parents: readonly string[]): Promise<void> {
  const table = (await entry.load()).addFlags(COMMON_ARGUMENTS);
  print(commandHelp(entry, parents, table, helpWidth()).split('\n'));
}

function helpWidth(): number {
  return Math.min(MAX_WIDTH, process.stdout.columns || DEFAULT_WIDTH);
}
