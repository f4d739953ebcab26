import { parse } from 'node:path';
import { isAudioName } from '../walk/music-names.ts';

export interface NameTags {
  artist?: string;
  title?: string;
}

const DASH = '[-‐‑‒–—―−]';
const BETWEEN_PARTS = new RegExp(`\\s+${DASH}\\s+`);
/** Disc, track and side numbers before a name, which cannot be part of the name. */
const SURE_NUMBER = new RegExp(
  [
    // "1-03 Title"
    `^\\d{1,2}-\\d{2}\\s+(?:${DASH}\\s+)?`,
    // "(01) Title", "1. Title", "01) Title"
    '^[([]\\d{1,3}[)\\]]\\s+',
    '^\\d{1,3}[.):]\\s+',
    // "01 Title", "01-Title", "01.Title"; not a date
    `^0\\d{1,2}(?:\\s*[.)_:]\\s*|\\s*${DASH}\\s*|\\s+)(?!\\d{1,2}[-.]\\d)`,
    // "12 - Title"
    `^\\d{1,2}\\s+${DASH}\\s+`,
    // "A1 - Title", "A1. Title", "A1 Artist - Title"
    `^[A-H][1-9](?:\\s+${DASH}\\s+|[.)]\\s*)`,
    `^[A-D][1-9]\\s+(?=.*\\s${DASH}\\s)`,
  ].join('|'),
);
/** A number that may be part of a name, such as "50 Cent" or "808 State". */
const POSSIBLE_NUMBER = new RegExp(`^[1-9]\\d{0,2}(?:\\s+${DASH}\\s+|-(?=\\D)|[\\s_]+)`);
const MIDDLE_NUMBER = /^(?:\d{1,2}|0\d{2})$/;
/** A Camelot key, as Mixed In Key writes it before or after a name, with the tempo. */
const CAMELOT = /^(?:0?[1-9]|1[0-2])[AB]$/;
const TEMPO = /^\d{2,3}(?:[.,]\d+)?$/;
const LABEL = /^\[[^\]]*\]\s+(?=\S)/;
/** Second extensions, as in stem files and files that were named twice. */
const EXTRA_ENDINGS = /(?<=.)(?:\.(?:stem|mp3|wav|flac|m4a|aiff?))+$/i;
const DISC = /^(?:cd|dis[ck])\s*\d{1,2}$/i;
const NOBODY = /^(?:unknown(?: artists?)?|various(?: artists?)?|v\.?a\.?|\d+|(?:audio)?\s*track\s*\d+)$/i;
/** Smallest number of numbered files that shows a pattern. */
const MIN_NUMBERED = 3;

/**
 * Reads artist and title from a name like "Artist - Title", without track numbers and album. If the artist is doubtful,
 * the whole name is the title. `neighbours`, the names in the folder, distinguish "10 Artist - Title" from "50 Cent -
 * In Da Club".
 */
export function fileNameTags(path: string, neighbours: readonly string[] = []): NameTags {
  const whole = nameOf(path);
  const name = withoutNumber(whole, neighbours);
  const parts = withoutKey(name.split(BETWEEN_PARTS).map((part) => part.trim()));
  if (parts.length === 1) return untitled(parts[0], whole);
  if (DISC.test(parts[0])) parts.shift();
  const middle = parts.findIndex((part, n) => n > 0 && n < parts.length - 1 && MIDDLE_NUMBER.test(part));
  const titles = middle > 0 ? parts.slice(middle + 1) : withoutAlbum(parts, neighbours);
  if (!NOBODY.test(parts[0])) return found(parts[0], titles);
  // "Various Artists - Album - 03 - Artist - Title"
  if (middle > 0 && titles.length > 1) return found(titles[0], titles.slice(1));
  return { title: /^\d+$/.test(parts[0]) ? name : titles.join(' - ') };
}

/** True if the other files in the folder decide how a name is read. */
export function needsNeighbours(path: string): boolean {
  const name = nameOf(path);
  return !SURE_NUMBER.test(name) && (POSSIBLE_NUMBER.test(name) || /\s\d{2}\s/.test(name));
}

function nameOf(path: string): string {
  const name = parse(path).name.replace(EXTRA_ENDINGS, '').normalize('NFC');
  return (/\s/.test(name) ? name : name.replaceAll(/_+/g, ' ')).trim();
}

function withoutNumber(name: string, neighbours: readonly string[]): string {
  const number = SURE_NUMBER.exec(name) ?? (isNumbered(neighbours) ? POSSIBLE_NUMBER.exec(name) : null);
  return (number && name.slice(number[0].length).trim()) || name;
}

/** True if every file begins with its own number, from 1. */
function isNumbered(neighbours: readonly string[]): boolean {
  const names = neighbours.filter(isAudioName);
  const numbers = new Set(names.map((name) => Number(/^(\d{1,3})(?!\d)/.exec(name)?.[1] ?? Number.NaN)));
  const isWhole = numbers.size === names.length && names.length >= MIN_NUMBERED && !numbers.has(Number.NaN);
  return isWhole && numbers.has(1) && Math.max(...numbers) <= 3 * names.length;
}

/** Removes "8A - 126" before or after a name. */
function withoutKey(parts: readonly string[]): string[] {
  const at = parts.findIndex((part, n) => CAMELOT.test(part) && (n < 2 || n >= parts.length - 2));
  if (at < 0 || parts.length < 2) return [...parts];
  const isExtra = (n: number) => n === at || (Math.abs(n - at) === 1 && TEMPO.test(parts[n]));
  const others = parts.filter((_, n) => !isExtra(n));
  return others.length > 0 ? others : [...parts];
}

/** Shops name files "Artist - Album - 03 Title". */
function withoutAlbum(parts: readonly string[], neighbours: readonly string[]): string[] {
  const numbered = /^(\d{2})\s+(.+)$/.exec(parts.at(-1) ?? '');
  if (parts.length < 3 || !numbered) return parts.slice(1);
  const front = parts.slice(0, -1).join(' - ');
  const isTrack = numbered[1].startsWith('0') || neighbours.some((name) => name.startsWith(`${front} - 0`));
  return isTrack ? [numbered[2]] : parts.slice(1);
}

function found(artist: string, titles: readonly string[]): NameTags {
  const title = titles.join(' - ');
  return artist && title ? { artist: artist.replace(LABEL, ''), title } : { title: title || artist };
}

/** Reads a name without dashes: the title, or "[Artist] Title" after a number. */
function untitled(name: string, whole: string): NameTags {
  const [, artist, title] = (name !== whole && /^\[([^\]]+)\]\s+(.+)$/.exec(name)) || [];
  if (artist && !NOBODY.test(artist)) return { artist, title };
  return name ? { title: name } : {};
}
