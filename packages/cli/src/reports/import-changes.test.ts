import { IMPORT_FIELDS, type ImportField } from '@rbassist/library';
import { expect, test } from 'vitest';
import { importChangeLines } from './import-changes.ts';

const NAMES = Object.fromEntries(IMPORT_FIELDS.map((field) => [field, field])) as Record<ImportField, string>;

function linesOf(before: unknown, after: unknown): string[] {
  const track = { type: 'track', path: '/a.mp3', by: 'path', kept: [] } as const;
  return importChangeLines({ ...track, changes: [{ field: 'cues', before, after }] }, NAMES);
}

test('says what an import does to a value that looks the same', () => {
  expect(linesOf(90, 92)).toEqual(['/a.mp3', '    cues: 90 → 92']);
  expect(linesOf(undefined, 92)).toEqual(['/a.mp3', '    cues: none → 92']);
  expect(linesOf(90, 90)).toEqual(['/a.mp3', '    cues: 90, now your own']);
  expect(linesOf([{ time: 1 }], [{ time: 2 }])).toEqual(['/a.mp3', '    cues: 1 cue, with other values']);
});
