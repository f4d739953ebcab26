import type { ArgumentTable, FlagSpec, OperandSpec } from './argument-table.ts';

const INDENT = '  ';
/** Columns that a name may take; the text of a longer one starts on the next line. */
const WIDEST_NAME = 28;
/** Columns that a text needs next to the names; in a narrower window it starts on the next line. */
const NARROWEST_TEXT = 30;

/** A line of a help text: a name and a text that explains it. */
export interface HelpRow {
  name: string;
  text: string;
}

/** Rows below a heading such as "Options". */
export interface HelpSection {
  heading: string;
  rows: readonly HelpRow[];
}

/** Lays out a help text: paragraphs and sections, in lines of at most `width` columns. */
export function helpText(parts: readonly (string | HelpSection)[], width: number): string {
  return parts
    .map((part) => (typeof part === 'string' ? wrap(part, width).join('\n') : sectionText(part, width)))
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Sections of the arguments of a command: its operands, its own flags, then the `common` flags. */
export function argumentSections(table: ArgumentTable<unknown>, common: ReadonlyMap<string, FlagSpec>): HelpSection[] {
  const flags = [...table.flags].filter(([, { hidden }]) => !hidden);
  const own = flags.filter(([name]) => !common.has(name));
  const headings = new Set(own.map(([, { section }]) => section));
  return [
    { heading: 'Arguments', rows: [...table.operands].map(operandRow) },
    ...[...headings].map((heading) => ({
      heading: heading ?? 'Options',
      rows: own.filter(([, { section }]) => section === heading).map(flagRow),
    })),
    { heading: 'Common options', rows: flags.filter(([name]) => common.has(name)).map(flagRow) },
  ];
}

/** Spells a flag as the help lists it: one that is on by default as its opposite. */
export function flagSpelling(name: string, { type, default: fallback }: FlagSpec): string {
  return type === 'boolean' && fallback === true ? `--no-${name}` : `--${name}`;
}

function operandRow([name, { describe, array, demandOption }]: [string, OperandSpec]): HelpRow {
  return { name: array ? `${name}..` : name, text: demandOption ? describe : `${describe} (optional)` };
}

function flagRow([name, spec]: [string, FlagSpec]): HelpRow {
  const { alias, describe, type = 'string', choices, array, path, default: fallback, defaultText } = spec;
  const short = alias?.length === 1 ? `-${alias}, ` : '    ';
  const value = path ?? (choices ? 'choice' : type === 'number' ? 'number' : 'text');
  const shown = defaultText ?? (type === 'boolean' ? undefined : fallback);
  const facts = [
    array && '[may be repeated]',
    choices && `[one of: ${choices.join(', ')}]`,
    shown !== undefined && `[default: ${shown}]`,
    alias !== undefined && alias.length > 1 && `[also --${alias}]`,
  ];
  return {
    name: `${short}${flagSpelling(name, spec)}${type === 'boolean' ? '' : ` <${value}>`}`,
    text: [describe, ...facts.filter(Boolean)].join(' '),
  };
}

function sectionText({ heading, rows }: HelpSection, width: number): string {
  if (rows.length === 0) return '';
  const names = rows.map(({ name }) => name.length).filter((length) => length <= WIDEST_NAME);
  const column = Math.max(0, ...names) + 2 * INDENT.length;
  const isNarrow = width - column < NARROWEST_TEXT;
  const margin = isNarrow ? 2 * INDENT.length : column;
  const lines = rows.flatMap(({ name, text }) => {
    const isAlone = isNarrow || name.length > WIDEST_NAME;
    const indented = wrap(text, width - margin).map((line) => ' '.repeat(margin) + line);
    if (isAlone) return [`${INDENT}${name}`, ...indented];
    return [`${INDENT}${name}`.padEnd(margin) + indented[0].slice(margin), ...indented.slice(1)];
  });
  return [`${heading}:`, ...lines].join('\n');
}

/** Splits a text into lines at its spaces; a word that is wider than a line stays whole. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
