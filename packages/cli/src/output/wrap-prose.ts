import stringWidth from 'string-width';

/** Longest line that is wrapped. Longer ones hold a huge value of a file, and are left to the terminal. */
const LONGEST = 1000;

/** Indentation of a line, with the mark or the label before its text, below which the next lines begin. */
const HANGING = /^ *(?:[✗✓·?] |[A-Z][A-Za-z]+ {2,})?/;

/** Start of a path: "/music", "~/music", "\\server" or "C:\Music". */
const PATH_START = String.raw`\(?(?:/[^ ]|~[\\/]|\\\\[^ ]|[a-z]:[\\/])`;
const PATH = new RegExp(PATH_START, 'iy');

/** Places where a path has ended for sure, although paths may contain blanks; the pattern stops at that blank. */
const PATH_END = new RegExp(
  [
    '(?<=[:;])(?= )',
    String.raw`(?<=\.(?:mp3|flac|wav|aiff?|m4a|mp4|aac|og[ga]|opus|wma|npy|jsonl?|csv|toml)[).,]*)(?= |$)`,
    `(?= (?:${PATH_START}|\`rbassist |-> ))`,
    String.raw`(?<=\.)(?= (?:Run ${'`'}|Choose another |Connect the |Give yourself ))`,
  ].join('|'),
  'gi',
);

/** Ends of quotations by their start. */
const QUOTE_END: Readonly<Record<string, RegExp>> = { '`': /`/g, '"': /"(?=[\s.,;:!?)]|$)/g };

/** A number and its unit stay together. */
const NUMBER_AND_UNIT = /\d (?:[kMGT]?B|BPM|Hz|dB|LUFS|s)\b/y;

/** Breaks a clean line at blanks to fit the width, but never in a command, a quoted name or a path. */
export function wrapProse(line: string, width: number): string[] {
  if (!Number.isFinite(width) || line.length > LONGEST || stringWidth(line) <= width) return [line];
  const indent = ' '.repeat(indentOf(line, width));
  const lines = [''];
  let column = 0;
  for (let at = 0; at < line.length; ) {
    const { start, end, isOpen } = nextPiece(line, at);
    const piece = line.slice(at, end);
    const columns = stringWidth(piece);
    const isTooLong = indent.length + columns - (start - at) > width;
    // what the terminal must break anyway gains nothing from a line of its own, unless it holds more than the path
    if (column > indent.length && column + columns > width && (!isTooLong || isOpen)) {
      lines.push(indent);
      column = indent.length;
      at = start;
      continue;
    }
    lines[lines.length - 1] += piece;
    column += columns;
    // the terminal may leave the last column of a row empty
    if (column > width) column = (column % width) + Math.floor(column / width);
    at = end;
  }
  return lines;
}

function indentOf(line: string, width: number): number {
  const [hanging] = HANGING.exec(line) ?? [''];
  const plain = hanging.search(/[^ ]|$/);
  return [hanging.length, plain].find((columns) => columns * 3 <= width) ?? 0;
}

/** Text that stays in one line; if it `isOpen`, it begins with a path whose end is unknown. */
interface Piece {
  start: number;
  end: number;
  isOpen: boolean;
}

/** Returns the text after the blanks at a place. */
function nextPiece(line: string, from: number): Piece {
  let start = from;
  while (line[start] === ' ') start++;
  const quote = quoteEnd(line, start);
  const path = quote === undefined ? pathEnd(line, start) : undefined;
  if (path === Number.POSITIVE_INFINITY) return { start, end: line.length, isOpen: true };
  let end = nextBlank(line, quote ?? path ?? start);
  NUMBER_AND_UNIT.lastIndex = end - 1;
  if (NUMBER_AND_UNIT.test(line)) end = nextBlank(line, end + 1);
  return { start, end, isOpen: false };
}

function nextBlank(line: string, from: number): number {
  const at = line.indexOf(' ', from);
  return at < 0 ? line.length : at;
}

/** Returns the end of a command in backticks, or of a quoted name, that begins here. */
function quoteEnd(line: string, from: number): number | undefined {
  const start = line[from] === '(' ? from + 1 : from;
  const end = QUOTE_END[line[start]];
  if (end === undefined) return undefined;
  end.lastIndex = start + 1;
  return end.test(line) ? end.lastIndex : undefined;
}

/** Returns the end of a path that begins here, Infinity if it can't be told, or undefined if none begins. */
function pathEnd(line: string, at: number): number | undefined {
  PATH.lastIndex = at;
  if (!PATH.test(line)) return undefined;
  PATH_END.lastIndex = at + 1;
  return PATH_END.exec(line)?.index ?? Number.POSITIVE_INFINITY;
}
