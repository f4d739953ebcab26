import { execFileSync } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { commandLine, typedCommand } from './command-line.ts';

describe.skipIf(process.platform === 'win32')('commandLine', () => {
  it.each([
    ['plain/path.mp3', '`rbassist scan plain/path.mp3`'],
    ["Don't Stop", `\`rbassist scan 'Don'\\''t Stop'\``],
    ['a\nb', `\`rbassist scan $'a\\nb'\``],
    ["it's\x1b\\", `\`rbassist scan $'it\\'s\\x1b\\\\'\``],
  ])('spells %j as a shell takes it', (word, line) => {
    expect(commandLine(['scan', word])).toBe(line);
  });

  // the bash of macOS is too old for some escapes
  it
    .skipIf(process.platform !== 'linux')
    .each([
      "Don't Stop $HOME",
      'A$AP `Rocky` "!"',
      '~',
      '*',
      '=x',
      'C:\\Music\\a,b.mp3',
      'a\nb\tc',
      "it's\x1b[2J\\ \u202E",
      '東京 \x7f',
    ])('gives %j back in a shell', (word) => {
    const typed = typedCommand(['scan', word]).replace('rbassist scan', 'printf %s');
    const said = execFileSync('bash', ['-c', typed], { env: { LC_ALL: 'C.UTF-8' } });
    expect(said.toString()).toBe(word);
  });
});

it('uses double quotes on Windows, whose shells know no others', async () => {
  const system = Object.getOwnPropertyDescriptor(process, 'platform') ?? {};
  vi.resetModules();
  Object.defineProperty(process, 'platform', { ...system, value: 'win32' });
  const windows = await import('./command-line.ts').finally(() => Object.defineProperty(process, 'platform', system));
  expect(windows.commandLine(['scan', 'C:\\Music\\a.mp3', 'D:\\My Music\\a,b.mp3'])).toBe(
    '`rbassist scan C:\\Music\\a.mp3 "D:\\My Music\\a,b.mp3"`',
  );
});
