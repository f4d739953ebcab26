// cspell:ignore chek fixd scna recomend
import { existsSync, openSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Ran, rbassist, start } from './support/rbassist.ts';

/** A call in a stack trace. */
const STACK = /^ {4}at /m;
/** An option as the library names it, at the start of a message. */
const API_NAME = /rbassist: (?!--)(?:[a-z]+[A-Z.]\w*|\w+) must be/;
/** A sentence, then where to find help. */
const USAGE =
  /^rbassist: \S.*[.?]\n(?:Type it like this: rbassist .*\n)?(?:Run `rbassist [^`]*--help` for help\.\n|\nUsage: rbassist )/;

let dataDir: string;
beforeAll(async () => {
  dataDir = await temporaryFolder('odd-usage');
});

/** Runs a line of words in an empty library, and checks that it ends as every command does. */
async function tried(...words: string[]): Promise<Ran> {
  const ran = await rbassist(...words);
  expect(ran.stderr).not.toMatch(STACK);
  expect(ran.stderr).not.toMatch(/undefined|\[object /);
  expect(ran.stderr).not.toContain('\u001b');
  return ran;
}

describe('a command line with a mistake', () => {
  it.each([
    ['scna music', 'Did you mean `rbassist scan`?'],
    ['recomend x', 'Did you mean `rbassist recommend`?'],
    ['analyse x', 'Did you mean `rbassist analyze`?'],
    ['dupcheck', 'Did you mean `rbassist dup-check`?'],
    ['library chek', 'Did you mean `rbassist library check`?'],
    ['library-check', 'Did you mean `rbassist library check`?'],
    ['check', 'Did you mean `rbassist xml check` or `rbassist library check`?'],
    ['repair', 'Did you mean `rbassist library repair`?'],
    ['pull m', 'Did you mean `rbassist model pull`?'],
    ['library scan', 'Did you mean `rbassist scan`?'],
    ['library', 'No command given.'],
    ['library --json=no', '--json takes no value.'],
    ['recommend x --tpo 5', 'Did you mean "--top"?'],
    ['recommend x -top 5', 'Did you mean "--top"?'],
    ['recommend x –top 5', 'Write --top with two hyphens.'],
    ['stats --data_dir x', 'Did you mean "--data-dir"?'],
    ['stats --no-data-dir', 'Did you mean "--data-dir"?'],
    ['beatgrid x --mode fixd', 'Did you mean "fixed"?'],
    ['completion bsh', 'Did you mean "bash"?'],
    ['stats --csv x', '--csv is an option of `rbassist dup-check` and `rbassist tags-auto`, not of this command.'],
    ['scan x --dest y', '--dest is an option of `rbassist dup-stage` and `rbassist dup-unstage`, not of this command.'],
    [
      'stats --workers 2',
      /^rbassist: --workers is an option of `rbassist scan` and \d other commands, not of this command\./,
    ],
    ['scan x --no-move', '--no-move is an option of `rbassist dup-stage`, not of this command.'],
    ['--top 5 recommend x', 'Put --top after the command.'],
    ['help nope', 'Unknown command "nope".'],
    ['/music/house', 'A command is missing before "/music/house". To scan it, run `rbassist scan /music/house`.'],
    ['D:\\Music', 'A command is missing before "D:\\Music". To scan it, run `rbassist scan '],
    ['library/check', 'Did you mean `rbassist library check`?'],
    ['--cue-template ./x.yml analyze', 'Put --cue-template after the command.'],
    ['unstage', 'Did you mean `rbassist dup-unstage`?'],
    ['failures', 'Did you mean `rbassist failed`?'],
    ['stats -qx', /Unknown option "-qx"\.\nRun/],
    ['scan -qx', 'Put "--" before paths that begin with "-".'],
    ['-- stats', 'No command given.'],
    ['help scan x', 'Unexpected argument "x".'],
    ['show da funk', 'Put names with spaces in quotes.'],
    ['recommend', 'Missing argument <seeds..>: path of a track, or words of its artist, title or path, in any order'],
    ['stats x', 'This command takes no arguments.'],
    ['stats --data-dir', '--data-dir needs a value.'],
    ['stats --data-dir=', 'The value of --data-dir is empty.'],
    ['stats --data-dir a --data-dir b', '--data-dir is given twice, with different values.'],
    ['recommend x --tempo-pct 5,5', 'Write 5.5.'],
    ['recommend x --top 0x10', '--top must be a number, not "0x10".'],
    ['---', 'Unknown option "---".'],
    ['--=x', 'Unknown option "--=x".'],
    ['-', 'Unknown command "-".'],
    ['=', 'Unknown command "=".'],
    ['constructor', 'Unknown command "constructor".'],
    ['toString', 'Unknown command "toString".'],
    ['__proto__ x', 'Unknown command "__proto__".'],
    ['library constructor', 'Unknown command "library constructor".'],
    ['stats --__proto__ x', 'Unknown option "--__proto__".'],
    ['stats --constructor', 'Unknown option "--constructor".'],
  ])('explains the mistake, and suggests a correction: %s', async (line, reason) => {
    const { code, stdout, stderr } = await tried(...line.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(USAGE);
    if (typeof reason === 'string') expect(stderr).toContain(reason);
    else expect(stderr).toMatch(reason);
  });

  it.each([['a\u001b[2J\nb'], ['\ud800'], ['é'.repeat(5000)], ['--\u202edeman'], [' ']])(
    'shows odd characters harmlessly, and cuts long words: %j',
    async (word) => {
      const { code, stderr } = await tried(word);
      expect(code).toBe(2);
      expect(stderr).toMatch(USAGE);
      expect(stderr.length).toBeLessThan(200);
    },
  );

  it('is a document too with --json', async () => {
    const { stdout } = await tried('library', 'chek', '--json');
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'usage',
        message: 'Unknown command "library chek". Did you mean `rbassist library check`?',
        remedies: [],
      },
    });
  });
});

