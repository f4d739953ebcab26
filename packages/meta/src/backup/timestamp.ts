/** Returns the UTC date and time as YYYYMMDD-HHMMSS. */
export function timestamp(date: Date): string {
  return date.toISOString().replaceAll(/[-:]/g, '').slice(0, 15).replace('T', '-');
}
