import type { DescribedFile, DuplicateReport } from '@rbassist/library';
import { afterEach, expect, it, vi } from 'vitest';
import { wrapLines } from '../output/output.ts';
import { wrapProse } from '../output/wrap-prose.ts';
import { complainAbout, printGroups, tellLeft } from './duplicate-report.ts';

const OUTPUT = { json: false, quiet: false, verbose: false };
const { isTTY, columns } = process.stdout;
// as the command does
wrapLines(wrapProse);

afterEach(() => {
  Object.assign(process.stdout, { isTTY, columns });
  vi.restoreAllMocks();
});

const fileOf = (path: string) => ({ path }) as DescribedFile;
const GROUPS = [
  {
    keeper: fileOf('/music/kept.flac'),
    duplicates: [
      { ...fileOf('/music/copy.mp3'), keeperLacks: [] },
      { ...fileOf(`/music/${'a long folder/'.repeat(4)}copy\x1b.mp3`), keeperLacks: ['cues', 'rating'] },
    ],
  },
];

function linesOf(name: 'stdout' | 'stderr', show: () => void): string[] {
  const write = vi.spyOn(process[name], 'write').mockReturnValue(true);
  show();
  return write.mock.calls.flatMap(([chunk]) => String(chunk).trimEnd().split('\n'));
}

it('prints one copy per line in a pipe, like the Python rbassist', () => {
  Object.assign(process.stdout, { isTTY: false, columns: undefined });
  expect(linesOf('stdout', () => printGroups({ groups: GROUPS } as unknown as DuplicateReport))).toEqual([
    'Duplicates: 2',
    'KEEP /music/kept.flac  ->  REMOVE /music/copy.mp3',
    `KEEP /music/kept.flac  ->  REMOVE /music/${'a long folder/'.repeat(4)}copy\\x1b.mp3  (missing in the kept copy: cues, rating)`,
  ]);
});

it('keeps paths whole on a terminal, and names the kept file once', () => {
  Object.assign(process.stdout, { isTTY: true, columns: 80 });
  expect(linesOf('stdout', () => printGroups({ groups: GROUPS } as unknown as DuplicateReport))).toEqual([
    'Duplicates: 2',
    'KEEP /music/kept.flac  ->  REMOVE /music/copy.mp3',
    '    ->  REMOVE',
    `    /music/${'a long folder/'.repeat(4)}copy\\x1b.mp3`,
    '    (missing in the kept copy: cues, rating)',
  ]);
});

it('counts files that stay', () => {
  const left = ['a', 'b', 'c'].map((path, i) => ({ path, reason: i === 0 ? ('link' as const) : ('in-dest' as const) }));
  expect(linesOf('stderr', () => tellLeft(left as never, OUTPUT))).toEqual([
    '1 file left alone: a link, or a copy of a link.',
    '2 files left alone: already in the staging folder.',
  ]);
});

it('lists the first problems only', () => {
  const problems = Array.from({ length: 1212 }, () => ({ error: { code: 'missing', message: 'It is gone.' } }));
  const lines = linesOf('stderr', () => complainAbout(problems as never, OUTPUT));
  expect(lines).toHaveLength(11);
  expect(lines.at(-1)).toBe('and 1,202 more (use --verbose to list all)');
});
