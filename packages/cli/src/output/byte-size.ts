const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Returns bytes as text in powers of 1000, for example "1.26 GB", "378 MB" or "512 B". */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit < 2 || value >= 99.5 ? 0 : value >= 9.95 ? 1 : 2;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}
