const LOCALE = 'en';
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const twoDigits = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const since = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
const dateAndTime = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'short' });
const DAY_MS = 86_400_000;
/** Units of an age, and the seconds of each. */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_635_200],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;
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

/** Returns a count with its noun, such as "1 track" or "75,000 tracks". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : several}`;
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

/** Returns how long ago a moment was, such as "just now", "3 hours ago" or "yesterday". */
export function formatSince(moment: string, now = Date.now()): string {
  // a clock that was set back must not make a result come from the future
  const seconds = Math.max(0, (now - Date.parse(moment)) / 1000);
  if (Number.isNaN(seconds)) return '';
  const [unit, length] = UNITS.find(([, least]) => seconds >= least) ?? [];
  return unit ? since.format(-Math.floor(seconds / length!), unit) : 'just now';
}

/** Returns a moment with its date and time, such as "1 July 2026 at 11:00". */
export function formatMoment(moment: string): string {
  return dateAndTime.format(Date.parse(moment));
}

/** Returns a time that is left, such as "4 min" or "2 h 10 min". */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
