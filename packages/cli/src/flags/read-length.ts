import { OptionError } from '@rbassist/core';
import { quoteWord } from '../arguments/usage-error.ts';

const CLOCK = /^(?:(\d+):)?(\d{1,3}):([0-5]\d)$/;
const SECONDS = /^\d+(?:\.\d+)?$/;

/**
 * Reads the length of a track: "3:30", "1:02:00", or seconds such as "210". A number comes from a preset.
 *
 * @returns seconds.
 * @throws {OptionError} for any other text.
 */
export function readLength(flag: string, text: string | number | undefined): number | undefined {
  if (text === undefined || typeof text === 'number') return text;
  const [, hours = 0, minutes, seconds] = CLOCK.exec(text) ?? [];
  if (minutes !== undefined) return 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds);
  if (SECONDS.test(text)) return Number(text);
  throw new OptionError(`${flag} must be a length such as 3:30, or seconds such as 210, not ${quoteWord(text)}.`);
}
