/** Rounds to so many digits after the point; 3 makes milliseconds of seconds. */
export function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
