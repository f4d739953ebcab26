import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import {
  checkOptions,
  numberFrom,
  type OptionRule,
  oneOf,
  optionRules,
  RUN_OPTION_RULES,
  requirePaths,
  requireRule,
  wholeFrom,
  withDefaults,
} from './check-options.ts';

const RULES = { top: optionRules.positiveInteger, force: optionRules.flag };
const messageOf = (work: () => void): string => {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(OptionError);
    return (error as OptionError).message;
  }
  throw new Error('It did not throw.');
};

describe('checkOptions', () => {
  it('accepts every known option and ignores undefined', () => {
    expect(() => checkOptions({}, RULES)).not.toThrow();
    expect(() => checkOptions({ top: 1, force: false }, RULES)).not.toThrow();
    expect(() => checkOptions({ top: undefined, tpo: undefined }, RULES)).not.toThrow();
  });

  it('names an unknown option and lists the known ones', () => {
    expect(messageOf(() => checkOptions({ tpo: 1 }, RULES))).toBe('Unknown option "tpo". Options: top, force.');
    expect(messageOf(() => checkOptions({ bas: 1 }, { bass: optionRules.finiteNumber }, 'weights.'))).toBe(
      'Unknown option "weights.bas". Options: weights.bass.',
    );
  });

  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('refuses the inherited name %s', (name) => {
    const options = JSON.parse(`{"${name}": 1}`);
    expect(messageOf(() => checkOptions(options, RULES))).toContain(`Unknown option "${name}".`);
  });

  it('names the value that breaks its rule', () => {
    expect(messageOf(() => checkOptions({ top: '5' }, RULES))).toBe('top must be a positive whole number, not "5".');
    expect(messageOf(() => checkOptions({ force: null }, RULES))).toBe('force must be true or false, not null.');
    expect(messageOf(() => checkOptions({ bass: NaN }, { bass: optionRules.finiteNumber }, 'weights.'))).toBe(
      'weights.bass must be a finite number, not NaN.',
    );
  });

  it.each([
    ['./data', '"./data"'],
    [null, 'null'],
    [[], 'a list'],
    [5, '5'],
    [() => 1, 'a function'],
  ])('refuses %j as options', (options, described) => {
    expect(messageOf(() => checkOptions(options, RULES))).toBe(`Options must be an object, not ${described}.`);
  });
});

describe('rules', () => {
  const cases: [name: string, rule: OptionRule, fitting: unknown[], broken: unknown[], wanted: string][] = [
    ['flag', optionRules.flag, [true, false], [0, 'true', null], 'true or false'],
    ['text', optionRules.text, ['a', ' '], ['', 1, null], 'a string that is not empty'],
    ['finiteNumber', optionRules.finiteNumber, [-1, 0, 0.5], [NaN, Infinity, '1', 1n], 'a finite number'],
    ['positiveNumber', optionRules.positiveNumber, [0.1, 5], [0, -1, NaN, Infinity, '1'], 'a positive number'],
    [
      'positiveInteger',
      optionRules.positiveInteger,
      [1, 99],
      [0, -1, 1.5, NaN, Infinity, '1'],
      'a positive whole number',
    ],
    ['limit', optionRules.limit, [1, Infinity], [0, -1, -Infinity, 1.5, NaN, '1'], 'a positive whole number'],
    ['textList', optionRules.textList, [[], ['a', '']], ['a', [1], { 0: 'a' }], 'a list of strings'],
    ['callback', optionRules.callback, [() => 1, class {}], [{}, 'f', null], 'a function'],
    ['signal', optionRules.signal, [AbortSignal.abort()], [new AbortController(), {}], 'an AbortSignal'],
    ['options', optionRules.options, [{}, new Map()], [[], null, 'a', 1], 'an object'],
    ['numberFrom(0)', numberFrom(0), [0, 1e9], [-0.1, NaN, Infinity, '1'], '0 or more'],
    ['numberFrom(0, 5)', numberFrom(0, 5), [0, 5], [-1, 5.1, NaN], 'from 0 to 5'],
    ['wholeFrom(0)', wholeFrom(0), [0, 7], [-1, 0.5, NaN, Infinity, '1'], 'a whole number, 0 or more'],
    ['wholeFrom(0, 5)', wholeFrom(0, 5), [0, 5], [-1, 6, 2.5], 'a whole number from 0 to 5'],
    ['oneOf', oneOf(['fast', 'content']), ['fast'], ['Fast', '', 0, 'constructor'], 'one of fast, content'],
  ];

  it.each(cases)('%s', (_name, rule, fitting, broken, wanted) => {
    for (const value of fitting) expect(rule(value)).toBeUndefined();
    for (const value of broken) expect(rule(value)).toBe(wanted);
  });

  it('for every long job accept a signal and a listener', () => {
    const { signal } = new AbortController();
    expect(() => checkOptions({ signal, onProgress: () => {} }, RUN_OPTION_RULES)).not.toThrow();
    expect(messageOf(() => checkOptions({ onProgress: true }, RUN_OPTION_RULES))).toBe(
      'onProgress must be a function, not true.',
    );
  });
});

describe('requireRule', () => {
  it('names the value and its rule', () => {
    expect(() => requireRule('seconds', 3, optionRules.positiveNumber)).not.toThrow();
    expect(messageOf(() => requireRule('seconds', {}, optionRules.positiveNumber))).toBe(
      'seconds must be a positive number, not an object.',
    );
  });
});

describe('requirePaths', () => {
  it('accepts a list of paths', () => {
    expect(() => requirePaths('paths', [])).not.toThrow();
    expect(() => requirePaths('paths', ['.', '/music'])).not.toThrow();
  });

  it('refuses a string, whose letters would be paths', () => {
    expect(messageOf(() => requirePaths('paths', '/music'))).toBe(
      'paths must be a list of paths, not a string: ["/music"].',
    );
  });

  it('refuses an empty path, for example from an unset variable', () => {
    expect(messageOf(() => requirePaths('paths', ['/music', '']))).toBe(
      'paths has an empty path. Use "." for the current folder.',
    );
  });

  it.each([undefined, null, [1], { length: 0 }, new Set(['/music'])])('refuses %j', (paths) => {
    expect(messageOf(() => requirePaths('paths', paths))).toMatch(/^paths must be a list of strings, not /);
  });
});

describe('withDefaults', () => {
  it('fills in missing and undefined options, and keeps false, 0 and null', () => {
    const defaults: { top: number; force: boolean; model: string | null } = { top: 25, force: true, model: 'a' };
    expect(withDefaults(defaults, { top: undefined })).toEqual(defaults);
    expect(withDefaults(defaults, { top: 0, force: false, model: null })).toEqual({
      top: 0,
      force: false,
      model: null,
    });
    expect(defaults.top).toBe(25);
  });
});
