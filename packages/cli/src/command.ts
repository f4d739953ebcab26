import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { ExitCode } from './exit-codes.ts';
import type { Output } from './output/output.ts';

/** Flags of every command. */
export type CommonFlags = Output;

/** A command: its flags, and a function that runs it. */
export interface Command {
  addFlags(yargs: Argv<CommonFlags>): Argv<CommonFlags>;
  run(flags: ArgumentsCamelCase<CommonFlags>, output: Output): Promise<ExitCode>;
}

/** The parts of a command whose flags have their own types. */
interface CommandParts<Flags extends CommonFlags> {
  addFlags: (yargs: Argv<CommonFlags>) => Argv<Flags>;
  run: (flags: ArgumentsCamelCase<Flags>, output: Output) => Promise<ExitCode>;
}

/** Defines a command; the types of its flags follow from their declaration. */
export function defineCommand<Flags extends CommonFlags>({ addFlags, run }: CommandParts<Flags>): Command {
  return { addFlags, run: (flags: ArgumentsCamelCase<Flags>, output) => run(flags, output) };
}
