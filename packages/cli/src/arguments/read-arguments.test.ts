import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { COMMON_ARGUMENTS } from '../command.ts';
import { COMMANDS, type CommandEntry, type CommandGroup } from '../commands.ts';
import { ArgumentTable } from './argument-table.ts';
import { firstOperandAt, isGiven, readArguments } from './read-arguments.ts';
import { UsageError } from './usage-error.ts';

const TABLE = new ArgumentTable<unknown>()
  .positional('paths', { type: 'string', array: true, describe: 'Files' })
  .options({
    dest: { type: 'string', describe: 'Folder' },
    since: { type: 'string', takesEmpty: true, describe: 'Date' },
    top: { type: 'number', default: 25, describe: 'Count' },
    mode: { choices: ['auto', 'fixed'], default: 'auto', describe: 'Grid' },
    'keep-in': { type: 'string', array: true, path: 'folder', describe: 'Folder' },
    'dry-run': { type: 'boolean', default: false, alias: 'try', describe: 'No change' },
    resume: { type: 'boolean', default: true, describe: 'Go on' },
    quiet: { type: 'boolean', alias: 'q', default: false, describe: 'Quiet' },
    help: { type: 'boolean', alias: 'h', default: false, describe: 'Help' },
  });
const SEED = new ArgumentTable<unknown>().positional('seed', { type: 'string', demandOption: true, describe: 'Track' });
const NONE = new ArgumentTable<unknown>().option('json', { type: 'boolean', default: false, describe: 'JSON' });

const DEFAULTS = {
  paths: [],
  top: 25,
  mode: 'auto',
  keepIn: [],
  dryRun: false,
  resume: true,
  quiet: false,
  help: false,
};

