import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { bashCompletion } from './bash.ts';
import { completionTable } from './completion-table.ts';
import { fishCompletion } from './fish.ts';
import { powershellCompletion } from './powershell.ts';
import { zshCompletion } from './zsh.ts';

const TABLE = await completionTable();
const isInstalled = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('completion');
  await mkdir(join(folder, 'house music'));
  await writeFile(join(folder, 'house.mp3'), '');
});

function runIn(shell: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(shell, args, { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** Command lines with the cursor at their end, and the words that a shell offers. */
const OFFERED: readonly (readonly [string, readonly string[]])[] = [
  ['rbassist re', ['recommend', 'recommend-sequence', 'rekordbox-import-mytags-db', 'reanalyze']],
  ['rbassist library re', ['repair', 'restore']],
  ['rbassist --data-dir scan library re', ['repair', 'restore']],
  ['rbassist help dup-', ['dup-check', 'dup-stage', 'dup-unstage']],
  ['rbassist completion ', ['bash', 'zsh', 'fish', 'powershell']],
  ['rbassist beatgrid --mode ', ['auto', 'fixed', 'dynamic']],
  ['rbassist embed --device c', ['cpu', 'cuda', 'coreml']],
  ['rbassist scan --no', ['--no-resume', '--no-analyze']],
  ['rbassist library prune --f', ['--force']],
  ['rbassist scan --verb', ['--verbose']],
  ['rbassist beatgrid --back', []],
  ['rbassist recommend --top ', []],
  ['rbassist stats ', []],
];

describe.skipIf(!isInstalled('bash'))('bash', () => {
  const offered = (words: readonly string[]) => {
    const call = `${bashCompletion(TABLE)}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rbassist; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return runIn('bash', ['-c', call, 'bash', ...words])
      .split('\n')
      .filter(Boolean);
  };

  it.each(OFFERED)('after "%s" offers %j', (line, words) => {
    expect(offered(line.split(' '))).toEqual(words);
  });

  it('completes the commands of a group after help', () => {
    expect(offered(['rbassist', 'help', 'library', 're'])).toEqual(['repair', 'restore']);
    expect(offered(['rbassist', 'help', 'model', ''])).toEqual(['pull', 'list', 'path', 'rm', 'verify']);
  });

  it('completes the value of --mode=', () => {
    expect(offered(['rbassist', 'beatgrid', '--mode', '='])).toEqual(['auto', 'fixed', 'dynamic']);
    expect(offered(['rbassist', 'beatgrid', '--mode', '=', 'f'])).toEqual(['fixed']);
  });

  it('leaves paths to bash, including those after --', () => {
    for (const line of ['rbassist scan hou', 'rbassist analyze --cue-template ', 'rbassist scan -- --no'])
      expect(offered(line.split(' '))).toEqual([]);
  });
});

describe.skipIf(!isInstalled('fish'))('fish', () => {
  const script = () => join(folder, 'rbassist.fish');
  beforeAll(() => writeFile(script(), fishCompletion(TABLE)));
  const offered = (line: string) => {
    // the script is longer than an argument may be
    const call = `source '${script()}'; complete -C '${line}'`;
    return runIn('fish', ['--no-config', '-c', call])
      .split('\n')
      .filter(Boolean)
      .map((row) => row.split('\t')[0]);
  };

  it.each(OFFERED)('after "%s" offers %j', (line, words) => {
    expect(offered(line).sort()).toEqual([...words].sort());
  });

  it('completes paths, and only folders for a folder', () => {
    expect(offered('rbassist scan hou').sort()).toEqual(['house music/', 'house.mp3']);
    expect(offered('rbassist dup-stage --dest hou')).toEqual(['house music/']);
    expect(offered('rbassist beatgrid --mode=f')).toEqual(['--mode=fixed']);
  });
});

describe.skipIf(!isInstalled('zsh'))('zsh', () => {
  it('can read the script', async () => {
    const script = join(folder, '_rbassist');
    await writeFile(script, zshCompletion(TABLE));
    runIn('zsh', ['-f', '-n', script]);
    const defined = `autoload -Uz compinit; compinit -u -D; source '${script}'; print $_comps[rbassist]`;
    expect(runIn('zsh', ['-f', '-c', defined]).trim()).toBe('_rbassist');
  });
});

describe.skipIf(!isInstalled('pwsh'))('PowerShell', () => {
  it.each(OFFERED.filter(([, words]) => words.length > 0))('after "%s" offers %j', (line, words) => {
    const find = `[System.Management.Automation.CommandCompletion]::CompleteInput('${line}', ${line.length}, $null).CompletionMatches.CompletionText`;
    const found = runIn('pwsh', ['-NoProfile', '-Command', `${powershellCompletion(TABLE)}\n${find}`]);
    expect(found.split(/\r?\n/).filter(Boolean)).toEqual(words);
  });
});

it('every script names each command and each flag of the help', () => {
  const scripts = [bashCompletion, fishCompletion, zshCompletion, powershellCompletion].map((write) => write(TABLE));
  for (const { names, flags } of TABLE)
    for (const word of [...names, ...flags.map(({ spelling }) => spelling.slice('--'.length))])
      for (const script of scripts) expect(script).toContain(word);
});
