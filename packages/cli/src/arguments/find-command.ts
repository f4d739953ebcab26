import { type CommandEntry, type CommandGroup, commandName } from '../commands.ts';
import { UsageError } from './usage-error.ts';

/**
 * Finds a command of a group. `parents` are the names of that group.
 *
 * @throws {UsageError} if the group has no such command.
 */
export function findCommand(
  group: CommandGroup,
  name: string,
  parents: readonly string[],
): CommandEntry | CommandGroup {
  const entry = group.commands.find((command) => commandName(command) === name);
  if (!entry) throw new UsageError(`Unknown command "${[...parents, name].join(' ')}".`);
  return entry;
}
