const LOCALE = 'en';
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const twoDigits = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const DAY_MS = 86_400_000;
/** A file may hold a title of megabytes; no cell shows more. */
const LONGEST = 300;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const UNSHOWN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Returns text from a file for showing: without control characters and bidi overrides, and not longer than a cell. */
export function shownText(text: string | null | undefined): string {
  if (!text) return '';
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replace(UNSHOWN, ' ').trim();
}

/** Returns a count, such as "75,000". */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** Returns a size, such as "14.2 MB". */
export function formatBytes(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB'];
  let size = bytes / 1000;
  let unit = 0;
  for (; size >= 999.5 && unit < units.length - 1; unit++) size /= 1000;
  return `${size.toFixed(unit === 0 || size >= 99.5 ? 0 : size >= 9.95 ? 1 : 2)} ${units[unit]}`;
}

/** Returns a tempo with two digits, such as "136.50". */
export function formatBpm(bpm: number | null | undefined): string {
  return bpm ? twoDigits.format(bpm) : '';
}

/** Returns seconds as "6:12", or "1:02:09". */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '';
  const total = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  const rest = String(total % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** Returns how long ago a day was, such as "3 d", "5 mo" or "2 y". */
export function formatAge(day: string | null | undefined, now = Date.now()): string {
  const then = day ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(then)) return '';
  const days = Math.floor((now - then) / DAY_MS);
  if (days <= 0) return 'today';
  if (days < 31) return `${days} d`;
  return days < 365 ? `${Math.floor(days / 30.5)} mo` : `${Math.floor(days / 365)} y`;
}

/** Returns a time that is left, such as "4 min" or "2 h 10 min". */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
