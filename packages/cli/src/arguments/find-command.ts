import { type CommandEntry, type CommandGroup, commandName, PROGRAM } from '../commands.ts';
import { commandLine } from '../output/command-line.ts';
import { closestWord } from './closest-word.ts';
import { listCommands } from './command-list.ts';
import { quoteWord, UsageError } from './usage-error.ts';

/** A folder that a person dragged onto the program or named alone. */
const PATH = /^(?:[a-z]:|~$|.*[\\/])/is;

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
  const meant = meantCommands(group, name, parents);
  const isFlagged = before?.startsWith('--') ?? false;
  if (meant.length === 0 && parents.length === 0 && !isFlagged && PATH.test(name)) {
    throw new UsageError(
      `A command is missing before ${quoteWord(name)}. To scan it, run ${commandLine(['scan', name])}.`,
    );
  }
  // the flag of a command was typed first, and its value looks like the command
  const order = isFlagged ? ` Put ${before} after the command.` : '';
  const hint =
    meant.length === 0 ? order : ` Did you mean ${meant.map((each) => `\`rbassist ${each}\``).join(' or ')}?`;
  throw new UsageError(`Unknown command ${quoteWord([...parents, name].join(' '))}.${hint}`, { helpOf: parents });
}

/**
 * Finds a command or group by all its names; the program if there are none.
 *
 * @throws {UsageError} if there is none, or a name follows that of a command.
 */
export function findByNames(names: readonly string[]): CommandEntry | CommandGroup {
  let found: CommandEntry | CommandGroup = PROGRAM;
  for (const [at, name] of names.entries()) {
    if (!('commands' in found)) throw new UsageError(`Unexpected argument ${quoteWord(name)}.`);
    found = findCommand(found, name, names.slice(0, at));
  }
  return found;
}

function meantCommands(group: CommandGroup, name: string, parents: readonly string[]): string[] {
  const all = listCommands().map(({ names }) => names);
  const named = (last: string | undefined) =>
    all.filter((names) => names.at(-1) === last).map((names) => names.join(' '));
  const elsewhere = named(name);
  if (elsewhere.length > 0) return elsewhere;
  const full = all.map((names) => names.join(' '));
  const inGroup = group.commands.map(commandName);
  // a person may join the names, as in "library-check"
  const near = closestWord(name, parents.length === 0 ? [...inGroup, ...full] : inGroup);
  if (near !== undefined) return [[...parents, near].join(' ')];
  const joined = closestWord([...parents, name].join(' '), full);
  if (joined !== undefined) return [joined];
  return named(
    closestWord(
      name,
      all.map((names) => names.at(-1) ?? ''),
    ),
  );
}
