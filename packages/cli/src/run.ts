import type { Settings } from '@rbassist/library';
import packageJson from '../package.json' with { type: 'json' };
import { helpText } from './arguments/help-text.ts';
import { firstOperandAt, readArguments } from './arguments/read-arguments.ts';
import { UsageError } from './arguments/usage-error.ts';
import { COMMON_ARGUMENTS } from './command.ts';
import { COMMANDS, type CommandEntry, type CommandGroup, commandName } from './commands.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { addPythonFlags, tellPythonFlags } from './flags/python-flags.ts';
import { reportError } from './output/error-report.ts';
import { complain, type Output, print } from './output/output.ts';
import { withRemedies } from './output/remedy-text.ts';
import { withSettings } from './settings/with-settings.ts';

const MAX_WIDTH = 110;

const PROGRAM: CommandGroup = {
  spelling: 'rbassist <command>',
  summary: 'Listens to a DJ library and tells what mixes with what.',
  commands: COMMANDS,
};
const EXIT_CODES = 'Exit codes: 0 done, 1 something failed, 2 usage, 130 interrupted.';

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

/** @param parents Names of the groups that hold this one. */
async function runGroup(group: CommandGroup, words: readonly string[], parents: readonly string[]): Promise<ExitCode> {
  const names = [...parents, commandName(group)];
  const at = firstOperandAt(words, COMMON_ARGUMENTS);
  if (at !== undefined) {
    const entry = group.commands.find((command) => commandName(command) === words[at]);
    if (!entry) throw new UsageError(`Unknown command "${[...names.slice(1), words[at]].join(' ')}".`);
    const rest = words.toSpliced(at, 1);
    return 'commands' in entry ? runGroup(entry, rest, names) : runCommand(entry, rest, names);
  }
  const { help, version } = readArguments(words, COMMON_ARGUMENTS);
  if (!help && !version) throw new UsageError('No command given.');
  const commands = group.commands.map(({ spelling, summary: text }) => ({
    name: [...names, spelling].join(' '),
    text,
  }));
  const end = group === PROGRAM ? EXIT_CODES : undefined;
  const { summary } = group;
  const usage = [...parents, group.spelling].join(' ');
  const text = () => helpText({ usage, summary, commands, table: COMMON_ARGUMENTS, end }, helpWidth());
  print(version ? packageJson.version : text());
  return EXIT.done;
}

async function runCommand(
  entry: CommandEntry,
  words: readonly string[],
  parents: readonly string[],
): Promise<ExitCode> {
  const { spelling, summary } = entry;
  const command = await entry.load();
  const name = commandName(entry);
  const table = addPythonFlags(command.addFlags(COMMON_ARGUMENTS), name);
  const typed = readArguments(words, table);
  const { json, quiet, verbose, dataDir, version, help } = typed;
  if (version || help) {
    const text = () => helpText({ usage: [...parents, spelling].join(' '), summary, table }, helpWidth());
    print(version ? packageJson.version : text());
    return EXIT.done;
  }
  const output = { json, quiet, verbose, dataDir };
  try {
    const settings = await readSettings(output);
    const preset = 'preset' in typed ? (typed.preset as string | undefined) : undefined;
    const flags = readArguments(words, withSettings(table, settings, preset));
    tellPythonFlags(flags, name, output);
    const { dataDir: library, keyNotation } = settings;
    return await command.run(flags, { ...output, library, keyNotation });
  } catch (error) {
    return reportError(error, output);
  }
}

/** Reads the configuration files, and says what is odd about them. */
async function readSettings(output: Output): Promise<Settings> {
  const { readConfig } = await import('@rbassist/library');
  const { settings } = await readConfig({
    dataDir: output.dataDir,
    onWarning: ({ message, remedies }) => complain(`Warning: ${withRemedies(message, remedies, output)}`),
  });
  return settings;
}

function helpWidth(): number {
  return Math.min(MAX_WIDTH, process.stdout.columns ?? MAX_WIDTH);
}
