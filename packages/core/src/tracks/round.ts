/** A number to so many digits after the point; 3 makes milliseconds of seconds. */
export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

const SIGNIFICANT_DIGITS = 3;

/** A number to three significant digits; keeps contours short where they are stored. */
export function toSignificant(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