describe('readArguments', () => {
  it.each<[string[], object]>([
    [[], {}],
    [['a', '--dest', 'd', 'b'], { paths: ['a', 'b'], dest: 'd' }],
    [['--dest=d', '--top=3', '--mode', 'fixed'], { dest: 'd', top: 3, mode: 'fixed' }],
    [['--top', '-11.5'], { top: -11.5 }],
    [['--dest=-d'], { dest: '-d' }],
    [['--dest=a=b'], { dest: 'a=b' }],
    [['--try', '--no-resume', '-q'], { dryRun: true, resume: false, quiet: true }],
    [['--no-dry-run'], {}],
    [['--keep-in', 'a', '--keep-in', 'b', 'c'], { keepIn: ['a', 'b'], paths: ['c'] }],
    [['-q', '--quiet', '--top', '5', '--top=5'], { quiet: true, top: 5 }],
    [['--', '-dash.mp3', '--dest', '--', '-'], { paths: ['-dash.mp3', '--dest', '--', '-'] }],
    [['a', '--dest', 'd', '--', 'b'], { paths: ['a', 'b'], dest: 'd' }],
    [['a', '--'], { paths: ['a'] }],
    [['-', ' ', '1', 'true', 'no', '__proto__', '='], { paths: ['-', ' ', '1', 'true', 'no', '__proto__', '='] }],
    [['--top', '1e2'], { top: 100 }],
    [['--top', '.5'], { top: 0.5 }],
    [['~', '~/a', './~', 'a~', '~you/a'], { paths: [homedir(), `${homedir()}/a`, './~', 'a~', '~you/a'] }],
    [['--', '~/a'], { paths: [`${homedir()}/a`] }],
    [['--dest=~/x'], { dest: '~/x' }],
    [['--keep-in=~/x', '--keep-in', '~'], { keepIn: [`${homedir()}/x`, homedir()] }],
    [['–', '—x'], { paths: ['–', '—x'] }],
    [['--', '–top'], { paths: ['–top'] }],
    [['--since', '', '--since='], { since: '' }],
  ])('reads %j', (words, expected) => {
    expect(readArguments(words, TABLE)).toEqual({ ...DEFAULTS, ...expected });
  });

  it.each<[string[], RegExp]>([
    [['--'], /no argument after "--"/],
    [['--dry-run', '--'], /no argument after "--"/],
    [[''], /empty.*variable/],
    [['a', ''], /empty/],
    [['--', ''], /empty/],
    [['--dest', ''], /value of --dest is empty/],
    [['--dest='], /value of --dest is empty/],
    [['--keep-in', ''], /empty/],
    [['--top', ''], /--top needs|empty/],
    [['--top', ' '], /--top must be a number/],
    [['--top', 'many'], /--top must be a number, not "many"\.$/],
    [['--top', '5,5'], /--top must be a number, not "5,5"\. Write 5\.5\.$/],
    [['--top', '1,234.5'], /not "1,234\.5"\.$/],
    [['--top', '0x10'], /--top must be a number/],
    [['--top', '1e999'], /--top must be a number/],
    [['--top', 'NaN'], /--top must be a number/],
    [['--top', '٣'], /--top must be a number/],
    [['--top', 'x'.repeat(1e5)], /^--top must be a number, not "x{60}…"\.$/],
    [['--top', 'Infinity'], /--top must be a number/],
    [['--mode', 'Auto'], /--mode must be one of auto, fixed, not "Auto"\. Did you mean "auto"\?$/],
    [['--mode', 'fixd'], /Did you mean "fixed"\?$/],
    [['--mode', 'quick'], /not "quick"\.$/],
    [['--dest'], /--dest needs a value/],
    [['--dest', '--dry-run'], /--dest needs a value.*--dest=--dry-run/],
    [['--dest', '-q'], /--dest needs a value/],
    [['--dest', '--', 'a'], /--dest needs a value/],
    [['--top', '--dest', 'd'], /--top needs a value/],
    [['--dest', 'a', '--dest', 'b'], /--dest is given twice/],
    [['--resume', '--no-resume'], /--resume is given twice/],
    [['--dry-run=no'], /^--dry-run takes no value\. Write --dry-run alone, or --no-dry-run for the opposite\.$/],
    [['--dry-run=true'], /takes no value/],
    [['--no-resume=1'], /--no-resume takes no value.*--resume/],
    [['--no-dest'], /Unknown option "--no-dest"/],
    [['--no-no-resume'], /Unknown option/],
    [['--Dest', 'd'], /Unknown option "--Dest"/],
    [['--dryRun'], /Unknown option/],
    [['--des', 'd'], /Unknown option "--des"/],
    [['--dest.x', 'd'], /Unknown option/],
    [['--__proto__', 'd'], /Unknown option/],
    [['--constructor=1'], /Unknown option/],
    [['-dash.mp3'], /Unknown option "-dash.mp3".*Put "--" before/],
    [['-hello.mp3'], /Unknown option "-hello.mp3"/],
    [['-1'], /Unknown option "-1"/],
    [['---'], /^Unknown option "---"\.$/],
    [['--=x'], /^Unknown option/],
    [['-='], /^Unknown option "-="/],
    [['--tpo', '5'], /^Unknown option "--tpo"\. Did you mean "--top"\?$/],
    [['-top', '5'], /^Unknown option "-top"\. Did you mean "--top"\?$/],
    [['-top=5'], /Did you mean "--top"\?$/],
    [['--keep_in=x'], /Did you mean "--keep-in"\?$/],
    [['--TOP=5'], /Did you mean "--top"\?$/],
    [['--dryrun'], /Did you mean "--dry-run"\?$/],
    [['--no-dest'], /Did you mean "--dest"\?$/],
    [['--no-resum'], /Did you mean "--no-resume"\?$/],
    [['--unlike-any'], /^Unknown option "--unlike-any"\.$/],
    [['-t', '5'], /^Unknown option "-t"\. Put "--" before paths that begin with "-"\.$/],
    [['–top', '5'], /"–top" begins with a long dash\. Write --top with two hyphens\./],
    [['—dest=x'], /Write --dest=x with/],
    [[`--${'x'.repeat(1e5)}`], /^Unknown option "--x{58}…"\.$/],
    [['--\ud800'], /^Unknown option/],
  ])('refuses %j', (words, reason) => {
    expect(() => readArguments(words, TABLE)).toThrow(UsageError);
    expect(() => readArguments(words, TABLE)).toThrow(reason);
  });

  it('accepts the number of operands that the command declares', () => {
    expect(readArguments(['--', '-x'], SEED)).toEqual({ seed: '-x' });
    expect(() => readArguments([], SEED)).toThrow('Missing argument <seed>: track.');
    expect(() => readArguments(['--'], SEED)).toThrow('no argument after "--"');
    expect(() => readArguments(['a', 'b'], SEED)).toThrow('Unexpected argument "b". Put names with spaces in quotes.');
    expect(() => readArguments(['a', '--', 'b'], SEED)).toThrow('Unexpected argument "b"');
    expect(() => readArguments(['a', 'b c', '--', '-d'], SEED)).toThrow(
      expect.objectContaining({ meant: ['a b c -d', '--'] }),
    );
    expect(readArguments(['--'], NONE)).toEqual({ json: false });
    for (const words of [['x'], ['--', 'x'], ['--', '--json']])
      expect(() => readArguments(words, NONE)).toThrow('Unexpected argument');
  });
});

describe('isGiven', () => {
  it.each<[string[], boolean]>([
    [['-h'], true],
    [['--no-such', '--help', '--top'], true],
    [['-qh'], true],
    [['-hq'], true],
    [['-hx'], false],
    [['--top=-h'], false],
    [['-hello.mp3'], false],
    [['--help=yes'], false],
    [['--dest', '--help'], false],
    [['--', '--help'], false],
    [[], false],
  ])('looks for help among %j', (words, given) => {
    expect(isGiven(words, TABLE, 'help')).toBe(given);
  });
});

describe('firstOperandAt', () => {
  it.each<[string[], number | undefined]>([
    [['scan', '--dest', 'x'], 0],
    [['--dest', 'x', 'scan'], 2],
    [['--dest=x', '-q', 'scan'], 2],
    [['--', 'scan'], undefined],
    [['-q'], undefined],
  ])('finds that of %j', (words, at) => {
    expect(firstOperandAt(words, TABLE)).toBe(at);
  });
});

const commandsOf = (entries: readonly (CommandEntry | CommandGroup)[]): CommandEntry[] =>
  entries.flatMap((entry) => ('commands' in entry ? commandsOf(entry.commands) : [entry]));

it.each(commandsOf(COMMANDS))('$spelling names the arguments that the command takes', async ({ spelling, load }) => {
  const { operands } = (await load()).addFlags(COMMON_ARGUMENTS);
  const words = [...operands].map(([name, { array, demandOption }]) => {
    const word = array ? `${name}..` : name;
    return demandOption ? `<${word}>` : `[${word}]`;
  });
  expect(spelling.split(' ').slice(1)).toEqual(words);
});
