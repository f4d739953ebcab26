import yargs, { type Argv } from 'yargs';
import packageJson from '../package.json' with { type: 'json' };
import type { CommonFlags } from './command.ts';
import { COMMANDS, type CommandEntry, type CommandGroup } from './commands.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { reportError, UsageError } from './output/error-report.ts';

const MAX_WIDTH = 110;
/** Words of yargs for a missing argument. */
const TOO_FEW = /^Not enough non-option arguments/;
const NO_COMMAND = 'No command given.';

/**
 * Runs a command line.
 *
 * @param words The arguments after `rbassist`.
 * @returns the exit code: 0 done, 1 something failed, 2 usage, 130 interrupted.
 */
export async function run(words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const finish = (result: ExitCode) => {
    code = result;
  };
  try {
    // throws if the current folder was deleted, in which no worker can start
    process.cwd();
    await parserFor(finish).parseAsync(words);
    return code;
  } catch (error) {
    // the command line could not be read, so its flags are not known
    return reportError(error, { json: words.includes('--json'), quiet: false, verbose: words.includes('--verbose') });
  }
}

function parserFor(finish: (code: ExitCode) => void): Argv<CommonFlags> {
  const parser: Argv<CommonFlags> = yargs()
    .scriptName('rbassist')
    .locale('en')
    .usage('$0 <command>\n\nListens to a DJ library and tells what mixes with what.')
    .option('data-dir', {
      type: 'string',
      requiresArg: true,
      describe: 'Folder of the library [$RBASSIST_DATA, ./data, or per user]',
    })
    .option('json', { type: 'boolean', default: false, describe: 'Answer in JSON on stdout' })
    .option('quiet', { type: 'boolean', alias: 'q', default: false, describe: 'Print answers and errors only' })
    .option('verbose', { type: 'boolean', default: false, describe: 'Print every track, and where errors come from' });
  for (const entry of COMMANDS) addEntry(parser, entry, finish);
  return parser
    .demandCommand(1, NO_COMMAND)
    .strict()
    .version(packageJson.version)
    .help()
    .alias('help', 'h')
    .epilogue('Exit codes: 0 done, 1 something failed, 2 usage, 130 interrupted.')
    .wrap(Math.min(MAX_WIDTH, process.stdout.columns ?? MAX_WIDTH))
    .exitProcess(false)
    .fail((message, error) => {
      // yargs has errors of its own for flags without a value
      if (error && error.name !== 'YError') throw error;
      throw new UsageError((error?.message ?? message).replace(TOO_FEW, 'An argument is missing'));
    });
}

function addEntry(parser: Argv<CommonFlags>, entry: CommandEntry | CommandGroup, finish: (code: ExitCode) => void) {
  const { spelling, summary } = entry;
  if ('commands' in entry) {
    const addCommands = (group: Argv<CommonFlags>) => {
      for (const command of entry.commands) addEntry(group, command, finish);
      return group.demandCommand(1, NO_COMMAND);
    };
    // a group does nothing by itself
    parser.command(spelling, summary, addCommands, () => {});
    return;
  }
  parser.command(
    spelling,
    summary,
    async (yargs) => (await entry.load()).addFlags(yargs),
    async (flags) => {
      const { json, quiet, verbose, dataDir } = flags;
      const output = { json, quiet, verbose, dataDir };
      try {
        const command = await entry.load();
        finish(await command.run(flags, output));
      } catch (error) {
        finish(reportError(error, output));
      }
    },
  );
}
