import type { ArgumentTable, FlagSpec, OperandSpec } from './argument-table.ts';

const INDENT = '  ';
/** Maximum columns of a name; after a longer name, the text starts on the next line. */
const WIDEST_NAME = 25;
/** Minimum columns for texts next to names; with fewer, every text starts on the next line. */
const NARROWEST_TEXT = 30;
/** Maximum length of a fact such as "[default: 25]" that stays on one line. */
const SHORT_FACT = 24;
const NO_BREAK_SPACE = '\u00a0';
const DEFAULT_SECTION = 'Options';

/** A name in a help text, and its explanation. */
export interface HelpRow {
  name: string;
  text: string;
}

/** Rows below a heading such as "Options". */
export interface HelpSection {
  heading: string;
  rows: readonly HelpRow[];
  /** Starts each text on the line after its name. */
  stacked?: boolean;
}

/** Formats paragraphs and sections in lines of at most `width` columns. */
export function helpText(parts: readonly (string | HelpSection)[], width: number): string {
  const names = parts.flatMap((part) => (typeof part === 'string' || part.stacked ? [] : part.rows));
  const lengths = names.map(({ name }) => name.length).filter((length) => length <= WIDEST_NAME);
  const column = Math.max(0, ...lengths) + 2 * INDENT.length;
  const isNarrow = width - column < NARROWEST_TEXT;
  return parts
    .map((part) => {
      if (typeof part === 'string') return wrap(part, width).join('\n');
      return sectionText(part.stacked || isNarrow ? { ...part, stacked: true } : part, column, width);
    })
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Builds the sections of a command's arguments: operands, own flags, then the `common` flags. */
export function argumentSections(table: ArgumentTable<unknown>, common: ReadonlyMap<string, FlagSpec>): HelpSection[] {
  const flags = [...table.flags].filter(([, { hidden }]) => !hidden);
  const own = flags.filter(([name]) => !common.has(name));
  const headings = new Set([DEFAULT_SECTION, ...own.map(([, spec]) => flagSection(spec))]);
  return [
    { heading: 'Arguments', rows: [...table.operands].map(operandRow) },
    ...[...headings].map((heading) => ({
      heading,
      rows: own.filter(([, spec]) => flagSection(spec) === heading).map(flagRow),
    })),
    { heading: 'Common options', rows: flags.filter(([name]) => common.has(name)).map(flagRow) },
  ];
}

/** Returns the heading of a flag in the help of its command. */
export function flagSection({ section = DEFAULT_SECTION }: FlagSpec): string {
  return section;
}

/** Returns a flag as the help lists it, e.g. `--no-resume` if it is on by default. */
export function flagSpelling(name: string, { type, default: fallback }: FlagSpec): string {
  return type === 'boolean' && fallback === true ? `--no-${name}` : `--${name}`;
}

/** Returns the placeholder of a flag's value, e.g. `folder`; undefined for a boolean flag. */
export function flagValueName({ type, valueName, path, choices }: FlagSpec): string | undefined {
  if (type === 'boolean') return undefined;
  return valueName ?? path ?? (choices ? 'choice' : type === 'number' ? 'number' : 'text');
}

function operandRow([name, { describe, array, choices, defaultText }]: [string, OperandSpec]): HelpRow {
  return {
    name: array ? `${name}..` : name,
    text: withFacts(describe, [choices && `one of: ${choices.join(', ')}`, defaultText && `default: ${defaultText}`]),
  };
}

function flagRow([name, spec]: [string, FlagSpec]): HelpRow {
  const { alias, describe, type, choices, array, default: fallback, defaultText } = spec;
  const short = alias?.length === 1 ? `-${alias}, ` : '    ';
  const value = flagValueName(spec);
  const shown = defaultText ?? (type === 'boolean' ? undefined : fallback);
  const facts = [
    array && 'may be repeated',
    choices && `one of: ${choices.join(', ')}`,
    shown !== undefined && `default: ${shown}`,
  ];
  return {
    name: `${short}${flagSpelling(name, spec)}${value === undefined ? '' : ` <${value}>`}`,
    text: withFacts(describe, facts),
  };
}

function withFacts(text: string, facts: readonly (string | false | undefined)[]): string {
  const bracketed = facts
    .filter((fact) => typeof fact === 'string')
    .map((fact) => `[${fact.length > SHORT_FACT ? fact : fact.replaceAll(' ', NO_BREAK_SPACE)}]`);
  return [text, ...bracketed].join(' ');
}

function sectionText({ heading, rows, stacked }: HelpSection, column: number, width: number): string {
  if (rows.length === 0) return '';
  const margin = stacked ? 3 * INDENT.length : column;
  const lines = rows.flatMap(({ name, text }) => {
    const indented = wrap(text, width - margin).map((line) => ' '.repeat(margin) + line);
    if (stacked || name.length > WIDEST_NAME) return [`${INDENT}${name}`, ...indented];
    return [`${INDENT}${name}`.padEnd(margin) + indented[0].slice(margin), ...indented.slice(1)];
  });
  return [`${heading}:`, ...lines].join('\n');
}

/** Splits a text into lines at spaces. Words that are wider than a line stay whole. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((full) => full.replaceAll(NO_BREAK_SPACE, ' '));
}
