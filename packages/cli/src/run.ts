import { errorMessage, NotFoundError, OptionError, RbassistError } from '@rbassist/core';
import yargs from 'yargs';
import packageJson from '../package.json' with { type: 'json' };
import { analyze } from './commands/analyze.ts';
import { beatgrid } from './commands/beatgrid.ts';
import { cues } from './commands/cues.ts';
import { doctor } from './commands/doctor.ts';
import { dupCheck } from './commands/dup-check.ts';
import { dupStage } from './commands/dup-stage.ts';
import { dupUnstage } from './commands/dup-unstage.ts';
import { embed } from './commands/embed.ts';
import { features } from './commands/features.ts';
import { buildIndex } from './commands/index-command.ts';
import { library } from './commands/library.ts';
import { model } from './commands/model.ts';
import { normalize } from './commands/normalize.ts';
import { reanalyze } from './commands/reanalyze.ts';
import { recommend } from './commands/recommend.ts';
import { scan } from './commands/scan.ts';
import { stats } from './commands/stats.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { complain, printJson } from './output.ts';
import { withRemedies } from './remedy-text.ts';

const MAX_WIDTH = 110;
/** What yargs calls it when `scan` is not told what to scan. */
const TOO_FEW = /^Not enough non-option arguments/;

/** Thrown by yargs' own checks: an unknown flag, a missing argument. */
class UsageError extends Error {}

/**
 * Runs the command line.
 *
 * @param words The arguments after `rbassist`.
 * @returns the exit code: 0 done, 1 something failed, 2 usage, 130 interrupted.
 */
export async function run(words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const finish = (result: ExitCode) => {
    code = result;
  };
  const parser = yargs()
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
    .option('verbose', { type: 'boolean', default: false, describe: 'Print every track, and where errors come from' })
    .command(scan(finish))
    .command(analyze(finish))
    .command(beatgrid(finish))
    .command(cues(finish))
    .command(features(finish))
    .command(reanalyze(finish))
    .command(embed(finish))
    .command(buildIndex(finish))
    .command(recommend(finish))
    .command(normalize(finish))
    .command(dupCheck(finish))
    .command(dupStage(finish))
    .command(dupUnstage(finish))
    .command(library(finish))
    .command(model(finish))
    .command(stats(finish))
    .command(doctor(finish))
    .demandCommand(1, 'Say what to do: a command is missing.')
    .strict()
    .version(packageJson.version)
    .help()
    .alias('help', 'h')
    .epilogue('Exit codes: 0 done, 1 something failed, 2 usage, 130 interrupted.')
    .wrap(Math.min(MAX_WIDTH, process.stdout.columns ?? MAX_WIDTH))
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new UsageError(message.replace(TOO_FEW, 'An argument is missing'));
    });
  try {
    await parser.parseAsync(words);
    return code;
  } catch (error) {
    return report(error, words);
  }
}

/** Says what went wrong, in words, and in JSON where that was asked for. */
function report(error: unknown, words: readonly string[]): ExitCode {
  const usage = error instanceof UsageError || error instanceof OptionError;
  const remedies = RbassistError.isInstance(error) ? error.remedies : [];
  complain(`rbassist: ${withRemedies(errorMessage(error), remedies)}`);
  if (error instanceof UsageError)
    complain('Run "rbassist --help" for the commands, "rbassist <command> --help" for the flags.');
  const expected = usage || RbassistError.isInstance(error);
  if (error instanceof Error && (words.includes('--verbose') || !expected)) complain(error.stack ?? '');
  if (words.includes('--json')) {
    const code = error instanceof UsageError ? 'usage' : RbassistError.isInstance(error) ? error.code : 'internal';
    const suggestions = error instanceof NotFoundError ? { suggestions: error.suggestions } : {};
    printJson({ error: { code, message: errorMessage(error), remedies, ...suggestions } });
  }
  return usage ? EXIT.usage : EXIT.failed;
}
