import {
  isAsLong,
  isCopy,
  isNamedAlike,
  type NamedTrack,
  type StoredSound,
  storedSound,
  type TrackRecord,
} from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';

/** A track that seems to be a copy of another, and the evidence. */
export interface KnownCopy {
  path: string;
  /**
   * - `staged`: a duplicate that was moved or copied away, or the copy that was kept.
   * - `names`: the same artist, title, length and version.
   * - `sound`: the same recording by its stored measurements, as in `recommend`.
   */
  evidence: 'staged' | 'names' | 'sound';
}

/** Stored lengths may be whole seconds. */
const LENGTH_TOLERANCE_S = 1;
const NEAREST = 20;

const SOUND_KEYS = ['bpm', 'bpm_confidence', 'features', 'loudness_lufs', 'loudness_range_lu', 'duration'] as const;

/** Finds the copies of a track by stored facts alone, sorted by path. */
export function findCopies(
  { meta, mixTracks }: LibraryContext,
  path: string,
  index: ReadonlyVectorIndex | undefined,
): KnownCopy[] {
  const copies = new Map<string, KnownCopy['evidence']>();
  const soundOf = (other: string) => storedSound(meta.get(other, SOUND_KEYS) ?? {});
  for (const other of soundAlike(path, index, soundOf)) copies.set(other, 'sound');
  const named = namesOf(path, meta.get(path, ['artist', 'title', 'album', 'duration']));
  const facts = mixTracks.get(path);
  for (const track of mixTracks.all) {
    // the facts shorten long names, so the records decide
    if (!isAsLong(named, track, LENGTH_TOLERANCE_S) || !facts) continue;
    const { path: other } = track;
    if (other === path || !isNamedAlike(facts, track, LENGTH_TOLERANCE_S)) continue;
    const names = namesOf(other, meta.get(other, ['artist', 'title', 'album', 'duration']));
    if (isNamedAlike(named, names, LENGTH_TOLERANCE_S)) copies.set(other, 'names');
  }
  const keeper: unknown = meta.get(path, ['staged'])?.staged?.keeper;
  if (typeof keeper === 'string') copies.set(keeper, 'staged');
  for (const { path: other, state } of mixTracks.all) {
    if (state === 'staged' && meta.get(other, ['staged'])?.staged?.keeper === path) copies.set(other, 'staged');
  }
  const found = [...copies].map(([other, evidence]) => ({ path: other, evidence }));
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function namesOf(path: string, record: TrackRecord = {}): NamedTrack {
  const { artist, title, album, duration: durationS } = record;
  return { path, artist: artist ?? undefined, title: title ?? undefined, album: album ?? undefined, durationS };
}

/** Lists the tracks near a track whose measurements show the same recording. */
function soundAlike(
  path: string,
  index: ReadonlyVectorIndex | undefined,
  soundOf: (path: string) => StoredSound,
): string[] {
  const vector = index?.vector(path);
  if (index === undefined || vector === undefined) return [];
  const own = soundOf(path);
  const near = index.nearest(vector, NEAREST, (other) => other !== path);
  return near.flatMap(({ path: other, distance }) => (isCopy(own, soundOf(other), distance) ? [other] : []));
}
