import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

describe.skipIf(process.platform === 'win32')('commandLine', () => {
  it.each([
    ['plain/path.mp3', '"rbassist scan plain/path.mp3"'],
    ["Don't Stop", `"rbassist scan 'Don'\\''t Stop'"`],
    ['a\nb', `"rbassist scan $'a\\nb'"`],
    ["it's\x1b\\", `"rbassist scan $'it\\'s\\x1b\\\\'"`],
  ])('spells %j as a shell takes it', (word, line) => {
    expect(commandLine(['scan', word])).toBe(line);
  });

  // the bash of macOS is too old for some escapes
  it.skipIf(process.platform !== 'linux').each(["Don't Stop $HOME", 'a\nb\tc', "it's\x1b[2J\\ \u202E", '東京 \x7f'])(
    'gives %j back in a shell',
    (word) => {
      const [, typed] = /^"rbassist scan (.*)"$/.exec(commandLine(['scan', word])) ?? [];
      const said = execFileSync('bash', ['-c', `printf %s ${typed}`], { env: { LC_ALL: 'C.UTF-8' } });
      expect(said.toString()).toBe(word);
    },
  );
});
