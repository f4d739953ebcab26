const DIGITS = 2;

/** Returns an ISO time in the time zone of this computer, e.g. "2026-01-31 18:05"; other text stays as it is. */
export function localTime(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return text;
  const two = (part: number) => String(part).padStart(DIGITS, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
