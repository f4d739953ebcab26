import { COMMANDS, type CommandEntry, type CommandGroup, type CommandSection, commandName } from '../commands.ts';

/** A command with the groups that hold it. */
export interface ListedCommand {
  /** Names that a person types after `rbassist`, e.g. `['library', 'check']`. */
  names: readonly string[];
  section: CommandSection;
  entry: CommandEntry;
}

/** Lists every command, those of groups too, in the order of the help. */
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
