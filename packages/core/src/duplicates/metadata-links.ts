import type { TrackRecord } from '../tracks/track-record.ts';

/** Artist, title and length of a file. */
export interface NamedTrack {
  artist?: string;
  title?: string;
  /** Length, in seconds. */
  durationS?: number;
}

/**
 * Returns the artist and title that copies share. Case, Unicode form and runs of blanks do not matter. Undefined if
 * either is missing: files without names are not copies of each other.
 */
export function metadataKey({ artist, title }: Pick<TrackRecord, 'artist' | 'title'>): string | undefined {
  const names = [fold(artist), fold(title)];
  return names.includes('') ? undefined : names.join('\n');
}

/**
 * Links tracks with the same artist and title whose lengths differ by `toleranceS` or less. A track of unknown length
 * has no links.
 *
 * @returns pairs of indexes in `tracks`. Each track is linked to the next shorter one only, so that n copies give n - 1
 *   links.
 */
export function metadataLinks(tracks: readonly NamedTrack[], toleranceS: number): [number, number][] {
  const byName = new Map<string, number[]>();
  for (const [index, track] of tracks.entries()) {
    const key = metadataKey(track);
    if (key === undefined || !isDuration(track.durationS)) continue;
    const same = byName.get(key);
    if (same) same.push(index);
    else byName.set(key, [index]);
  }
  const links: [number, number][] = [];
  for (const same of byName.values()) {
    const durationOf = (index: number) => tracks[index].durationS ?? 0;
    same.sort((a, b) => durationOf(a) - durationOf(b) || a - b);
    for (let i = 1; i < same.length; i++) {
      if (durationOf(same[i]) - durationOf(same[i - 1]) <= toleranceS) links.push([same[i - 1], same[i]]);
    }
  }
  return links;
}

/** Returns true if both lengths are known and differ by `toleranceS` seconds or less. */
export function isAsLong(a: NamedTrack, b: NamedTrack, toleranceS: number): boolean {
  return isDuration(a.durationS) && isDuration(b.durationS) && Math.abs(a.durationS - b.durationS) <= toleranceS;
}

function isDuration(seconds: number | undefined): seconds is number {
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0;
}

// a library of the Python rbassist may hold any type here
function fold(text: unknown): string {
  return typeof text === 'string' ? text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim() : '';
}
