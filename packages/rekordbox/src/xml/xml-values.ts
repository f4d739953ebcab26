const WHOLE = /^\s*[+-]?\d{1,15}\s*$/;
const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** Reads a whole number; undefined for anything else. */
export function wholeOf(text: string | undefined): number | undefined {
  return text !== undefined && WHOLE.test(text) ? Number(text) : undefined;
}

/** Reads a decimal number; undefined for anything else. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || !NUMBER.test(text)) return undefined;
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
  const found = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?\s*$/.exec(text ?? '');
  if (!found) return undefined;
  const [, year, month, day] = found;
  const isValid = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
  return isValid ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
}
