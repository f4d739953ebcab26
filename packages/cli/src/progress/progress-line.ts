import { cleanText } from '@rbassist/core';
import stringWidth from 'string-width';
import { cutText } from '../output/cut-text.ts';

/** Parts of the progress line of a stage. */
export interface ProgressParts {
  label: string;
  counts: string;
  pace: readonly string[];
  /** From 0 to 1; undefined while the end is unknown. */
  part?: number;
  /** Name of a file or a model. */
  item: string;
}

const GAP = ' · ';
/** Minimum columns for the bar; a narrower window shows only words. */
const BAR_FROM = 70;
const BAR_COLUMNS = 12;
const SHORTEST_NAME = 10;

/** Formats progress as one line. Leaves out parts that do not fit, the current item first. */
export function progressLine({ label, counts, pace, part, item }: ProgressParts, columns: number): string {
  // a terminal may wrap a line that fills the last column
  const width = columns - 1;
  const percent = part === undefined ? [] : [`${Math.floor(part * 100)}%`];
  const bar = part === undefined || columns < BAR_FROM ? [] : [barText(part)];
  let line = [label, ...bar, ...percent, counts].join(' ');
  for (const words of pace) if (stringWidth(line + GAP + words) <= width) line += GAP + words;
  const room = width - stringWidth(line + GAP);
  if (item !== '' && room >= SHORTEST_NAME) line += GAP + cutText(cleanText(item), room);
  return cutText(line, width);
}

function barText(part: number): string {
  const full = Math.round(part * BAR_COLUMNS);
  return '█'.repeat(full) + '░'.repeat(BAR_COLUMNS - full);
}
