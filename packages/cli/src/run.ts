import type { Settings } from '@rbassist/library';
import { briefHelp } from './arguments/command-help.ts';
import { commandsWithFlag } from './arguments/command-list.ts';
import { findCommand } from './arguments/find-command.ts';
import { firstOperandAt, isGiven, readArguments } from './arguments/read-arguments.ts';
import { showHelp } from './arguments/show-help.ts';
import { UnknownFlagError, UsageError } from './arguments/usage-error.ts';
import { COMMON_ARGUMENTS } from './command.ts';
import { showVersion } from './commands/version.ts';
import { type CommandEntry, type CommandGroup, commandName, PROGRAM } from './commands.ts';
import type { ExitCode } from './exit-codes.ts';
import { addPythonFlags, tellPythonFlags } from './flags/python-flags.ts';
import { reportError } from './output/error-report.ts';
import { type Output, wrapLines } from './output/output.ts';
import { warnTo } from './output/warn-to.ts';
import { wrapProse } from './output/wrap-prose.ts';
import { withSettings } from './settings/with-settings.ts';

/** Windows spelling of `--help`. */
const WINDOWS_HELP = '/?';

/** A command, or a group without one. */
interface Target {
  entry: CommandEntry | CommandGroup;
  /** Its names, e.g. `['library', 'check']`. */
  names: readonly string[];
  words: readonly string[];
}

/**
 * Runs a command line.
 *
 * @param words The arguments after `rbassist`.
 * @returns the exit code: 0 done, 1 something failed, 2 usage, 130 interrupted.
 */
export async function run(words: readonly string[]): Promise<ExitCode> {
  wrapLines(wrapProse);
  try {
    if (isGiven(words, COMMON_ARGUMENTS, 'version')) return showVersion(outputOf(words));
    const { entry, ...target } = findTarget(words);
    return 'commands' in entry ? await runGroup(entry, target) : await runCommand(entry, target);
  } catch (error) {
    return reportError(error, outputOf(words));
  }
}

function findTarget(typed: readonly string[]): Target {
  const all = splitNames(typed);
  let entry: CommandEntry | CommandGroup = PROGRAM;
  let names: readonly string[] = [];
  let words = all;
  while ('commands' in entry) {
    const at = firstOperandAt(words, COMMON_ARGUMENTS);
    if (at === undefined) break;
    const name = words[at];
    const others = words.toSpliced(at, 1);
    const isHelp = name === 'help' ? entry !== PROGRAM : name === WINDOWS_HELP;
    if (isHelp) return findTarget(['help', ...names, ...others]);
    entry = findCommand(entry, name, names, words[at - 1]);
    names = [...names, name];
    words = others;
  }
  return { entry, names, words };
}

/** Accepts the names of a group and its command in one word, as in `eval:tempo`. */
function splitNames(words: readonly string[]): readonly string[] {
  const at = firstOperandAt(words, COMMON_ARGUMENTS);
  const [group, command, ...rest] = at === undefined ? [] : words[at].split(':');
  if (at === undefined || command === undefined || rest.length > 0) return words;
  const entry = PROGRAM.commands.find((one) => commandName(one) === group);
  return entry && 'commands' in entry ? words.toSpliced(at, 1, group, command) : words;
}

async function runGroup(group: CommandGroup, { names, words }: Omit<Target, 'entry'>): Promise<ExitCode> {
  if (isGiven(words, COMMON_ARGUMENTS, 'help')) return showHelp(names);
  try {
    const end = words.indexOf('--');
    readArguments(end < 0 ? words : words.slice(0, end), COMMON_ARGUMENTS);
    throw new UsageError('No command given.', { help: briefHelp(group, names) });
  } catch (error) {
    return reportError(await explained(error), outputOf(words), { names });
  }
}

async function runCommand(entry: CommandEntry, { names, words }: Omit<Target, 'entry'>): Promise<ExitCode> {
  const command = await entry.load();
  const name = names.join(' ');
  const table = addPythonFlags(command.addFlags(COMMON_ARGUMENTS), name);
  if (isGiven(words, table, 'help')) return showHelp(names);
  let output = outputOf(words);
  try {
    // throws if the current folder was deleted: workers can't start there
    if (command.needs !== 'nothing') process.cwd();
    const typed = readArguments(words, table);
    const { json, quiet, verbose, dataDir } = typed;
    output = { json, quiet, verbose, dataDir };
    const settings = command.needs === 'settings' ? await readSettings(output) : {};
    const isPreset = 'preset' in typed && !table.flags.get('preset')?.isOwnPreset;
    const preset = isPreset ? (typed.preset as string | undefined) : undefined;
    const flags = readArguments(words, withSettings(table, settings, preset));
    tellPythonFlags(flags, name, output);
    const { dataDir: library, keyNotation } = settings;
    return await command.run(flags, { ...output, library, keyNotation });
  } catch (error) {
    return reportError(await explained(error), output, { names, table });
  }
}

/** Adds to an unknown flag the commands that have it. */
async function explained(error: unknown): Promise<unknown> {
  if (!(error instanceof UnknownFlagError)) return error;
  const owners = await commandsWithFlag(error.flag);
  if (owners.length === 0) return error;
  const [first, ...others] = owners.map((names) => `\`rbassist ${names}\``);
  const more =
    others.length > 1 ? ` and ${others.length} other commands` : others.map((name) => ` and ${name}`).join('');
  return new UsageError(`${error.flag} is an option of ${first}${more}, not of this command.`);
}

/** Returns the output options in words that can't be parsed. */
function outputOf(words: readonly string[]): Output {
  return { json: words.includes('--json'), quiet: false, verbose: words.includes('--verbose') };
}

async function readSettings(output: Output): Promise<Settings> {
  const { readConfig } = await import('@rbassist/library');
  const { settings } = await readConfig({ dataDir: output.dataDir, onWarning: warnTo(output) });
  return settings;
}
