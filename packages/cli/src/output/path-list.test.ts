import { afterEach, expect, it, vi } from 'vitest';
import { printPaths } from './path-list.ts';

const PATHS = Array.from({ length: 1204 }, (_, i) => `/music/${i}\x1b.mp3`);

afterEach(() => {
  vi.restoreAllMocks();
});

function printed(verbose: boolean): string[] {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  printPaths(PATHS, { json: false, quiet: false, verbose });
  return write.mock.calls
    .map(([chunk]) => chunk)
    .join('')
    .trimEnd()
    .split('\n');
}

it('prints the first few paths and counts the rest', () => {
  expect(printed(false)).toEqual([
    '    /music/0\\x1b.mp3',
    '    /music/1\\x1b.mp3',
    '    /music/2\\x1b.mp3',
    '    and 1,201 more (use --verbose to list all)',
  ]);
});

it('prints every path with --verbose', () => {
  expect(printed(true)).toHaveLength(1204);
});
