import { cleanText } from '@rbassist/core';
import type { ContentChanges } from '@rbassist/library';
import { counted } from '../output/count.ts';

type Marks = NonNullable<ContentChanges['marks']>;
type Mark = Marks['added'][number];

/** Describes what differs in a track, one line for each value. */
export function contentLines({ values, grid, marks, others }: ContentChanges): string[] {
  return [
    ...values.map(({ attribute, from, to }) => `${attribute}: ${valueText(from)} -> ${valueText(to)}`),
    ...(grid === undefined ? [] : [`Grid: ${gridText(grid)}`]),
    ...(marks === undefined ? [] : markLines(marks)),
    ...(others?.added ?? []).map((each) => `Added: ${cleanText(each)}`),
    ...(others?.removed ?? []).map((each) => `Removed: ${cleanText(each)}`),
  ];
}

/** Names what differs in a track, in a few words. */
export function contentSummary({ values, grid, marks, others }: ContentChanges): string {
  const names = values.map(({ attribute }) => attribute);
  if (grid !== undefined) names.push('grid');
  if (marks !== undefined) names.push('cues');
  if (others !== undefined) names.push('other elements');
  return names.join(', ');
}

function gridText({ from, to, firstS }: NonNullable<ContentChanges['grid']>): string {
  const counts = from === to ? counted(from, 'TEMPO', 'TEMPO') : `${from} -> ${counted(to, 'TEMPO', 'TEMPO')}`;
  return `${counts}, other from ${firstS.toFixed(3)} s`;
}

function markLines({ added, removed, changed, reordered }: Marks): string[] {
  if (reordered) return ['Cues: in another order'];
  return [
    ...changed.map(({ from, to }) => `Cue changed: ${markText(from)} -> ${markText(to)}`),
    ...added.map((mark) => `Cue added: ${markText(mark)}`),
    ...removed.map((mark) => `Cue removed: ${markText(mark)}`),
  ];
}

function markText({ name, type, num, start, end, color }: Mark): string {
  const pad = Number(num);
  const place = pad >= 0 && pad < 26 ? String.fromCharCode(65 + pad) : 'memory';
  const kind = type === '4' ? ' loop' : '';
  const until = end === null ? '' : `-${end.toFixed(3)}`;
  const named = name === '' ? '' : ` "${cleanText(name)}"`;
  return `${place}${kind} ${start.toFixed(3)}${until} s${named}${color === '' ? '' : ` (${cleanText(color)})`}`;
}

function valueText(value: string | null): string {
  return value === null ? 'none' : `"${cleanText(value)}"`;
}
