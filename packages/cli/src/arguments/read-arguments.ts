import { parseArgs } from 'node:util';
import { type ArgumentTable, camelCase, type FlagSpec, type OperandSpec } from './argument-table.ts';
import { UsageError } from './usage-error.ts';

const END_OF_FLAGS = '--';
const NEGATION = 'no-';

interface Flag extends FlagSpec {
  name: string;
}

type Values = Record<string, unknown>;

/**
 * Returns the index of the first word that is neither a flag nor its value; undefined if there is none before `--`.
 * Flags that the table lacks count as flags without a value.
 */
export function firstOperandAt(words: readonly string[], table: ArgumentTable<unknown>): number | undefined {
  for (const { kind, index } of tokensOf(words, flagsByName(table))) {
    if (kind === 'positional') return index;
    if (kind === 'option-terminator') return undefined;
  }
  return undefined;
}

/**
 * Reads the arguments of a command. Words behind `--` are operands, whatever they begin with. Requires no operands if
 * `--help` or `--version` is given.
 *
 * @returns the values by name in camel case.
 * @throws {UsageError} for an unknown flag, a missing, extra, empty or invalid value, and for too few or too many
 *   operands.
 */
export function readArguments<Given>(words: readonly string[], table: ArgumentTable<Given>): Given {
  const known = flagsByName(table);
  const given = new Map<string, unknown[]>();
  const operands: string[] = [];
  for (const token of tokensOf(words, known)) {
    if (token.kind === 'positional') operands.push(requireText(token.value));
    if (token.kind !== 'option') continue;
    const { flag, value } = readFlag(token, words[token.index], known);
    given.set(flag.name, [...(given.get(flag.name) ?? []), value]);
  }
  const values: Values = {};
  for (const [name, spec] of table.flags) values[camelCase(name)] = flagValue(name, spec, given.get(name) ?? []);
  if (!values.help && !values.version) {
    if (words.includes(END_OF_FLAGS) && operands.length === 0 && table.operands.size > 0) {
      throw new UsageError('Nothing follows "--".');
    }
    Object.assign(values, operandValues(operands, table));
  }
  return values as Given;
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

/** @param word The word that holds the flag, e.g. `--top=5`. */
function readFlag({ name, rawName, value, inlineValue }: FlagToken, word: string, known: ReadonlyMap<string, Flag>) {
  const opposite = name.startsWith(NEGATION) ? known.get(name.slice(NEGATION.length)) : undefined;
  const negated = opposite?.type === 'boolean' ? opposite : undefined;
  const flag = known.get(name) ?? negated;
  if (!flag) {
    const hint = rawName.startsWith('--') ? '' : ' Put "--" in front of paths that begin with "-".';
    throw new UsageError(`Unknown flag "${rawName.startsWith('--') ? rawName : word}".${hint}`);
  }
  if (flag.type !== 'boolean') return { flag, value: readValue(flag, rawName, value, inlineValue === true) };
  if (value !== undefined) throw new UsageError(`${rawName} takes no value. Its opposite is --${oppositeOf(name)}.`);
  return { flag, value: negated === undefined };
}

function oppositeOf(name: string): string {
  return name.startsWith(NEGATION) ? name.slice(NEGATION.length) : `${NEGATION}${name}`;
}

function readValue({ type, choices }: Flag, rawName: string, text: string | undefined, isInline: boolean) {
  const number = type === 'number' && text?.trim() ? Number(text) : Number.NaN;
  const isFlag = !isInline && text !== undefined && /^-./.test(text) && Number.isNaN(number);
  if (text === undefined || isFlag) {
    const hint = isFlag ? ` For a value that begins with "-", write ${rawName}=${text}.` : '';
    throw new UsageError(`${rawName} needs a value.${hint}`);
  }
  if (text === '') throw new UsageError(`The value of ${rawName} is empty.`);
  if (choices && !choices.includes(text)) {
    throw new UsageError(`${rawName} must be one of ${choices.join(', ')}, not "${text}".`);
  }
  if (type !== 'number') return text;
  if (!Number.isFinite(number)) throw new UsageError(`${rawName} must be a number, not "${text}".`);
  return number;
}

function flagValue(name: string, { array, default: fallback }: FlagSpec, given: readonly unknown[]): unknown {
  if (array) return given;
  if (new Set(given).size > 1) throw new UsageError(`--${name} is given twice, with different values.`);
  return given[0] ?? fallback;
}

function operandValues(given: readonly string[], table: ArgumentTable<unknown>): Values {
  const values: Values = {};
  const rest = [...given];
  for (const [name, { array, demandOption, default: fallback = [] }] of table.operands) {
    if (demandOption && rest.length === 0) throw new UsageError(missing(name, table.operands));
    values[camelCase(name)] = array ? (rest.length > 0 ? rest.splice(0) : [...fallback]) : rest.shift();
  }
  if (rest.length > 0) throw new UsageError(`"${rest[0]}" is one argument too many.`);
  return values;
}

function missing(name: string, operands: ReadonlyMap<string, OperandSpec>): string {
  return `An argument is missing: ${operands.get(name)?.describe ?? name}.`;
}

function requireText(operand: string): string {
  if (operand !== '') return operand;
  throw new UsageError(
    'An argument is empty; a variable of your shell may not be set. Use "." for the current folder.',
  );
}
