import { cleanText } from '@rbassist/core';
import stringWidth from 'string-width';
import { cutText } from './cut-text.ts';
import { windowWidth } from './window-width.ts';

/** A column: its heading, alignment and behaviour in a narrow window. */
export interface Column {
  heading: string;
  align?: 'left' | 'right';
  /** Minimum width of cut values, at least the width of the heading. Without it, values are never cut. */
  shrinkTo?: number;
  /** For paths: moves values to their own lines if the rows don't fit, and never cuts them. */
  ownLine?: boolean;
}

interface Cell {
  text: string;
  width: number;
}

const GAP = '  ';
const INDENT = '    ';
/** Maximum padding without a window, so that one long value doesn't widen every row. */
const WIDEST = 200;

/**
 * Formats a table: headings, then one row per line. Cuts columns with `shrinkTo` to fit the width. If that is not
 * enough, prints each row on several lines, with each value after its heading.
 *
 * @param width Columns of the window; Infinity cuts nothing.
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = windowWidth(),
): string[] {
  const head = columns.map(({ heading }) => cellOf(heading));
  const cells = rows.map((row) => columns.map((_, i) => cellOf(cleanText(row[i] ?? ''))));
  const natural = head.map((cell, i) => cells.reduce((widest, row) => Math.max(widest, row[i].width), cell.width));
  if (!(width > 0) || lineWidth(natural) <= width) {
    const widths = natural.map((each) => Math.min(each, WIDEST));
    return [head, ...cells].map((row) => gridLine(columns, row, widths));
  }
  const isInRow = (_: unknown, i: number) => !columns[i].ownLine;
  const inRow = columns.filter(isInRow);
  const widths = shrink(inRow, natural.filter(isInRow), width);
  if (lineWidth(widths) > width) return cells.flatMap((row) => pairLines(columns, row, width));
  const line = (row: readonly Cell[]) => {
    const shown = row.filter(isInRow).map((cell, i) => cut(cell, inRow[i], widths[i]));
    return gridLine(inRow, shown, widths);
  };
  return [line(head), ...cells.flatMap((row) => [line(row), ...ownLines(columns, row)])];
}

function cellOf(text: string): Cell {
  return { text, width: stringWidth(text) };
}

function lineWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1);
}

/** Shrinks the widest columns until the line fits or nothing can shrink. */
function shrink(columns: readonly Column[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  const indexes = columns.map((_, i) => i);
  for (let excess = lineWidth(widths) - width; excess > 0; excess--) {
    const wide = indexes.filter((i) => widths[i] > (columns[i].shrinkTo ?? Number.POSITIVE_INFINITY));
    if (wide.length === 0) break;
    widths[wide.reduce((widest, i) => (widths[i] > widths[widest] ? i : widest))]--;
  }
  return widths;
}

function cut(cell: Cell, { shrinkTo }: Column, width: number): Cell {
  return shrinkTo === undefined || cell.width <= width ? cell : cellOf(cutText(cell.text, width));
}

function gridLine(columns: readonly Column[], row: readonly Cell[], widths: readonly number[]): string {
  const padded = row.map(({ text, width }, i) => {
    const padding = ' '.repeat(Math.max(0, widths[i] - width));
    return columns[i].align === 'right' ? padding + text : text + padding;
  });
  return padded.join(GAP).trimEnd();
}

function ownLines(columns: readonly Column[], row: readonly Cell[]): string[] {
  return row.filter(({ text }, i) => columns[i].ownLine && text !== '').map(({ text }) => INDENT + text);
}

/** Formats a row for a very narrow window: headings with their values, as many per line as fit. */
function pairLines(columns: readonly Column[], row: readonly Cell[], width: number): string[] {
  const lines: string[] = [];
  for (const [i, column] of columns.entries()) {
    if (row[i].text === '' || column.ownLine) continue;
    const start = `${lines.length === 0 ? '' : GAP}${column.heading} `;
    const room = Math.max(column.shrinkTo ?? 0, width - stringWidth(start));
    const pair = start + cut(row[i], column, room).text;
    const longer = lines.at(-1) + GAP + pair.trimStart();
    if (lines.length > 0 && stringWidth(longer) <= width) lines.splice(-1, 1, longer);
    else lines.push(pair);
  }
  return [...lines, ...ownLines(columns, row)];
}
