import { numberFrom, type OptionRule, optionRules } from '@rbassist/core';

/** A range of numbers, with both ends. */
export interface Limits {
  from?: number;
  to?: number;
}

const isNumber = numberFrom(Number.MIN_SAFE_INTEGER);

/** Accepts {@link Limits}. */
export const limitsRule: OptionRule = (value) => {
  if (optionRules.options(value) !== undefined) return 'an object with `from` and `to`';
  const { from, to, ...others } = value as Limits;
  const isRange = [from, to].every((end) => end === undefined || isNumber(end) === undefined);
  if (!isRange || Object.keys(others).length > 0) return 'an object with the numbers `from` and `to`';
  return from !== undefined && to !== undefined && from > to ? 'a range whose `from` is not above its `to`' : undefined;
};

/** Returns true if a number is in a range; false for an unknown one. */
export function isWithin(value: number | undefined, { from, to }: Limits): boolean {
  return value !== undefined && (from === undefined || value >= from) && (to === undefined || value <= to);
}
