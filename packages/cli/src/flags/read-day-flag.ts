import { OptionError } from '@rbassist/core';
import { readDay } from '@rbassist/library';
import { quoteWord } from '../arguments/usage-error.ts';

/** A time as the library writes it, which a preset may hold. */
const ISO_TIME = /^\d{4}-\d\d-\d\dT/;

/**
 * Reads the day of a flag: a date, or an age such as "30d".
 *
 * @param edge Part of the day to return: its start or its end, by the clock of this computer.
 * @returns the time as an ISO 8601 date.
 * @throws {OptionError} for any other text, and for a day that does not exist.
 */
export function readDayFlag(flag: string, text: string | undefined, edge: 'start' | 'end'): string | undefined {
  if (text === undefined || ISO_TIME.test(text)) return text;
  const time = readDay(text, edge);
  if (time !== undefined) return time;
  throw new OptionError(
    `${flag} must be a date such as 2026-01-31, or an age such as 30d, 6w, 3m or 1y, not ${quoteWord(text)}.`,
  );
}
