const DIGITS = 9;
/** Longest text that can be a number, a colour or a date. Patterns are tried on no longer one. */
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

/** Reads a colour, `0xRRGGBB` or `#RRGGBB`. */
export function colorValue(text: string | undefined): number | undefined {
  const digits = /^\s*(?:0x|#)([0-9a-f]{6})\s*$/i.exec(text ?? '')?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}

/** Reads a date, and returns it as `yyyy-mm-dd`; accepts days and months without a leading zero, and a time. */
export function dateValue(text: string | undefined): string | undefined {
  if (text === undefined || text.length > LONGEST_VALUE) return undefined;
  const found = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?\s*$/.exec(text);
  if (!found) return undefined;
  const [, year, month, day] = found;
  const isValid = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
  return isValid ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
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
