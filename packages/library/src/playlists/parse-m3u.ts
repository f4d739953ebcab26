/** A line of a playlist that names a track, with what the lines before it say of the track. */
export interface M3uEntry {
  /** Path or URL, as written. */
  location: string;
  /** Number of the line in the file, from 1. */
  line: number;
  /** Name of the track, usually "Artist - Title". */
  name?: string;
  artist?: string;
  title?: string;
  /** Length, in seconds. */
  durationS?: number;
}

/** `#EXTINF:355,Artist - Title`; attributes such as `tvg-id="a,b"` may follow the length. */
const EXTINF = /^#EXTINF:\s*(-?\d+(?:\.\d+)?)?((?:\s+[\w-]+=(?:"[^"]*"|[^\s,]*))*)\s*(?:,(.*))?$/i;
const EXTART = /^#EXTART:(.*)$/i;
const SEPARATOR = ' - ';

/** Reads the lines of an M3U or M3U8 playlist. Skips blank lines and comments. */
export function parseM3u(lines: readonly string[]): M3uEntry[] {
  const entries: M3uEntry[] = [];
  let facts: Omit<M3uEntry, 'location' | 'line'> = {};
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    if (!line.startsWith('#')) {
      entries.push({ location: line, line: i + 1, ...facts, ...namesOf(facts) });
      facts = {};
      continue;
    }
    const [, seconds, , name] = EXTINF.exec(line) ?? [];
    const artist = EXTART.exec(line)?.[1].trim();
    // players write -1 or 0 for an unknown length
    if (Number(seconds) > 0) facts.durationS = Number(seconds);
    if (name?.trim()) facts.name = name.trim();
    if (artist) facts.artist = artist;
  }
  return entries;
}

function namesOf({ name, artist }: Pick<M3uEntry, 'name' | 'artist'>): Pick<M3uEntry, 'artist' | 'title'> {
  if (name === undefined) return {};
  if (artist !== undefined) return { title: name.startsWith(artist + SEPARATOR) ? titleAfter(artist, name) : name };
  const at = name.indexOf(SEPARATOR);
  return at <= 0 ? { title: name } : { artist: name.slice(0, at), title: titleAfter(name.slice(0, at), name) };
}

function titleAfter(artist: string, name: string): string {
  return name.slice(artist.length + SEPARATOR.length);
}
