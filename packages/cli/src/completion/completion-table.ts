import type { ArgumentTable, FlagSpec } from '../arguments/argument-table.ts';
import { flagSpelling } from '../arguments/help-text.ts';
import { COMMON_ARGUMENTS } from '../command.ts';
import { type CommandEntry, type CommandGroup, commandName, PROGRAM } from '../commands.ts';

/** Values that may follow a flag or a command: one of a list, a path, or anything. */
export type Completed = readonly string[] | 'file' | 'folder' | 'anything';

/** A flag as a shell completes it. */
export interface CompletedFlag {
  /** Spelling in the help, e.g. `--top` or `--no-resume`. */
  spelling: string;
  short?: string;
  describe: string;
  value?: Completed;
  several: boolean;
}

/** Words that a shell completes after a command, a group or the program. */
export interface CompletedCommand {
  /** Names typed so far, e.g. `['library']`; none for the program. */
  names: readonly string[];
  commands: readonly { name: string; summary: string }[];
  flags: readonly CompletedFlag[];
  operands?: Completed;
}

const HELP = 'help';

/** Lists the words that can follow the program, each group and each command. */
export function completionTable(): Promise<CompletedCommand[]> {
  return tableOf(PROGRAM, []);
}

async function tableOf(entry: CommandEntry | CommandGroup, names: readonly string[]): Promise<CompletedCommand[]> {
  if (!('commands' in entry)) return [commandOf((await entry.load()).addFlags(COMMON_ARGUMENTS), names)];
  const nested = await Promise.all(entry.commands.map((each) => tableOf(each, [...names, commandName(each)])));
  const commands = entry.commands.map((each) => ({ name: commandName(each), summary: each.summary }));
  return [{ names, commands, flags: flagsOf(COMMON_ARGUMENTS) }, ...nested.flat()];
}

function commandOf(table: ArgumentTable<unknown>, names: readonly string[]): CompletedCommand {
  const [operand] = table.operands.values();
  const choices = names.join(' ') === HELP ? PROGRAM.commands.map(commandName) : operand?.choices;
  const operands = operand && (choices ?? (operand.isName ? 'anything' : 'file'));
  return { names, commands: [], flags: flagsOf(table), operands };
}

function flagsOf({ flags }: ArgumentTable<unknown>): CompletedFlag[] {
  const visible = [...flags].filter(([, { hidden }]) => !hidden);
  return visible.map(([name, spec]) => ({
    spelling: flagSpelling(name, spec),
    short: spec.alias?.length === 1 ? `-${spec.alias}` : undefined,
    describe: spec.describe,
    value: completedValue(spec),
    several: spec.array ?? false,
  }));
}

function completedValue({ type, choices, path }: FlagSpec): Completed | undefined {
  return type === 'boolean' ? undefined : (choices ?? path ?? 'anything');
}
