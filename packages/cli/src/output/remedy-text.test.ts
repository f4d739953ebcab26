import type { Remedy } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../arguments/read-arguments.ts';
import { COMMON_ARGUMENTS } from '../command.ts';
import { COMMANDS, type CommandEntry, type CommandGroup, commandName } from '../commands.ts';
import { stepsText, withRemedies } from './remedy-text.ts';

const REMEDIES: readonly Remedy[] = [
  { action: 'rescan' },
  { action: 'rescan', paths: ["/music/Don't Stop.mp3"], reEmbed: true },
  { action: 'rebuild-index' },
  { action: 'rebuild-index', incremental: true },
  { action: 'repair' },
  { action: 'repair', folders: true },
  { action: 'prune' },
  { action: 'pull-model', model: 'org/little' },
  { action: 'replace-model', model: 'org/little' },
];

describe('withRemedies', () => {
  it('puts remedies after the message', () => {
    expect(withRemedies('It is gone.')).toBe('It is gone.');
    expect(withRemedies('It is gone.', [{ action: 'toString' } as never, { action: 'prune' }])).toBe(
      'It is gone. Run `rbassist library prune`.',
    );
    expect(withRemedies('It is gone.', [{ action: 'rescan' }, { action: 'prune' }])).toBe(
      'It is gone. Run `rbassist scan FOLDER`, or run `rbassist library prune`.',
    );
    expect(withRemedies('It is slow.', [{ action: 'choose-device', device: 'cpu' }])).toBe(
      'It is slow. Use --device cpu.',
    );
    expect(withRemedies('It is missing.', [{ action: 'install', dependency: 'onnxruntime-node' }])).toBe(
      'It is missing. Run `ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node`.',
    );
  });

  it('mentions when the lock of a crashed process expires', () => {
    expect(withRemedies('It is busy.', [{ action: 'wait-for-process' }])).toBe(
      'It is busy. Wait for it to finish, then run the same command again.',
    );
    expect(withRemedies('It is busy.', [{ action: 'wait-for-process', lapseS: 120 }])).toBe(
      'It is busy. Wait for it to finish, then run the same command again; if it has crashed, its lock expires after 120 seconds.',
    );
  });

  it('repeats the data folder that was given', () => {
    expect(withRemedies('', [{ action: 'rebuild-index' }], { dataDir: './data' })).toContain(
      '`rbassist index --data-dir ./data`',
    );
    expect(stepsText([{ action: 'repair' }, { action: 'rescan' }], { dataDir: 'd' })).toBe(
      'run `rbassist library repair --data-dir d`, then run `rbassist scan FOLDER --data-dir d`',
    );
  });

  it.skipIf(process.platform === 'win32')('quotes what a shell would change', () => {
    const text = withRemedies('', [REMEDIES[1]], { dataDir: '/my $music' });
    expect(text).toContain(`\`rbassist scan --re-embed '/music/Don'\\''t Stop.mp3' --data-dir '/my $music'\``);
  });

  it.each(REMEDIES)('names commands and flags that exist for %o', async (remedy) => {
    const text = stepsText([remedy], { dataDir: 'data' });
    const commands = [...text.matchAll(/`rbassist ([^`]+)`/g)].map(([, words]) => words.split(' '));
    expect(commands.length).toBeGreaterThan(0);
    for (const words of commands) await expectValid(words);
  });
});

async function expectValid(words: readonly string[], entries: readonly (CommandEntry | CommandGroup)[] = COMMANDS) {
  const [name, ...rest] = words;
  const entry = entries.find((command) => commandName(command) === name);
  if (entry === undefined) throw new Error(`There is no command ${name}.`);
  if ('commands' in entry) return expectValid(rest, entry.commands);
  const command = await entry.load();
  readArguments(rest, command.addFlags(COMMON_ARGUMENTS));
}
