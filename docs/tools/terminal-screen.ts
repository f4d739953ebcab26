/** A part of a row in one style. */
export interface Span {
  text: string;
  /** Parameters of the escape sequence that set the style, e.g. `1;32`; empty for plain text. */
  style: string;
}

interface Cell {
  character: string;
  style: string;
}

const TAB = 8;
/** A control sequence such as `ESC [ 2 K`, another escape sequence, or a single character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in control characters
const TOKEN = /\u001b\[([?\d;]*)([A-Za-z])|\u001b[^[]|[\s\S]/gu;

/**
 * Returns the rows of a terminal after a program wrote `output`, including those that scrolled away. Supports the
 * sequences of progress bars and coloured text.
 */
export function screenRows(output: string, columns: number): Span[][] {
  const rows: Cell[][] = [[]];
  let [row, column, style, wraps] = [0, 0, '', true];
  const put = (character: string) => {
    if (column >= columns && wraps) [row, column] = [row + 1, 0];
    column = Math.min(column, columns - 1);
    while (rows.length <= row) rows.push([]);
    while (rows[row].length < column) rows[row].push({ character: ' ', style: '' });
    rows[row][column] = { character, style };
    column++;
  };
  const control = (parameters: string, name: string) => {
    const count = Number(parameters) || 1;
    if (name === 'A') row = Math.max(0, row - count);
    else if (name === 'B') row += count;
    else if (name === 'C') column = Math.min(columns - 1, column + count);
    else if (name === 'D') column = Math.max(0, column - count);
    else if (name === 'G') column = count - 1;
    else if (name === 'K') rows[row]?.splice(parameters === '2' ? 0 : column);
    else if (name === 'J') {
      rows[row]?.splice(column);
      rows.splice(row + 1);
    } else if (name === 'm') style = nextStyle(style, parameters);
    else if (parameters === '?7') wraps = name === 'h';
  };
  for (const [token, parameters, name] of output.matchAll(TOKEN)) {
    if (name !== undefined) control(parameters, name);
    else if (token === '\n') row++;
    else if (token === '\r') column = 0;
    else if (token === '\b') column = Math.max(0, column - 1);
    else if (token === '\t') column = Math.min(columns - 1, (Math.floor(column / TAB) + 1) * TAB);
    else if (token >= ' ') put(token);
    while (rows.length <= row) rows.push([]);
  }
  const spans = rows.map(toSpans);
  while (spans.at(-1)?.length === 0) spans.pop();
  return spans;
}

export function plainText(rows: readonly (readonly Span[])[]): string {
  return rows.map((spans) => spans.map(({ text }) => text).join('')).join('\n');
}

/** Foreground, bold and dim. A reset of one resets all; programs do this at the end of a styled word. */
function nextStyle(style: string, parameters: string): string {
  const codes = parameters.split(';').map(Number);
  if (codes.some((code) => code === 0 || code === 22 || code === 39)) return '';
  return [style, parameters].filter(Boolean).join(';');
}

function toSpans(cells: readonly Cell[]): Span[] {
  const end = cells.findLastIndex(({ character }) => character !== ' ') + 1;
  const spans: Span[] = [];
  for (const { character, style } of cells.slice(0, end)) {
    const last = spans.at(-1);
    if (last?.style === style) last.text += character;
    else spans.push({ text: character, style });
  }
  return spans;
}
