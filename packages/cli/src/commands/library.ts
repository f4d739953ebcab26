import type { CommandModule } from 'yargs';
import type { CommonFlags } from '../command.ts';
import type { ExitCode } from '../exit-codes.ts';
import { libraryCheck } from './library-check.ts';
import { libraryPrune } from './library-prune.ts';
import { libraryRepair } from './library-repair.ts';

/** `rbassist library`: looking after what the library remembers. */
export const library = (finish: (code: ExitCode) => void): CommandModule<CommonFlags, CommonFlags> => ({
  command: 'library <command>',
  describe: 'Check what the library remembers, follow moved files, forget what is gone',
  builder: (yargs) =>
    yargs
      .command(libraryCheck(finish))
      .command(libraryRepair(finish))
      .command(libraryPrune(finish))
      .demandCommand(1, 'Say what to do with the library: a command is missing.'),
  // one of the commands above runs in its place
  handler: () => {},
});
