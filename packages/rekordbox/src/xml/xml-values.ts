const DIGITS = 9;
/** Longest text that can be a number. Patterns are tried on no longer one. */
const LONGEST_VALUE = 64;
const WHOLE = /^\s*[+-]?\d{1,15}\s*$/;
const NUMBER = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** Reads a whole number; undefined for anything else. */
export function wholeOf(text: string | undefined): number | undefined {
  if (text === undefined || text.length > LONGEST_VALUE) return undefined;
  return plainNumber(text, false) ?? (WHOLE.test(text) ? Number(text) : undefined);
}

/** Reads a decimal number; undefined for anything else. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text.length > LONGEST_VALUE) return undefined;
  const plain = plainNumber(text, true);
  if (plain !== undefined) return plain;
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Reads a number above 0; undefined for anything else. Programs write 0 for an unknown value. */
export function positiveOf(text: string | undefined): number | undefined {
  const value = numberOf(text);
  return value !== undefined && value > 0 ? value : undefined;
}

const POWERS = [1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/** Reads a short number of digits and at most one point, several times as fast as `Number`; undefined for others. */
function plainNumber(text: string, mayHavePoint: boolean): number | undefined {
  const { length } = text;
  if (length === 0 || length > DIGITS) return undefined;
  let value = 0;
  let decimals = -1;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      value = value * 10 + (code - 48);
      if (decimals >= 0) decimals++;
    } else if (code === 46 && mayHavePoint && decimals < 0 && at > 0) decimals = 0;
    else return undefined;
  }
  // both are exact, so the quotient is what Number gives
  return decimals > 0 ? value / POWERS[decimals] : value;
}
