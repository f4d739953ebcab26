/** Returns true for a finite number. Another program may store any type in a record. */
export function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
