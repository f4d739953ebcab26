import { errorMessage, OptionError, RbassistError } from '@rbassist/core';
import { kebabCase } from '../arguments/argument-table.ts';
import { UsageError } from '../arguments/usage-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { commandLine } from './command-line.ts';
import { complain, type Output, printJson } from './output.ts';
import { withRemedies } from './remedy-text.ts';

/** Names of options that have a flag of the same name; "weights.ann" has another one. */
const SIMPLE_OPTION = /^[a-z]+(?:[A-Z][a-z]*)*$/;

/** Says what went wrong and what to do, with `--json` as a document on stdout too. Returns the exit code. */
export function reportError(thrown: unknown, output: Output): ExitCode {
  const error = isFolderGone(thrown) ? folderGone(thrown) : thrown;
  const known = RbassistError.isInstance(error) ? error : undefined;
  const isUsage = error instanceof UsageError;
  complain(`rbassist: ${withRemedies(spokenMessage(error), known?.remedies, output)}`);
  if (isUsage) {
    complain(
      `Run ${commandLine(['--help'])} for a list of commands, ${commandLine(['COMMAND', '--help'])} for the flags of one.`,
    );
  }
  const isExpected = known !== undefined || isUsage;
  if (error instanceof Error && (output.verbose || !isExpected)) complain(stackLines(error));
  if (output.json) printJson({ error: known ?? plainError(error, isUsage ? 'usage' : 'internal') });
  return isUsage || error instanceof OptionError ? EXIT.usage : EXIT.failed;
}

/** Lists the calls that led to an error, below its class. The message is printed already. */
function stackLines({ name, message, stack = '' }: Error): string[] {
  const at = stack.indexOf(message);
  const calls = stack.slice(at < 0 ? 0 : at + message.length).split('\n');
  return [name, ...calls.filter((line) => line.trim() !== '')];
}

/** Spells an option as the person types it: "maxDifference must be …" begins with "--max-difference" here. */
function spokenMessage(error: unknown): string {
  const message = errorMessage(error);
  const option = error instanceof OptionError ? error.option : undefined;
  if (option === undefined || !SIMPLE_OPTION.test(option) || !message.startsWith(`${option} `)) return message;
  return `--${kebabCase(option)}${message.slice(option.length)}`;
}

/** True for an error of Node about a relative path in a current folder that was deleted. */
function isFolderGone(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd';
}

function folderGone(cause: unknown): RbassistError {
  return new RbassistError(
    'current-folder',
    'The current folder was deleted. Change to another one, then run this again.',
    {
      cause,
    },
  );
}

function plainError(error: unknown, code: string) {
  return { code, message: errorMessage(error), remedies: [] };
}
