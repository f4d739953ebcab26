/** Scans JSON without building values. This preserves numbers beyond 2^53, `1.0`, key order, NaN and Infinity. */
import { isUtf8 } from 'node:buffer';

/** The key's text is `[keyStart, keyEnd)`; the value begins at `valueStart`. Returns the end of the value. */
export type VisitMember = (keyStart: number, keyEnd: number, valueStart: number) => number;

const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const UPPER_E = 0x45;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LOWER_E = 0x65;
const LOWER_U = 0x75;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const ESCAPED = new Set(Buffer.from('"\\/bfnrt'));
const HEX_DIGITS = new Set(Buffer.from('0123456789abcdefABCDEF'));
const WORDS = new Map(
  ['true', 'false', 'null', 'NaN', 'Infinity'].map((word): [number, Buffer] => [word.charCodeAt(0), Buffer.from(word)]),
);
/** Same limit as Python's parser. */
const MAX_DEPTH = 1000;

export class JsonError extends SyntaxError {
  readonly problem: string;
  readonly at: number;
  /** True if the text ended inside a value. */
  readonly ended: boolean;

  constructor(problem: string, at: number, ended = false) {
    super(`${problem} at byte ${at}`);
    this.problem = problem;
    this.at = at;
    this.ended = ended;
  }
}

export function skipSpace(bytes: Buffer, at: number): number {
  let i = at;
  while (bytes[i] === SPACE || bytes[i] === NEWLINE || bytes[i] === RETURN || bytes[i] === TAB) i++;
  return i;
}

/** Reads the key at `at` and finds its value. Throws {@link JsonError} if there are none. */
export function readKey(bytes: Buffer, at: number): { key: string; valueAt: number } {
  const end = skipString(bytes, at);
  const colon = skipSpace(bytes, end);
  if (bytes[colon] !== COLON) throw unexpected(bytes, colon);
  requireUtf8(bytes, at, end);
  const valueAt = skipSpace(bytes, colon + 1);
  if (valueAt >= bytes.length) throw unexpected(bytes, valueAt);
  return { key: JSON.parse(bytes.toString('utf8', at, end)), valueAt };
}

export function requireUtf8(bytes: Buffer, start: number, end: number): void {
  if (!isUtf8(bytes.subarray(start, end))) throw new JsonError('it is not UTF-8 text', start);
}

/** Visits the members of the object at `at`. Returns the position after it. Throws {@link JsonError} if malformed. */
export function walkObject(bytes: Buffer, at: number, visit: VisitMember): number {
  if (bytes[at] !== OPEN_BRACE) throw unexpected(bytes, at);
  let i = skipSpace(bytes, at + 1);
  if (bytes[i] === CLOSE_BRACE) return i + 1;
  for (;;) {
    const keyEnd = skipString(bytes, i);
    const colon = skipSpace(bytes, keyEnd);
    if (bytes[colon] !== COLON) throw unexpected(bytes, colon);
    const next = skipSpace(bytes, visit(i, keyEnd, skipSpace(bytes, colon + 1)));
    if (bytes[next] === CLOSE_BRACE) return next + 1;
    if (bytes[next] !== COMMA) throw unexpected(bytes, next);
    i = skipSpace(bytes, next + 1);
  }
}

/** Returns the position after the value at `at`. Throws {@link JsonError} if malformed, or deeper than 1000 levels. */
export function skipValue(bytes: Buffer, at: number, depth = 0): number {
  if (depth > MAX_DEPTH) throw new JsonError(`values are nested more than ${MAX_DEPTH} deep`, at);
  const first = bytes[at];
  if (first === QUOTE) return skipString(bytes, at);
  if (first === OPEN_BRACE) return walkObject(bytes, at, (_start, _end, value) => skipValue(bytes, value, depth + 1));
  if (first === OPEN_BRACKET) return skipArray(bytes, at, depth);
  // most values are numbers, so they come before the words
  if (first >= ZERO && first <= NINE) return skipNumber(bytes, at);
  const word = WORDS.get(first);
  return word ? skipWord(bytes, at, word) : skipNumber(bytes, at);
}

function skipArray(bytes: Buffer, at: number, depth: number): number {
  let i = skipSpace(bytes, at + 1);
  if (bytes[i] === CLOSE_BRACKET) return i + 1;
  for (;;) {
    const next = skipSpace(bytes, skipValue(bytes, i, depth + 1));
    if (bytes[next] === CLOSE_BRACKET) return next + 1;
    if (bytes[next] !== COMMA) throw unexpected(bytes, next);
    i = skipSpace(bytes, next + 1);
  }
}

function skipString(bytes: Buffer, at: number): number {
  if (bytes[at] !== QUOTE) throw unexpected(bytes, at);
  for (let i = at + 1; ; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) return i + 1;
    if (byte === undefined || byte < SPACE) throw unexpected(bytes, i);
    if (byte === BACKSLASH) i = skipEscape(bytes, i + 1);
  }
}

/** Returns the position of an escape's last character. `at` is the first character after the backslash. */
function skipEscape(bytes: Buffer, at: number): number {
  if (ESCAPED.has(bytes[at])) return at;
  if (bytes[at] !== LOWER_U) throw unexpected(bytes, at);
  for (let i = at + 1; i <= at + 4; i++) if (!HEX_DIGITS.has(bytes[i])) throw unexpected(bytes, i);
  return at + 4;
}

function skipNumber(bytes: Buffer, at: number): number {
  let i = at;
  if (bytes[at] === MINUS) {
    i++;
    const infinity = WORDS.get(bytes[i]);
    if (infinity?.length === 'Infinity'.length) return skipWord(bytes, i, infinity);
  }
  i = bytes[i] === ZERO ? i + 1 : skipDigits(bytes, i);
  if (bytes[i] === POINT) i = skipDigits(bytes, i + 1);
  if (bytes[i] === LOWER_E || bytes[i] === UPPER_E) {
    const signed = bytes[i + 1] === PLUS || bytes[i + 1] === MINUS;
    i = skipDigits(bytes, signed ? i + 2 : i + 1);
  }
  return i;
}

function skipDigits(bytes: Buffer, at: number): number {
  let i = at;
  while (bytes[i] >= ZERO && bytes[i] <= NINE) i++;
  if (i === at) throw unexpected(bytes, at);
  return i;
}

function skipWord(bytes: Buffer, at: number, word: Buffer): number {
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word[i]) throw unexpected(bytes, at + i);
  return at + word.length;
}

export function unexpected(bytes: Buffer, at: number): JsonError {
  if (at >= bytes.length) return new JsonError('the text ends too early', bytes.length, true);
  return new JsonError(`unexpected ${JSON.stringify(String.fromCharCode(bytes[at]))}`, at);
}
