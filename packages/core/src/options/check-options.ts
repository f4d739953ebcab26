import { OptionError } from '../errors.ts';

/** A rule for an option. Returns undefined for a valid value, otherwise the accepted values, e.g. "true or false". */
export type OptionRule = (value: unknown) => string | undefined;

const rule =
  (fits: (value: unknown) => boolean, wanted: string): OptionRule =>
  (value) =>
    fits(value) ? undefined : wanted;

const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isStringList = (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Accepts an AbortSignal from any realm or polyfill. */
const isSignal = (value: unknown) =>
  typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value;

/** Rules for the common kinds of options. */
export const optionRules = {
  flag: rule((value) => typeof value === 'boolean', 'true or false'),
  text: rule((value) => typeof value === 'string' && value !== '', 'a string that is not empty'),
  finiteNumber: rule(isNumber, 'a finite number'),
  positiveNumber: rule((value) => isNumber(value) && value > 0, 'a positive number'),
  positiveInteger: rule((value) => Number.isInteger(value) && Number(value) > 0, 'a positive whole number'),
  /** Accepts `Infinity` too, for no limit. */
  limit: rule(
    (value) => value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && Number(value) > 0),
    'a positive whole number',
  ),
  textList: rule(isStringList, 'a list of strings'),
  callback: rule((value) => typeof value === 'function', 'a function'),
  signal: rule(isSignal, 'an AbortSignal'),
  options: rule((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'an object'),
} as const satisfies Record<string, OptionRule>;

/** Returns the rule for a number from `low` to `high`, inclusive. */
export function numberFrom(low: number, high = Number.POSITIVE_INFINITY): OptionRule {
  const wanted = high === Number.POSITIVE_INFINITY ? `${low} or more` : `from ${low} to ${high}`;
  return rule((value) => isNumber(value) && value >= low && value <= high, wanted);
}

/** Returns the rule for a whole number from `low` to `high`, inclusive. */
export function wholeFrom(low: number, high = Number.POSITIVE_INFINITY): OptionRule {
  const wanted = high === Number.POSITIVE_INFINITY ? `, ${low} or more` : ` from ${low} to ${high}`;
  return rule(
    (value) => Number.isInteger(value) && Number(value) >= low && Number(value) <= high,
    `a whole number${wanted}`,
  );
}

/** Returns the rule for one of several words. */
export function oneOf(choices: readonly string[]): OptionRule {
  return rule((value) => choices.includes(value as string), `one of ${choices.join(', ')}`);
}

/** Rules for the options of every long job: `signal` and `onProgress`. */
export const RUN_OPTION_RULES = { signal: optionRules.signal, onProgress: optionRules.callback } as const;

/**
 * Checks options at run time, for callers in plain JavaScript. Ignores options that are `undefined`.
 *
 * @param rules Rule of each known option.
 * @param prefix Text before an option's name in messages, e.g. "weights.".
 * @throws {OptionError} if the options are not an object, an option is unknown, or a value breaks its rule.
 */
export function checkOptions(options: unknown, rules: Readonly<Record<string, OptionRule>>, prefix = ''): void {
  requireRule('Options', options, optionRules.options);
  for (const [name, value] of Object.entries(options as object)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(rules, name)) {
      const known = Object.keys(rules).map((option) => prefix + option);
      throw new OptionError(`Unknown option "${prefix}${name}". Options: ${known.join(', ')}.`);
    }
    requireRule(`${prefix}${name}`, value, rules[name]);
  }
}

/** Fills in the defaults of options that are missing or undefined. */
export function withDefaults<Settings extends object>(defaults: Settings, options: Partial<Settings>): Settings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}

/** Throws {@link OptionError} if a value breaks the rule. The message calls the value `name`. */
export function requireRule(name: string, value: unknown, optionRule: OptionRule): void {
  const wanted = optionRule(value);
  if (wanted === undefined) return;
  throw new OptionError(`${name} must be ${wanted}, not ${describe(value)}.`, { option: name });
}

/**
 * Checks a list of files and folders, which the message calls `name`.
 *
 * @throws {OptionError} for a string, whose letters would be read as paths, and for '', the current folder.
 */
export function requirePaths(name: string, paths: unknown): asserts paths is readonly string[] {
  if (typeof paths === 'string') throw new OptionError(`${name} must be a list of paths, not a string: ["${paths}"].`);
  requireRule(name, paths, optionRules.textList);
  if ((paths as string[]).includes('')) {
    throw new OptionError(`${name} has an empty path. Use "." for the current folder.`);
  }
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? describeList(value) : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

/** Quotes a short list of numbers, such as a range; another list may be long. */
function describeList(list: readonly unknown[]): string {
  return list.length === 2 && list.every(isNumber) ? `[${list.join(', ')}]` : 'a list';
}
