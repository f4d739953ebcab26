import { errorMessage, OptionError } from '@rbassist/core';

const NON_ASCII = /[\u007f-\uffff]/g;
const STRING_OR_NON_FINITE = /"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)/g;
/** Lengths of the text that `JSON.stringify([[[value]]], null, 2)` adds, which indents like a record's member. */
const NEST_START = '[\n  [\n    [\n      '.length;
const NEST_END = '\n    ]\n  ]\n]'.length;

/** Parses JSON. Reads NaN and Infinity of Python's json module as null. Throws a SyntaxError. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replace(STRING_OR_NON_FINITE, (token) => (token.startsWith('"') ? token : 'null')));
  }
}

/** Returns JSON text in ASCII, like Python's json module, indented as a member of a record. */
export function indentedJson(value: unknown): string {
  return ascii(JSON.stringify([[[value]]], null, 2).slice(NEST_START, -NEST_END));
}

/** Returns JSON text in ASCII on one line. Throws {@link OptionError} for a bigint or a circular structure. */
export function lineJson(key: string, value: unknown): string {
  try {
    return ascii(JSON.stringify([value]).slice(1, -1));
  } catch (cause) {
    throw new OptionError(`"${key}" can't be stored as JSON: ${errorMessage(cause)}.`, { cause });
  }
}

function ascii(text: string): string {
  return text.replace(NON_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
