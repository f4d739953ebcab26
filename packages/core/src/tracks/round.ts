/** Rounds a number to a number of decimals. */
export function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

const SIGNIFICANT_DIGITS = 3;

/** Rounds a number to three significant digits, which keeps stored contours short. */
export function toSignificant(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
