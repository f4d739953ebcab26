import { parseArgs } from 'node:util';
import { type ArgumentTable, camelCase, type FlagSpec, type OperandSpec } from './argument-table.ts';
import { closestWord } from './closest-word.ts';
import { flagSpelling } from './help-text.ts';
import { readPath } from './read-path.ts';
import { quoteWord, UnknownFlagError, UsageError } from './usage-error.ts';

const NEGATION = 'no-';
/** Flags of one letter, in one word. */
const LETTERS = /^-([a-z]+)$/i;
/** Decimal numbers only: Number() also accepts blanks and hexadecimal digits. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;
/** A long dash: web pages and word processors replace "--" with it. */
const LONG_DASH = /^[–—]+(?=[a-z])/i;

interface Flag extends FlagSpec {
  name: string;
}

/** An argument without a flag, and its place among the words. */
interface Operand {
  word: string;
  index: number;
}

type Values = Record<string, unknown>;

/**
 * Returns the index of the first word that is neither a flag nor its value; undefined if there is none before `--`.
 * Unknown flags count as flags without a value.
 */
export function firstOperandAt(words: readonly string[], table: ArgumentTable<unknown>): number | undefined {
  for (const { kind, index } of tokensOf(words, flagsByName(table))) {
    if (kind === 'positional') return index;
    if (kind === 'option-terminator') return undefined;
  }
  return undefined;
}

/** Returns true if the words include a flag, even if the other words are invalid. */
export function isGiven(words: readonly string[], table: ArgumentTable<unknown>, name: 'help' | 'version'): boolean {
  const known = flagsByName(table);
  const letter = table.flags.get(name)?.alias ?? '';
  return tokensOf(words, known).some(({ kind, index }) => {
    const word = words[index];
    if (kind !== 'option') return false;
    // "-hello.mp3" is a path without "--" in front
    const letters = LETTERS.exec(word)?.[1].split('') ?? [];
    return word === `--${name}` || (letters.includes(letter) && letters.every((each) => known.has(each)));
  });
}

/**
 * Reads the arguments of a command. All words after `--` are operands. A leading `~` of a path becomes the home folder.
 *
 * @returns the values by name in camel case.
 * @throws {UsageError} for an unknown flag, an invalid value, or a wrong number of operands.
 */
export function readArguments<Given>(words: readonly string[], table: ArgumentTable<Given>): Given {
  const known = flagsByName(table);
  const given = new Map<string, unknown[]>();
  const operands: Operand[] = [];
  let isEnded = false;
  for (const token of tokensOf(words, known)) {
    if (token.kind === 'positional') {
      operands.push({ word: readOperand(token.value, isEnded, table, known), index: token.index });
    }
    if (token.kind === 'option-terminator') isEnded = true;
    if (token.kind !== 'option') continue;
    const { flag, value } = readFlag(token, words[token.index], known, table.operands.size > 0);
    given.set(flag.name, [...(given.get(flag.name) ?? []), value]);
  }
  const values: Values = {};
  for (const [name, spec] of table.flags) values[camelCase(name)] = flagValue(name, spec, given.get(name) ?? []);
  if (isEnded && operands.length === 0 && table.operands.size > 0)
    throw new UsageError('There is no argument after "--".');
  refuseExtra(operands, words, table);
  const typed = operands.map(({ word }) => word);
  return { ...values, ...operandValues(typed, table) } as Given;
}

function flagsByName({ flags }: ArgumentTable<unknown>): Map<string, Flag> {
  const known = new Map<string, Flag>();
  for (const [name, spec] of flags) {
    const flag = { ...spec, name };
    known.set(name, flag);
    if (spec.alias !== undefined) known.set(spec.alias, flag);
  }
  return known;
}

function tokensOf(words: readonly string[], known: ReadonlyMap<string, Flag>) {
  const options = [...known].map(([name, { type, alias }]) => {
    const short = alias?.length === 1 && { short: alias };
    return [name, { type: type === 'boolean' ? 'boolean' : 'string', ...short }] as const;
  });
  const long = options.filter(([name]) => name.length > 1);
  return parseArgs({ args: [...words], options: Object.fromEntries(long), strict: false, tokens: true }).tokens;
}

interface FlagToken {
  name: string;
  rawName: string;
  value: string | undefined;
  inlineValue: boolean | undefined;
}

/** @param word The whole word, e.g. `--top=5`. */
function readFlag(
  { name, rawName, value, inlineValue }: FlagToken,
  word: string,
  known: ReadonlyMap<string, Flag>,
  takesOperands: boolean,
) {
  const opposite = name.startsWith(NEGATION) ? known.get(name.slice(NEGATION.length)) : undefined;
  const negated = opposite?.type === 'boolean' ? opposite : undefined;
  const flag = known.get(name) ?? negated;
  if (!flag)
    throw new UnknownFlagError(rawName.startsWith('--') ? rawName : word, unknownFlagHint(word, known, takesOperands));
  if (flag.type !== 'boolean') return { flag, value: readValue(flag, rawName, value, inlineValue === true) };
  if (value !== undefined) {
    throw new UsageError(
      `${rawName} takes no value. Write ${rawName} alone, or --${oppositeOf(name)} for the opposite.`,
    );
  }
  return { flag, value: negated === undefined };
}

