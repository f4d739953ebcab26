import { COMMON_ARGUMENTS } from '../command.ts';
import { COMMANDS, type CommandEntry, type CommandGroup, type CommandSection, commandName } from '../commands.ts';

/** A command and its groups. */
export interface ListedCommand {
  /** Words after `rbassist`, e.g. `['library', 'check']`. */
  names: readonly string[];
  section: CommandSection;
  entry: CommandEntry;
}

/** Lists every command, including those of groups, in the order of the help. */
export function listCommands(): ListedCommand[] {
  return listed(COMMANDS, [], 'Other');
}

function listed(
  entries: readonly (CommandEntry | CommandGroup)[],
  parents: readonly string[],
  inherited: CommandSection,
): ListedCommand[] {
  return entries.flatMap((entry) => {
    const names = [...parents, commandName(entry)];
    const section = entry.section ?? inherited;
    return 'commands' in entry ? listed(entry.commands, names, section) : [{ names, section, entry }];
  });
}

/** Lists the commands that have a flag, e.g. `--csv`. Returns none for a common flag. */
export async function commandsWithFlag(flag: string): Promise<string[]> {
  const name = flag.replace(/^--(?:no-)?/, '');
  if (!flag.startsWith('--') || COMMON_ARGUMENTS.flags.has(name)) return [];
  const owners = await Promise.all(
    listCommands().map(async ({ names, entry }) => {
      const spec = (await entry.load()).addFlags(COMMON_ARGUMENTS).flags.get(name);
      const isSpelled = flag === `--${name}` || spec?.type === 'boolean';
      return spec && !spec.hidden && isSpelled ? [names.join(' ')] : [];
    }),
  );
  return owners.flat();
}
