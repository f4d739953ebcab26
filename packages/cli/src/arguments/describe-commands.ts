import { COMMON_ARGUMENTS } from '../command.ts';
import type { CommandExample, CommandSection } from '../commands.ts';
import type { FlagSpec } from './argument-table.ts';
import { commandHelp, DEFAULT_WIDTH } from './command-help.ts';
import { listCommands } from './command-list.ts';
import { flagSection, flagSpelling, flagValueName } from './help-text.ts';

/** A command as data, for the documentation and other programs. */
export interface CommandDescription {
  /** Name, e.g. `library check`. */
  command: string;
  /** Usage line, e.g. `rbassist scan <paths..>`. */
  usage: string;
  summary: string;
  details?: string;
  group: CommandSection;
  operands: OperandDescription[];
  flags: FlagDescription[];
  examples: readonly CommandExample[];
  /** Text of `--help` in 80 columns. */
  helpText: string;
}

interface OperandDescription {
  name: string;
  describe: string;
  required: boolean;
  several: boolean;
  choices?: readonly string[];
  default?: string;
}

/** `name` and `alias` come without `--`. */
interface FlagDescription {
  name: string;
  /** Spelling in the help: `--top`, or `--no-resume` for a flag that is on by default. */
  spelling: string;
  /** Placeholder of the value, e.g. `folder`; absent for a boolean flag. */
  value?: string;
  /** Heading in the help of the command. Common flags have one of their own. */
  section: string;
  alias?: string;
  type: 'string' | 'number' | 'boolean';
  choices?: readonly string[];
  default?: FlagSpec['default'];
  describe: string;
  several: boolean;
  /** True for a flag of every command, such as `--json`. */
  common: boolean;
}

/** Describes every command in the order of the help, or those whose names begin with `wanted`. */
export function describeCommands(wanted: readonly string[] = []): Promise<CommandDescription[]> {
  return Promise.all(
    listCommands()
      .filter(({ names }) => wanted.every((name, i) => names[i] === name))
      .map(async ({ names, section, entry }) => {
        const { summary, details, examples = [] } = entry;
        const table = (await entry.load()).addFlags(COMMON_ARGUMENTS);
        const operands = [...table.operands].map(
          ([name, { describe, demandOption = false, array = false, choices, defaultText }]) => ({
            name,
            describe,
            required: demandOption,
            several: array,
            choices,
            default: defaultText,
          }),
        );
        const flags = [...table.flags]
          .filter(([, { hidden }]) => !hidden)
          .map(([name, spec]): FlagDescription => {
            const { type = 'string', alias, choices, default: fallback, defaultText, describe, array = false } = spec;
            return {
              name,
              spelling: flagSpelling(name, spec),
              value: flagValueName(spec),
              section: flagSection(spec),
              type,
              alias,
              choices,
              default: fallback ?? defaultText,
              describe,
              several: array,
              common: COMMON_ARGUMENTS.flags.has(name),
            };
          });
        const usage = ['rbassist', ...names.slice(0, -1), entry.spelling].join(' ');
        const helpText = commandHelp(entry, names.slice(0, -1), table, DEFAULT_WIDTH);
        return {
          command: names.join(' '),
          usage,
          summary,
          details,
          group: section,
          operands,
          flags,
          examples,
          helpText,
        };
      }),
  );
}
