import type { ArgumentsCamelCase, Argv, CommandModule } from 'yargs';
import type { ExitCode } from './exit-codes.ts';
import type { Output } from './output.ts';

/** Flags that every command takes. */
export interface CommonFlags {
  dataDir?: string;
  json: boolean;
  quiet: boolean;
  verbose: boolean;
}

/** How a command is spelled, its flags, and what it does. */
interface CommandParts<Flags extends CommonFlags> {
  /** As yargs spells it, e.g. `scan <paths..>`. */
  spelling: string;
  summary: string;
  flags: (yargs: Argv<CommonFlags>) => Argv<Flags>;
  /** Runs the command. Heavy parts are imported here, so that `--help` stays instant. */
  run: (flags: ArgumentsCamelCase<Flags>, output: Output) => Promise<ExitCode>;
}

/** A command that can be made known to yargs; `finish` receives its exit code. */
export type Command<Flags extends CommonFlags> = (
  finish: (code: ExitCode) => void,
) => CommandModule<CommonFlags, Flags>;

/** Puts a command together; the types of its flags follow from how they are declared. */
export function defineCommand<Flags extends CommonFlags>(parts: CommandParts<Flags>): Command<Flags> {
  return (finish) => ({
    command: parts.spelling,
    describe: parts.summary,
    builder: parts.flags,
    handler: async (flags) => {
      const { json, quiet, verbose } = flags;
      finish(await parts.run(flags, { json, quiet, verbose }));
    },
  });
}
