import { OptionError } from '@rbassist/core';
import { quoteWord } from '../arguments/usage-error.ts';

const CLOCK = /^(\d+):([0-5]?\d)(?::([0-5]\d))?$/;
const UNITS = /^(?:(\d+(?:\.\d+)?)\s*h)?\s*(?:(\d+(?:\.\d+)?)\s*m(?:in)?)?$/i;
const MINUTES = /^\d+(?:\.\d+)?$/;

/**
 * Reads the length of a set: "90m", "2h", "1h30m", "1:30" (hours and minutes), "1:30:00", or minutes such as "90".
 *
 * @returns seconds.
 * @throws {OptionError} for any other text, and for 0.
 */
export function readSetLength(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = secondsIn(text.trim());
  if (seconds !== undefined && seconds > 0) return seconds;
  throw new OptionError(
    `${flag} must be a length such as 90m, 1h30m or 1:30 (hours and minutes), not ${quoteWord(text)}.`,
  );
}

function secondsIn(text: string): number | undefined {
  if (MINUTES.test(text)) return 60 * Number(text);
  const clock = CLOCK.exec(text);
  if (clock) return 3600 * Number(clock[1]) + 60 * Number(clock[2]) + Number(clock[3] ?? 0);
  const [, hours, minutes] = UNITS.exec(text) ?? [];
  if (hours === undefined && minutes === undefined) return undefined;
  return 3600 * Number(hours ?? 0) + 60 * Number(minutes ?? 0);
}
