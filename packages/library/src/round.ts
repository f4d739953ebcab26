/** A number to so many digits after the point, as it is stored. */
export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

const SIGNIFICANT_DIGITS = 3;

/** A number to three significant digits. */
export function toSignificant(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
