import { type CommandEntry, type CommandGroup, commandName } from '../commands.ts';
import { closestWord } from './closest-word.ts';
import { listCommands } from './command-list.ts';
import { quoteWord, UsageError } from './usage-error.ts';

/**
 * Finds a command of a group. `parents` names that group.
 *
 * @param before Word before the name on the command line.
 * @throws {UsageError} if there is no such command; suggests the closest one.
 */
export function findCommand(
  group: CommandGroup,
  name: string,
  parents: readonly string[],
  before?: string,
): CommandEntry | CommandGroup {
  const entry = group.commands.find((command) => commandName(command) === name);
  if (entry) return entry;
  const meant = meantCommand(group, name, parents);
  // the flag of a command was typed first, and its value looks like the command
  const order = before?.startsWith('--') ? ` Put ${before} after the command.` : '';
  const hint = meant === undefined ? order : ` Did you mean "rbassist ${meant}"?`;
  throw new UsageError(`Unknown command ${quoteWord([...parents, name].join(' '))}.${hint}`, { helpOf: parents });
}

function meantCommand(group: CommandGroup, name: string, parents: readonly string[]): string | undefined {
  const all = listCommands().map(({ names }) => names);
  const elsewhere = all.find((names) => names.at(-1) === name);
  if (elsewhere) return elsewhere.join(' ');
  const near = closestWord(name, group.commands.map(commandName));
  if (near !== undefined) return [...parents, near].join(' ');
  const full = closestWord(
    [...parents, name].join(' '),
    all.map((names) => names.join(' ')),
  );
  if (full !== undefined) return full;
  const last = closestWord(
    name,
    all.map((names) => names.at(-1) ?? ''),
  );
  return all.find((names) => names.at(-1) === last)?.join(' ');
}
