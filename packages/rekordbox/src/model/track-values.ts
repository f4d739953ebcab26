import type { DjTrack } from './dj-track.ts';

const DAY_MS = 86_400_000;
const LAST_DAY_MS = Date.UTC(9999, 11, 31) + DAY_MS - 1;

/** Returns the day of a Unix time in seconds, `yyyy-mm-dd`; undefined for 0 or an impossible time. */
export function dayOfUnixTime(seconds: number | undefined): string | undefined {
  if (seconds === undefined || !(seconds > 0) || seconds * 1000 > LAST_DAY_MS) return undefined;
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** Returns a day as `yyyy-mm-dd`; undefined if there is no such day. */
function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}

/** A date, maybe with a time after it. Programs leave out leading zeros, and Traktor and Serato write slashes. */
const DATE = /^\s*(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?![^ T])/;

/** Returns the day of a date such as "2024-03-09", "2024/3/9" or "2024-03-09 12:00", as `yyyy-mm-dd`. */
export function dayIn(text: string | undefined): string | undefined {
  const [, year, , month, day] = DATE.exec(text ?? '') ?? [];
  return year === undefined ? undefined : dayOf(Number(year), Number(month), Number(day));
}

/** Returns stars from 1 to 5 for a rating from 0 to `most`; undefined for an unrated track. */
export function starsOf(rating: number | undefined, most: number): number | undefined {
  if (rating === undefined || !Number.isFinite(rating)) return undefined;
  return Math.min(5, Math.max(0, Math.round((rating / most) * 5))) || undefined;
}

/** A track whose fields may be undefined. */
type Partly<T> = { [K in keyof T]: T[K] | (undefined extends T[K] ? undefined : never) };

/** Returns the track without the fields that are undefined. */
export function withoutUndefined<T extends object = DjTrack>(track: Partly<T>): T {
  return Object.fromEntries(Object.entries(track).filter(([, value]) => value !== undefined)) as T;
}
