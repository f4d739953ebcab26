import { cleanText, round } from '@rbassist/core';

/** A file's tag may have megabytes. */
const LONGEST_TEXT = 500;
const MOST_ITEMS = 500;
const DECIMALS = 3;

/** Returns text from a file, short, and without characters that hide or reorder text: they become escapes. */
export function shownText(text: string): string {
  return cleanText(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);
}

/** Returns an answer with every text as {@link shownText}, rounded numbers, and the first 500 items of each list. */
export function shownValues(value: unknown): unknown {
  if (typeof value === 'string') return shownText(value);
  if (typeof value === 'number') return round(value, DECIMALS);
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(shownValues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [shownText(name), shownValues(member)]));
}
