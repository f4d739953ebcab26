import type { ArgumentTable, FlagSpec, OperandSpec } from './argument-table.ts';

const INDENT = '  ';
/** Columns that a name may take before its text starts on a line of its own. */
const WIDEST_NAME = 40;

/** A line of a help text: a name, what it is, and facts in brackets. */
interface HelpRow {
  name: string;
  text: string;
}

/** Parts of a help text. */
export interface HelpParts {
  /** The command as it is typed, e.g. `rbassist scan <paths..>`. */
  usage: string;
  summary: string;
  /** Commands of a group. */
  commands?: readonly HelpRow[];
  table: ArgumentTable<unknown>;
  /** Last line. */
  end?: string;
}

/** Builds the text that `--help` prints, in lines of at most `width` columns. */
export function helpText({ usage, summary, commands = [], table, end }: HelpParts, width: number): string {
  const sections = [
    usage,
    wrap(summary, width).join('\n'),
    rowsText('Commands:', commands, width),
    rowsText('Arguments:', [...table.operands].map(operandRow), width),
    rowsText('Options:', [...table.flags].filter(([, { hidden }]) => !hidden).map(flagRow), width),
    end ?? '',
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function operandRow([name, { describe, array, demandOption }]: [string, OperandSpec]): HelpRow {
  return { name, text: [describe, array && '[several]', demandOption && '[required]'].filter(Boolean).join(' ') };
}

function flagRow([name, spec]: [string, FlagSpec]): HelpRow {
  const { alias, describe, type = 'string', choices, array } = spec;
  const short = alias?.length === 1 ? `-${alias}, ` : '    ';
  const other = alias !== undefined && alias.length > 1 ? `, --${alias}` : '';
  const facts = [
    type !== 'boolean' && choices === undefined && `[${type}]`,
    array && '[several]',
    choices && `[choices: ${choices.map((choice) => JSON.stringify(choice)).join(', ')}]`,
    spec.default !== undefined && `[default: ${JSON.stringify(spec.default)}]`,
  ];
  return { name: `${short}--${name}${other}`, text: [describe, ...facts.filter(Boolean)].join(' ') };
}

function rowsText(heading: string, rows: readonly HelpRow[], width: number): string {
  if (rows.length === 0) return '';
  const column = Math.min(WIDEST_NAME, Math.max(...rows.map(({ name }) => name.length))) + 2 * INDENT.length;
  const lines = rows.flatMap(({ name, text }) => {
    const [first, ...others] = wrap(text, width - column);
    return [`${INDENT}${name}`.padEnd(column) + first, ...others.map((line) => ' '.repeat(column) + line)];
  });
  return [heading, ...lines].join('\n');
}

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
