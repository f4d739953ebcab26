import { CURVE_NAMES, type CurveName, OptionError } from '@rbassist/core';
import { quoteWord } from '../arguments/usage-error.ts';

const NUMBER = /^(?:\d+\.?\d*|\.\d+)$/;

/**
 * Reads an energy curve: its name, or energies from 0 to 1 such as "0.3,0.9,0.5".
 *
 * @throws {OptionError} for any other text.
 */
export function readEnergyCurve(text: string | undefined): CurveName | number[] | undefined {
  if (text === undefined) return undefined;
  const name = CURVE_NAMES.find((known) => known === text.trim().toLowerCase());
  const points = name ?? numbersIn(text, /,/);
  if (points !== undefined) return points;
  throw new OptionError(
    `--energy must be ${CURVE_NAMES.join(', ')}, or numbers from 0 to 1 such as 0.3,0.9,0.5, not ${quoteWord(text)}.`,
  );
}

/**
 * Reads the tempos of a set: "124", a range such as "120-128", or several such as "118,126,122".
 *
 * @throws {OptionError} for any other text.
 */
export function readBpmCurve(text: string | undefined): number[] | undefined {
  if (text === undefined) return undefined;
  const points = numbersIn(text, /[,\-–]/);
  if (points !== undefined) return points;
  throw new OptionError(`--bpm must be tempos such as 120-128 or 118,126,122, not ${quoteWord(text)}.`);
}

function numbersIn(text: string, separator: RegExp): number[] | undefined {
  const words = text.split(separator).map((word) => word.trim());
  return words.every((word) => NUMBER.test(word)) ? words.map(Number) : undefined;
}