describe('help', () => {
  it('lists the everyday commands on stderr for a bare "rbassist"', async () => {
    const { code, stdout, stderr } = await tried();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^rbassist: No command given\.\n\nUsage: rbassist <command> \[options\]\n/);
    expect(stderr).toContain('\n  scan [paths..] ');
    expect(stderr).toMatch(/\n\nRun `rbassist help` for all commands\.\n$/);
    expect(stderr.split('\n').length).toBeLessThan(24);
  });

  it.each([
    ['help', 'Usage: rbassist <command>'],
    ['/?', 'Usage: rbassist <command>'],
    ['-h', 'Usage: rbassist <command>'],
    ['help scan', 'Usage: rbassist scan [paths..]'],
    ['scan --help --top=x --bad', 'Usage: rbassist scan [paths..]'],
    ['scan /a -h', 'Usage: rbassist scan [paths..]'],
    ['help library', 'Usage: rbassist library <command>'],
    ['library help', 'Usage: rbassist library <command>'],
    ['library --help', 'Usage: rbassist library <command>'],
    ['library /?', 'Usage: rbassist library <command>'],
    ['help library check', 'Usage: rbassist library check'],
    ['library help check', 'Usage: rbassist library check'],
    ['help help', 'Usage: rbassist help'],
  ])('answers "%s" with "%s"', async (line, usage) => {
    const { code, stdout, stderr } = await tried(...line.split(' '));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.startsWith(usage)).toBe(true);
  });

  it('describes commands as data', async () => {
    const all = JSON.parse((await tried('help', '--json')).stdout);
    expect(all.map(({ command }: { command: string }) => command)).toContain('model pull');
    const [check, ...others] = JSON.parse((await tried('help', 'library', 'check', '--json')).stdout);
    expect(check).toMatchObject({ command: 'library check', usage: 'rbassist library check', group: 'Maintenance' });
    expect(others).toEqual([]);
  });

  it.each([['nope'], ['library nope'], ['scan x']])('as data refuses %j', async (names) => {
    const { code, stdout } = await tried('help', '--json', ...names.split(' '));
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'usage' } });
  });

  it.each(['version', '-v', '-vh', '-hv', 'stats -qv', '--version', '--version extra --bad', 'scan --version'])(
    'prints the version: %s',
    async (line) => {
      const { code, stdout, stderr } = await tried(...line.split(' '));
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
    },
  );
});

it.each(['version --json', '--version --json'])('%s answers in JSON', async (line) => {
  const { code, stdout } = await tried(...line.split(' '));
  expect({ code, answer: JSON.parse(stdout) }).toEqual({ code: 0, answer: { version: expect.any(String) } });
});

