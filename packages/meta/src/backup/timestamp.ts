/** Returns UTC date and time for a file name, as YYYYMMDD-HHMMSS. */
export function timestamp(date: Date): string {
  return date.toISOString().replaceAll(/[-:]/g, '').slice(0, 15).replace('T', '-');
}
