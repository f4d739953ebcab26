import { expect, it, vi } from 'vitest';
import { run } from './run.ts';

vi.mock('@rbassist/library', () => {
  throw new Error('The library was loaded.');
});

it('lists the commands without loading the library, so that --help is instant', async () => {
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  for (const words of [['--help'], ['library', '--help'], ['model', '--help']]) expect(await run(words)).toBe(0);
  const [commands, libraryCommands, modelCommands] = print.mock.calls.map(([text]) => String(text));
  expect(commands).toMatch(/^ {2}scan \[paths\.\.\] /m);
  expect(libraryCommands).toMatch(/^ {2}check /m);
  expect(modelCommands).toMatch(/^ {2}pull <id> /m);
});

it('wraps its words to the window', async () => {
  const { isTTY, columns } = process.stderr;
  const complain = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  Object.assign(process.stderr, { isTTY: true, columns: 24 });
  expect(await run(['zzzzzzzz'])).toBe(2);
  Object.assign(process.stderr, { isTTY, columns });
  const lines = complain.mock.calls.map(([text]) => String(text)).join('');
  expect(lines).toBe('rbassist: Unknown\ncommand "zzzzzzzz".\nRun `rbassist --help`\nfor help.\n');
});