function unknownFlagHint(word: string, known: ReadonlyMap<string, Flag>, takesOperands: boolean): string {
  const [typed] = word.replace(/^-+/, '').split('=', 1);
  const visible = [...known].filter(([name, { hidden }]) => !hidden && name.length > 1);
  const spellings = visible.flatMap(([name, flag]) => [name, flagSpelling(name, flag).slice('--'.length)]);
  const meant = closestWord(typed, [...new Set(spellings)]);
  // one letter is too ambiguous
  if (meant !== undefined && typed.length > 1) return `Did you mean "--${meant}"?`;
  return word.startsWith('--') || !takesOperands ? '' : 'Put "--" before paths that begin with "-".';
}

function oppositeOf(name: string): string {
  return name.startsWith(NEGATION) ? name.slice(NEGATION.length) : `${NEGATION}${name}`;
}

function readValue(
  { type, choices, path, takesEmpty }: Flag,
  rawName: string,
  text: string | undefined,
  isInline: boolean,
) {
  const number = type === 'number' && text !== undefined && DECIMAL.test(text) ? Number(text) : Number.NaN;
  const isFlag = !isInline && text !== undefined && /^-./.test(text) && Number.isNaN(number);
  if (text === undefined || isFlag) {
    const hint = isFlag ? ` For a value that begins with "-", write ${rawName}=${text}.` : '';
    throw new UsageError(`${rawName} needs a value.${hint}`);
  }
  if (text === '' && !takesEmpty) throw new UsageError(`The value of ${rawName} is empty.`);
  if (choices) checkChoice(rawName, text, choices);
  if (type !== 'number') return path === undefined ? text : readPath(text);
  if (!Number.isFinite(number)) {
    const hint = DECIMAL_COMMA.test(text) ? ` Write ${text.replace(',', '.')}.` : '';
    throw new UsageError(`${rawName} must be a number, not ${quoteWord(text)}.${hint}`);
  }
  return number;
}

function checkChoice(name: string, text: string, choices: readonly string[]): void {
  if (choices.includes(text)) return;
  const meant = closestWord(text, choices);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  throw new UsageError(`${name} must be one of ${choices.join(', ')}, not ${quoteWord(text)}.${hint}`);
}

function flagValue(name: string, { array, default: fallback }: FlagSpec, given: readonly unknown[]): unknown {
  if (array) return given.length > 0 ? given : (fallback ?? []);
  if (new Set(given).size > 1) throw new UsageError(`--${name} is given twice, with different values.`);
  return given[0] ?? fallback;
}

function operandValues(given: readonly string[], table: ArgumentTable<unknown>): Values {
  const values: Values = {};
  const rest = [...given];
  for (const [name, spec] of table.operands) {
    if (spec.demandOption && rest.length === 0) throw new UsageError(missing(name, spec));
    const typed = rest.splice(0, spec.array ? rest.length : 1);
    const words = spec.array && typed.length === 0 ? (spec.default ?? []) : typed;
    const { choices } = spec;
    if (choices) for (const word of words) checkChoice(`<${name}>`, word, choices);
    const read = spec.isName || choices ? [...words] : words.map((word) => readPath(word));
    values[camelCase(name)] = spec.array ? read : read[0];
  }
  return values;
}

/** Refuses more operands than the command takes. A name with spaces that is not in quotes is the usual reason. */
function refuseExtra(operands: readonly Operand[], words: readonly string[], table: ArgumentTable<unknown>): void {
  const specs = [...table.operands.values()];
  const extra = operands[specs.length];
  const last = specs.at(-1);
  if (extra === undefined || last?.array) return;
  const message = `Unexpected argument ${quoteWord(extra.word)}.`;
  if (last === undefined) throw new UsageError(`${message} This command takes no arguments.`);
  if (last.choices || last.isName) throw new UsageError(`${message} This command takes ${specs.length}.`);
  const [first, ...others] = operands.slice(specs.length - 1);
  const name = [first, ...others].map(({ word }) => word).join(' ');
  const meant = words.with(first.index, name).filter((_, i) => !others.some(({ index }) => index === i));
  throw new UsageError(`${message} Put names with spaces in quotes.`, { meant });
}

function missing(name: string, { array, describe }: OperandSpec): string {
  const explained = describe.charAt(0).toLowerCase() + describe.slice(1);
  return `Missing argument <${name}${array ? '..' : ''}>: ${explained}.`;
}

/** @param isEnded True after `--`, where every word is an operand. */
function readOperand(
  word: string,
  isEnded: boolean,
  { operands }: ArgumentTable<unknown>,
  known: ReadonlyMap<string, Flag>,
): string {
  if (word === '') {
    // "." is no name of a track or a model
    const takesPaths = [...operands.values()].some(({ array, isTrack, isName }) => array && !isTrack && !isName);
    const hint = takesPaths ? ' Use "." for the current folder.' : '';
    throw new UsageError(`An argument is empty. A variable of your shell may not be set.${hint}`);
  }
  const flag = word.replace(LONG_DASH, '');
  if (!isEnded && flag !== word && known.has(flag.split('=', 1)[0])) {
    throw new UsageError(`${quoteWord(word)} begins with a long dash. Write --${flag} with two hyphens.`);
  }
  return word;
}
