import packageJson from '../package.json' with { type: 'json' };
import { findCommand } from './arguments/find-command.ts';
import { firstOperandAt, readArguments } from './arguments/read-arguments.ts';
import { showCommandHelp, showHelp } from './arguments/show-help.ts';
import { UsageError } from './arguments/usage-error.ts';
import { COMMON_ARGUMENTS } from './command.ts';
import { type CommandEntry, type CommandGroup, commandName, PROGRAM } from './commands.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { addPythonFlags, tellPythonFlags } from './flags/python-flags.ts';
import { reportError } from './output/error-report.ts';
import { print } from './output/output.ts';

/**
 * Runs a command line.
 *
 * @param words The arguments after `rbassist`.
 * @returns the exit code: 0 done, 1 something failed, 2 usage, 130 interrupted.
 */
export async function run(words: readonly string[]): Promise<ExitCode> {
  try {
    // throws if the current folder was deleted, in which no worker can start
    process.cwd();
    return await runGroup(PROGRAM, words, []);
  } catch (error) {
    // the command line could not be read, so its flags are not known
    return reportError(error, { json: words.includes('--json'), quiet: false, verbose: words.includes('--verbose') });
  }
}

/** @param names Names of the group; none for the program. */
async function runGroup(group: CommandGroup, words: readonly string[], names: readonly string[]): Promise<ExitCode> {
  const at = firstOperandAt(words, COMMON_ARGUMENTS);
  if (at === undefined) {
    const { help, version } = readArguments(words, COMMON_ARGUMENTS);
    if (!help && !version) throw new UsageError('No command given.');
    if (version) print(packageJson.version);
    else await showHelp(names);
    return EXIT.done;
  }
  const rest = words.toSpliced(at, 1);
  if (words[at] === 'help' && group !== PROGRAM) return runGroup(PROGRAM, ['help', ...names, ...rest], []);
  const entry = findCommand(group, words[at], names);
  return 'commands' in entry ? runGroup(entry, rest, [...names, commandName(entry)]) : runCommand(entry, rest, names);
}

/** @param parents Names of the groups that hold the command. */
async function runCommand(
  entry: CommandEntry,
  words: readonly string[],
  parents: readonly string[],
): Promise<ExitCode> {
  const command = await entry.load();
  const name = commandName(entry);
  const table = addPythonFlags(command.addFlags(COMMON_ARGUMENTS), name);
  const flags = readArguments(words, table);
  const { json, quiet, verbose, dataDir, version, help } = flags;
  if (version || help) {
    if (version) print(packageJson.version);
    else await showCommandHelp(entry, parents);
    return EXIT.done;
  }
  const output = { json, quiet, verbose, dataDir };
  try {
    tellPythonFlags(flags, name, output);
    return await command.run(flags, output);
  } catch (error) {
    return reportError(error, output);
  }
}
