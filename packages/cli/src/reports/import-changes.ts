import type { ImportEvent, ImportField } from '@rbassist/library';
import { counted } from '../output/count.ts';

/** Words for the ways in which a track is recognised. */
const FOUND_BY: Readonly<Record<Extract<ImportEvent, { type: 'track' }>['by'], string>> = {
  new: 'its path',
  path: 'its path',
  spelling: 'its path',
  signature: 'the same bytes as',
  'file-name': 'the file name of',
  name: 'the names and length of',
};

/**
 * Returns lines for a track of an import: its path, the program's path if that is another file, and the values that
 * change. None if there is nothing to say.
 */
export function importChangeLines(
  { path, by, movedFrom, changes, kept }: Extract<ImportEvent, { type: 'track' }>,
  names: Readonly<Record<ImportField, string>>,
): string[] {
  if (changes.length === 0 && kept.length === 0 && by !== 'new' && movedFrom === undefined) return [];
  return [
    `${path}${by === 'new' ? ' (new)' : ''}`,
    ...(movedFrom === undefined ? [] : [`    found by ${FOUND_BY[by]} ${movedFrom}`]),
    ...changes.map(({ field, before, after }) => `    ${names[field]}: ${changeText(before, after)}`),
    ...(kept.length > 0 ? [`    kept: ${kept.map((field) => names[field]).join(', ')}`] : []),
  ];
}

/** Describes a change. A measured value that the import confirms is the same, but is no longer replaced by a scan. */
function changeText(before: unknown, after: unknown): string {
  const [from, to] = [valueText(before), valueText(after)];
  if (from !== to) return `${from} → ${to}`;
  return JSON.stringify(before) === JSON.stringify(after) ? `${to}, now your own` : `${to}, with other values`;
}

function valueText(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'none';
  if (!Array.isArray(value)) return String(value);
  if (value.length === 0) return 'none';
  if (value.every((item) => typeof item === 'string')) return value.join(', ');
  const [first] = value;
  const isGrid = typeof first === 'object' && first !== null && 'inizio_sec' in first;
  if (!isGrid) return counted(value.length, 'cue');
  return value.length === 1 ? `${first.bpm} BPM from ${first.inizio_sec} s` : counted(value.length, 'tempo');
}
