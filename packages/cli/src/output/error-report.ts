import { errorMessage, OptionError, RbassistError, systemErrorCode } from '@rbassist/core';
import { type ArgumentTable, camelCase } from '../arguments/argument-table.ts';
import { UsageError } from '../arguments/usage-error.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { bugSentence, stackLines } from './bug-report.ts';
import { commandLine, typedCommand } from './command-line.ts';
import { complain, type Output, printJson, tell } from './output.ts';
import { withRemedies } from './remedy-text.ts';

interface FailedCommand {
  names: readonly string[];
  table?: ArgumentTable<unknown>;
}

/** Prints an error and its remedies, with `--json` also as JSON on stdout. Returns the exit code. */
export function reportError(
  thrown: unknown,
  output: Output,
  { names, table }: FailedCommand = { names: [] },
): ExitCode {
  if (isAbort(thrown)) {
    tell(output, 'Stopped.');
    return EXIT.interrupted;
  }
  const error = isFolderGone(thrown) ? folderGone(thrown) : thrown;
  const known = RbassistError.isInstance(error) ? error : undefined;
  const isUsage = error instanceof UsageError;
  const isBug = known === undefined && !isUsage && !isOfSystem(error);
  const message = spokenMessage(error, table);
  complain(`rbassist: ${withRemedies(isBug ? bugSentence(message) : message, known?.remedies, output)}`);
  if (isUsage) complain(helpLines(error, names));
  if (error instanceof Error && (isBug || (output.verbose && !isUsage))) complain(stackLines(error));
  if (output.json) {
    const plain = { code: isUsage ? 'usage' : isBug ? 'internal' : 'system', message, remedies: [] };
    printJson({ error: { ...(known?.toJSON() ?? plain), message } });
  }
  return isUsage || error instanceof OptionError ? EXIT.usage : EXIT.failed;
}

/** Shows the help that an error brings, or the command that is meant and the one that helps. */
function helpLines({ help, helpOf, meant }: UsageError, names: readonly string[]): string[] {
  if (help !== undefined) return ['', ...help.split('\n')];
  const command = meant === undefined ? [] : [`Type it like this: ${typedCommand([...names, ...meant])}`];
  return [...command, `Run ${commandLine([...(helpOf ?? names), '--help'])} for help.`];
}

/** Replaces an option at the start of a message with its flag, for example maxDifference with --max-difference. */
function spokenMessage(error: unknown, table: ArgumentTable<unknown> | undefined): string {
  const message = errorMessage(error);
  const option = error instanceof OptionError ? error.option : undefined;
  if (option === undefined || !message.startsWith(`${option} `)) return message;
  const [flag] = [...(table?.flags ?? [])].find(([name, spec]) => (spec.option ?? camelCase(name)) === option) ?? [];
  return flag === undefined ? message : `--${flag}${message.slice(option.length)}`;
}

/** Returns true for an error of the operating system, such as denied access. */
function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && /^E[A-Z]/.test(systemErrorCode(error) ?? '');
}

/** Returns true for a job that Ctrl-C stopped. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Returns true if Node can't resolve a relative path because the current folder was deleted. */
function isFolderGone(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd';
}

function folderGone(cause: unknown): RbassistError {
  return new RbassistError(
    'current-folder',
    'The current folder was deleted. Go to another folder, then run the command again.',
    {
      cause,
    },
  );
}
