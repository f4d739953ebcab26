import type { TrackRecord } from '../tracks/track-record.ts';

/** What the tags of a file say it is. */
export interface NamedTrack {
  artist?: string;
  title?: string;
  /** Seconds. */
  durationS?: number;
}

/**
 * The name that copies share: artist and title without regard to case, Unicode form and runs of blanks. Undefined where either is missing: files
 * about which nothing is known are no copies of each other.
 */
export function metadataKey({ artist, title }: Pick<TrackRecord, 'artist' | 'title'>): string | undefined {
  const names = [fold(artist), fold(title)];
  return names.includes('') ? undefined : names.join('\n');
}

/**
 * Links tracks of the same artist and title whose durations differ by no more than `toleranceS`; a track of unknown duration is linked to none.
 *
 * @returns pairs of places in `tracks`, each track with the next shorter one at most, however many there are.
 */
export function metadataLinks(tracks: readonly NamedTrack[], toleranceS: number): [number, number][] {
  const byName = new Map<string, number[]>();
  for (const [at, track] of tracks.entries()) {
    const key = metadataKey(track);
    if (key === undefined || !isDuration(track.durationS)) continue;
    const same = byName.get(key);
    if (same) same.push(at);
    else byName.set(key, [at]);
  }
  const links: [number, number][] = [];
  for (const same of byName.values()) {
    const durationOf = (at: number) => tracks[at].durationS ?? 0;
    same.sort((a, b) => durationOf(a) - durationOf(b) || a - b);
    for (let i = 1; i < same.length; i++) {
      if (durationOf(same[i]) - durationOf(same[i - 1]) <= toleranceS) links.push([same[i - 1], same[i]]);
    }
  }
  return links;
}

/** Whether both durations are known and no further apart than so many seconds. */
export function isAsLong(a: NamedTrack, b: NamedTrack, toleranceS: number): boolean {
  return isDuration(a.durationS) && isDuration(b.durationS) && Math.abs(a.durationS - b.durationS) <= toleranceS;
}

function isDuration(seconds: number | undefined): seconds is number {
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0;
}

// a Python rbassist library may hold anything under these names
function fold(text: unknown): string {
  return typeof text === 'string' ? text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim() : '';
}
