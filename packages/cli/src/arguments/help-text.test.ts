import { describe, expect, it } from 'vitest';
import { COMMAND_SECTIONS, type CommandGroup, commandName, PROGRAM } from '../commands.ts';
import { groupHelp, listedName } from './command-help.ts';
import { listCommands } from './command-list.ts';
import { describeCommands } from './describe-commands.ts';
import { helpText } from './help-text.ts';

const DESCRIPTIONS = await describeCommands();
const AVOIDED = /\b(?:hears?|heard|listens?|remembers?|mends?|someone|so many|what is|whatever|forget)\b/i;
const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));
const groups = PROGRAM.commands.flatMap((entry): [CommandGroup, string[]][] =>
  'commands' in entry ? [[entry, [commandName(entry)]]] : [],
);

describe('helpText', () => {
  const rows = [
    { name: '--top <number>', text: 'Maximum number of tracks [default: 25]' },
    { name: '--a-name-wider-than-the-column', text: 'Starts below' },
  ];

  it('aligns texts, and starts the text of a wide name on the next line', () => {
    expect(helpText(['Usage: x', { heading: 'Options', rows }], 80)).toBe(
      [
        'Usage: x',
        '',
        'Options:',
        '  --top <number>  Maximum number of tracks [default: 25]',
        '  --a-name-wider-than-the-column',
        '                  Starts below',
      ].join('\n'),
    );
  });

  it.each([20, 30, 44])('stacks them in a window of %s columns', (width) => {
    const text = helpText([{ heading: 'Options', rows: rows.slice(0, 1) }], width);
    expect(text.split('\n')[1]).toBe('  --top <number>');
    expect(widest(text)).toBeLessThanOrEqual(width);
  });

  it('leaves out a section without rows', () => {
    expect(helpText(['Usage: x', { heading: 'Options', rows: [] }], 80)).toBe('Usage: x');
  });
});

describe.each(DESCRIPTIONS)(
  'the help of $command',
  ({ command, summary, details, operands, flags, examples, helpText: text }) => {
    it('fits into 80 columns', () => {
      expect(widest(text)).toBeLessThanOrEqual(80);
    });

    it('describes every argument with a capital and without a full stop', () => {
      for (const { describe: words } of [...operands, ...flags, { describe: summary }]) {
        expect(words).toMatch(/^[A-Z].*[^.\s]$/);
        expect(words).not.toMatch(/\[/);
      }
      for (const { does } of examples) expect(does).toMatch(/^[A-Z].*[^.\s]$/);
      if (details !== undefined) expect(details).toMatch(/^[A-Z].*\.$/);
      expect(text.replaceAll(command, '')).not.toMatch(AVOIDED);
    });

    it('has an example', () => {
      expect(examples.length).toBeGreaterThan(0);
      expect(examples.length).toBeLessThanOrEqual(4);
    });
  },
);

describe('the overview', () => {
  it.each<[CommandGroup, readonly string[]]>([[PROGRAM, []], ...groups])(
    'of %o fits into 80 columns, a line for each command',
    (group, names) => {
      const text = groupHelp(group, names, 80);
      expect(widest(text)).toBeLessThanOrEqual(80);
      for (const entry of group.commands) {
        // the summary of a very long name is on the next line
        expect(text.replaceAll(/(?<=\S)\s{2,}/g, '  '), entry.spelling).toContain(
          `  ${listedName(entry)}  ${entry.summary}`,
        );
      }
    },
  );

  it('has no empty heading, and a heading for each command', () => {
    const used = new Set(PROGRAM.commands.map(({ section = 'Other' }) => section));
    expect([...used]).toEqual([...COMMAND_SECTIONS]);
    expect(listCommands().map(({ names }) => names.join(' '))).toEqual(DESCRIPTIONS.map(({ command }) => command));
  });
});
