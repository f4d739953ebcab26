import { ArgumentTable, type ValuesOf } from './arguments/argument-table.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Output } from './output/output.ts';

const COMMON_FLAGS = {
  'data-dir': {
    type: 'string',
    path: 'folder',
    defaultText: '$RBASSIST_DATA, ./data or your user data folder',
    describe: 'Folder of the library',
  },
  json: { type: 'boolean', default: false, describe: 'Print the result as JSON' },
  quiet: { type: 'boolean', alias: 'q', default: false, describe: 'Print only results and errors' },
  verbose: { type: 'boolean', default: false, describe: 'Print every track, and the details of errors' },
  version: { type: 'boolean', alias: 'v', default: false, describe: 'Print the version' },
  help: { type: 'boolean', alias: 'h', default: false, describe: 'Show this help' },
} as const;

/** Flags of every command. */
export type CommonFlags = ValuesOf<typeof COMMON_FLAGS>;

/** Table of the flags that every command has. */
export const COMMON_ARGUMENTS: ArgumentTable<CommonFlags> = new ArgumentTable<unknown>().options(COMMON_FLAGS);

/**
 * Things that a command can't run without: readable configuration files and a current folder, only the latter, or
 * neither. A person needs some commands to correct a file.
 */
type Needs = 'settings' | 'current-folder' | 'nothing';

/** A command: its arguments, and a function that runs it. */
export interface Command {
  needs: Needs;
  addFlags(table: ArgumentTable<CommonFlags>): ArgumentTable<CommonFlags>;
  run(flags: CommonFlags, output: Output): Promise<ExitCode>;
}

interface CommandParts<Flags extends CommonFlags> {
  /** @default 'settings' */
  needs?: Needs;
  addFlags: (table: ArgumentTable<CommonFlags>) => ArgumentTable<Flags>;
  run: (flags: Flags, output: Output) => Promise<ExitCode>;
}

/** Defines a command with typed arguments. */
export function defineCommand<Flags extends CommonFlags>({
  needs = 'settings',
  addFlags,
  run,
}: CommandParts<Flags>): Command {
  // the arguments come from the table that addFlags built
  return { needs, addFlags, run: (flags, output) => run(flags as Flags, output) };
}
