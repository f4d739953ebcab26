import { OptionError } from '../errors.ts';

/** A rule for an option's value; gives what the value must be if it breaks the rule, e.g. "true or false". */
export type OptionRule = (value: unknown) => string | undefined;

const rule =
  (fits: (value: unknown) => boolean, wanted: string): OptionRule =>
  (value) =>
    fits(value) ? undefined : wanted;

const isNumber = (value: unknown): value is number => typeof value === 'number' && !Number.isNaN(value);
const isStringList = (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Rules for the kinds of options that rbassist has. */
export const optionRules = {
  flag: rule((value) => typeof value === 'boolean', 'true or false'),
  text: rule((value) => typeof value === 'string' && value !== '', 'a string that is not empty'),
  finiteNumber: rule(Number.isFinite, 'a finite number'),
  positiveNumber: rule((value) => isNumber(value) && Number.isFinite(value) && value > 0, 'a positive number'),
  positiveInteger: rule((value) => Number.isInteger(value) && Number(value) > 0, 'a positive whole number'),
  /** For limits, where `Infinity` means none. */
  limit: rule(
    (value) => value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && Number(value) > 0),
    'a positive whole number',
  ),
  textList: rule(isStringList, 'a list of strings'),
  callback: rule((value) => typeof value === 'function', 'a function'),
  signal: rule((value) => value instanceof AbortSignal, 'an AbortSignal'),
  options: rule((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'an object'),
} as const satisfies Record<string, OptionRule>;

/** A rule for a number from `low` to `high`, both included. */
export function numberFrom(low: number, high = Number.POSITIVE_INFINITY): OptionRule {
  const wanted = high === Number.POSITIVE_INFINITY ? `${low} or more` : `from ${low} to ${high}`;
  return rule((value) => isNumber(value) && Number.isFinite(value) && value >= low && value <= high, wanted);
}

/** A rule for one of some words. */
export function oneOf(choices: readonly string[]): OptionRule {
  return rule((value) => choices.includes(value as string), `one of ${choices.join(', ')}`);
}

/** Rules of {@link RunOptions}. */
export const RUN_OPTION_RULES = { signal: optionRules.signal, onProgress: optionRules.callback } as const;

/**
 * Checks options that a caller gave, also from plain JavaScript. An option that is `undefined` counts as not given.
 *
 * @param rules The rule of every option there is.
 * @param prefix Put before an option's name in the message, e.g. "weights.".
 * @throws {OptionError} for options that are no object, an option that does not exist, or a value that breaks its rule.
 */
export function checkOptions(options: unknown, rules: Readonly<Record<string, OptionRule>>, prefix = ''): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new OptionError(`Options must be an object, not ${describe(options)}.`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(rules, name)) {
      throw new OptionError(`There is no option "${prefix}${name}". Options are: ${Object.keys(rules).join(', ')}.`);
    }
    requireRule(`${prefix}${name}`, value, rules[name]);
  }
}

/** Fills in the defaults of options that were not given. */
export function withDefaults<Settings extends object>(defaults: Settings, options: Partial<Settings>): Settings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}

/** Checks one value. Throws {@link OptionError} if it breaks the rule. */
export function requireRule(name: string, value: unknown, optionRule: OptionRule): void {
  const wanted = optionRule(value);
  if (wanted !== undefined) throw new OptionError(`${name} must be ${wanted}, not ${describe(value)}.`);
}

/**
 * Checks a list of files and folders.
 *
 * @throws {OptionError} for a string, which would be taken letter by letter, and for an empty path, which would mean the current folder.
 */
export function requirePaths(name: string, paths: unknown): asserts paths is readonly string[] {
  if (typeof paths === 'string') throw new OptionError(`${name} must be a list of paths, not a string: ["${paths}"].`);
  requireRule(name, paths, optionRules.textList);
  if ((paths as string[]).includes(''))
    throw new OptionError(`${name} has an empty path. Use "." for the current folder.`);
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
