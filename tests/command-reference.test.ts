import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandPages, rbassist } from '../docs/tools/command-pages.ts';
import type { CommandDescription } from '../packages/cli/src/arguments/describe-commands.ts';

const FOLDER = 'docs/commands';
const FLAG_ROW = /^ {2}(?:-\w, | {4})(--[a-z\d-]+)/gm;

const commands: CommandDescription[] = JSON.parse(rbassist('help', '--json'));
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
/** A text as words, without the marks of Markdown and the layout of a help text. */
const words = (text: string) => text.replace(/[`\\]/g, '').replace(/\s+/g, ' ');

describe('the reference of the commands', () => {
  it('is what "npm run docs:commands" writes now', () => {
    const pages = commandPages();
    expect(readdirSync(FOLDER).sort()).toEqual([...pages.keys()].sort());
    for (const [name, text] of pages) expect(read(name), name).toBe(text);
  });

  it.each(commands.map(({ command, helpText }) => [command, helpText]))(
    'holds all of "%s --help"',
    (name, helpText) => {
      const { summary, details = '', operands, flags, examples } = commands.find(({ command }) => command === name)!;
      const page = words(read(`${name.split(' ', 1)[0]}.md`) + read('overview.md'));
      const help = words(helpText);
      const texts = [summary, details, ...[...operands, ...flags].map(({ describe }) => describe)];
      for (const text of [...texts, ...examples.map((example) => example.command)]) {
        expect(help).toContain(words(text));
        expect(page).toContain(words(text));
      }
      for (const [, heading] of helpText.matchAll(/^(\S.*):$/gm)) {
        if (heading !== 'Common options') expect(page).toContain(`**${heading}**`);
      }
      const spellings = [...helpText.matchAll(FLAG_ROW)].map(([, spelling]) => spelling);
      expect(spellings.length).toBeGreaterThan(0);
      expect(spellings.sort()).toEqual(flags.map(({ spelling }) => spelling).sort());
    },
  );

  it.each(['scan', 'library repair'])('describes the help that "rbassist %s --help" prints', (name) => {
    const { helpText } = commands.find(({ command }) => command === name)!;
    const printed = rbassist(...name.split(' '), '--help');
    expect(words(printed).trim()).toBe(words(helpText));
  });
});