describe('a number out of range', async () => {
  const described = JSON.parse((await rbassist('help', '--json')).stdout);
  const numeric: [string, string][] = described.flatMap(({ command, flags }: typeof described) =>
    // it asks for a playlist before it reads numbers
    (command === 'playlist-expand' ? [] : flags)
      .filter(({ type }: { type: string }) => type === 'number')
      .map(({ name }: { name: string }) => [command, name]),
  );
  const operands = (name: string): string[] => {
    const found = described.find(({ command }: { command: string }) => command === name);
    // these need a path too, or another source of paths
    const needsPath = ['scan', 'watch', 'embed'].includes(name);
    return found.operands.flatMap(({ required }: { required: boolean }, i: number) =>
      required || needsPath ? [join(homedir(), `no-such-${i}.mp3`)] : [],
    );
  };
  const given = (command: string, name: string, value: string) =>
    tried(
      ...command.split(' '),
      ...operands(command),
      ...(/^ai-tag (?:accept|reject)$/.test(command) ? ['--all'] : []),
      `--${name}=${value}`,
      ...['--data-dir', dataDir],
    );

  it.each(numeric)('of %s --%s is told by that name', async (command, name) => {
    for (const value of ['NaN', '1e999']) {
      const { code, stderr } = await given(command, name, value);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: `rbassist: --${name} must be a number, not "${value}".\nRun \`rbassist ${command} --help\` for help.\n`,
      });
    }
    // these follow a file or a network until they are stopped
    const isEndless = ['watch', 'xml watch', 'djlink-listen'].includes(command);
    for (const value of isEndless ? ['-1'] : ['-1', '1.5']) {
      const { code, stderr } = await given(command, name, value);
      expect(stderr).not.toMatch(API_NAME);
      // these read their files before some of their numbers
      if (code === 2 && command !== 'playlist-expand' && !(command === 'xml diff' && value === '1.5'))
        expect(stderr).toMatch(new RegExp(`^rbassist: --${name} must be .+, not ${Number(value)}\\.\n$`));
    }
  });

  // these have a range, whatever the library holds
  it.each([
    ['recommend', 'top', '-1'],
    ['recommend', 'tempo-pct', '-1'],
    ['scan', 'workers', '-1'],
    ['scan', 'checkpoint-every', '0'],
    ['scan', 'time-limit-s', '0'],
    ['analyze', 'duration-s', '-1'],
    ['beatgrid', 'drift-pct', '0'],
    ['beatgrid', 'bars-window', '0'],
    ['cues', 'duration', '-1'],
    ['features', 'limit', '-1'],
    ['embed', 'workers', '1.5'],
    ['scan', 'batch-size', '0'],
    ['scan', 'max-batch-seconds', '0'],
    ['embed', 'layer', '-1'],
    ['normalize', 'target-lufs', '3'],
    ['dup-check', 'max-difference', '2'],
  ])('%s --%s %s is refused', async (command, name, value) => {
    expect(await given(command, name, value)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`--${name} must be `),
    });
  });
});

describe('a process', () => {
  it.skipIf(process.platform === 'win32')('ends quietly without stdin, stdout or stderr', async () => {
    const shell = 'exec "$0" "$@" <&- >&- 2>&-';
    for (const words of [['stats'], ['--help'], ['scna']]) {
      const { code } = await start([...words, '--data-dir', dataDir], {}, undefined, ['/bin/sh', '-c', shell]).ended;
      expect(code).toBe(words[0] === 'scna' ? 2 : 0);
    }
  });

  it.skipIf(!existsSync('/dev/full'))('has its exit code also where stderr is full', async () => {
    const full = openSync('/dev/full', 'w');
    expect((await start(['scna'], {}, ['ignore', 'pipe', full]).ended).code).toBe(2);
    expect((await start(['stats', '--data-dir', dataDir], {}, ['ignore', full, full]).ended).code).toBe(1);
  });

  it.skipIf(process.platform === 'win32')('keeps a library in the home folder for --data-dir=~/x', async () => {
    const home = await temporaryFolder('home');
    const { code, stdout } = await start(['stats', '--data-dir=~/x', '--json'], { HOME: home }).ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ dataDir: join(home, 'x') });
  });
});
