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
