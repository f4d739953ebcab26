import { COMMON_ARGUMENTS } from '../command.ts';
import { COMMAND_SECTIONS, type CommandEntry, type CommandGroup, commandName } from '../commands.ts';
import type { ArgumentTable } from './argument-table.ts';
import { argumentSections, type HelpRow, type HelpSection, helpText } from './help-text.ts';

/** Columns to assume for a terminal of unknown width. */
export const DEFAULT_WIDTH = 80;
const PROGRAM = 'rbassist';
const EXIT_CODES = 'Exit codes: 0 done, 1 something failed, 2 wrong usage, 130 interrupted.';

/** Builds the text of `rbassist COMMAND --help`. `parents` names the groups of the command. */
export function commandHelp(
  { spelling, summary, details, examples = [] }: CommandEntry,
  parents: readonly string[],
  table: ArgumentTable<unknown>,
  width: number,
): string {
  const usage = `Usage: ${[PROGRAM, ...parents, spelling].join(' ')} [options]`;
  const rows = examples.map(({ command, does }) => ({ name: command, text: does }));
  const sections = argumentSections(table, COMMON_ARGUMENTS.flags);
  return helpText(
    [
      usage,
      details ? `${summary}. ${details}` : `${summary}.`,
      { heading: 'Examples', rows, stacked: true },
      ...sections,
    ],
    width,
  );
}

/** Builds the help of the group called `names`, or of rbassist if `names` is empty. */
export function groupHelp(
  { summary, commands }: Pick<CommandGroup, 'summary' | 'commands'>,
  names: readonly string[],
  width: number,
): string {
  const isProgram = names.length === 0;
  const usage = `Usage: ${[PROGRAM, ...names, '<command>'].join(' ')} [options]`;
  const more = `Run \`${[PROGRAM, 'help', ...names, 'COMMAND'].join(' ')}\` for the options of a command.`;
  const sections = isProgram
    ? COMMAND_SECTIONS.map((heading) =>
        commandRows(
          heading,
          commands.filter(({ section }) => (section ?? 'Other') === heading),
        ),
      )
    : [commandRows('Commands', commands)];
  const common = argumentSections(COMMON_ARGUMENTS, COMMON_ARGUMENTS.flags);
  return helpText([usage, `${summary}.`, ...sections, ...common, more, isProgram ? EXIT_CODES : ''], width);
}

/** Builds the short help for a missing command: the everyday commands, or those of a group. */
export function briefHelp({ commands }: Pick<CommandGroup, 'commands'>, names: readonly string[]): string {
  const [first] = COMMAND_SECTIONS;
  const isProgram = names.length === 0;
  const shown = isProgram
    ? commandRows(
        first,
        commands.filter(({ section }) => section === first),
      )
    : commandRows('Commands', commands);
  const usage = `Usage: ${[PROGRAM, ...names, '<command>'].join(' ')} [options]`;
  const more = `Run \`${[PROGRAM, 'help', ...names].join(' ')}\` for ${isProgram ? 'all commands' : 'help'}.`;
  return helpText([usage, shown, more], DEFAULT_WIDTH);
}

function commandRows(heading: string, commands: CommandGroup['commands']): HelpSection {
  return { heading, rows: commands.map((entry): HelpRow => ({ name: listedName(entry), text: entry.summary })) };
}

/** Maximum columns of a command in a list, so that each summary fits its line. */
const LONGEST_COMMAND = 22;

/** Returns a command with its arguments, or without them if they are too long for a list. */
export function listedName(entry: CommandEntry | CommandGroup): string {
  return entry.spelling.length > LONGEST_COMMAND ? commandName(entry) : entry.spelling;
}
