import { checkOptions, numberFrom, type OptionRule, optionRules, requireRule } from '@rbassist/core';
import { type CollectionIndex, indexCollection, keyOfTrack, type TrackEntry } from './collection-index.ts';
import { type ContentChanges, compareContent } from './compare-content.ts';
import { comparePlaylists, type PlaylistChanges } from './compare-playlists.ts';
import { readRawCollection } from './read-raw-collection.ts';
import { contentOf, type TrackContent } from './track-content.ts';

/** Options of {@link diffRekordboxXml}. */
export interface DiffXmlOptions {
  /** Times of beats and cues count as equal up to this difference, in seconds. @default 0.001 */
  toleranceS?: number;
  /** Maximum number of tracks of a kind to list. All are counted. @default 1000 */
  limit?: number;
  signal?: AbortSignal;
}

/** A track that only one file has. */
export interface DiffTrack {
  name: string;
  /** Location as the file spells it; as the second one does for a track of both. Empty if the track has none. */
  location: string;
}

/** A track that both files have, with different values. */
export interface ChangedTrack extends DiffTrack, ContentChanges {
  /** The tracks have different Locations, and the same number, name and artist. */
  by: 'location' | 'track-id';
}

/** Result of {@link diffRekordboxXml}. */
export interface XmlDiff {
  added: DiffTrack[];
  removed: DiffTrack[];
  changed: ChangedTrack[];
  playlists: PlaylistChanges;
  /** Numbers of tracks. */
  counts: { same: number; added: number; removed: number; changed: number };
  /** Tracks of both files that only have another TrackID. */
  renumbered: number;
  /** True if tracks of both files are in another order. */
  reordered: boolean;
}

/** Defaults of {@link DiffXmlOptions}. */
export const DIFF_DEFAULTS = { toleranceS: 0.001, limit: 1000 } as const;

const RULES = {
  toleranceS: numberFrom(0),
  limit: optionRules.limit,
  signal: optionRules.signal,
} satisfies Record<keyof DiffXmlOptions, OptionRule>;

/** Tracks whose values are held in memory at a time. */
const BATCH = 20_000;

/**
 * Compares two XML files of Rekordbox by their values: tracks, beat grids, cues and playlists. Order and spelling of
 * attributes, line ends and TrackIDs do not count. Files are read as streams, several times if many tracks differ.
 *
 * @throws {XmlError} for a file that is not XML or can't be read.
 */
export async function diffRekordboxXml(from: string, to: string, options: DiffXmlOptions = {}): Promise<XmlDiff> {
  requireRule('from', from, optionRules.text);
  requireRule('to', to, optionRules.text);
  checkOptions(options, RULES);
  const { toleranceS = DIFF_DEFAULTS.toleranceS, limit = DIFF_DEFAULTS.limit, signal } = options;
  const one = await indexCollection(from, signal);
  const other = await indexCollection(to, signal);
  const pairs = new TrackPairs(one, other);
  const changed: ChangedTrack[] = [];
  const counts = { same: pairs.same, added: pairs.added.length, removed: pairs.removed.length, changed: 0 };
  for (let at = 0; at < pairs.candidates.length; at += BATCH) {
    const batch = pairs.candidates.slice(at, at + BATCH);
    for await (const pair of changedTracks(from, to, batch, toleranceS, signal)) {
      counts.changed++;
      if (changed.length < limit) changed.push(pair);
    }
  }
  counts.same += pairs.candidates.length - counts.changed;
  const brief = ({ name, location }: TrackEntry): DiffTrack => ({ name, location });
  return {
    added: pairs.added.slice(0, limit).map(brief),
    removed: pairs.removed.slice(0, limit).map(brief),
    changed,
    playlists: comparePlaylists(one, other, (key) => pairs.oldKey(key)),
    counts,
    renumbered: pairs.renumbered,
    reordered: pairs.reordered,
  };
}

interface TrackPair {
  from: TrackEntry;
  to: TrackEntry;
  by: ChangedTrack['by'];
}

/** Tracks of two files that belong together: by Location, then by number with the same name. */
class TrackPairs {
  readonly added: TrackEntry[] = [];
  readonly removed: TrackEntry[] = [];
  /** Pairs whose digests differ. */
  readonly candidates: TrackPair[] = [];
  same = 0;
  renumbered = 0;
  reordered = false;
  readonly #oldKeys = new Map<string, string>();

  constructor(one: CollectionIndex, other: CollectionIndex) {
    const lost = new Set([...one.tracks.values()].filter(({ key }) => !other.tracks.has(key)));
    const byName = new Map([...lost].map((entry) => [nameKey(entry), entry]));
    for (const to of other.tracks.values()) {
      const same = one.tracks.get(to.key);
      const moved = same === undefined && to.id !== '' ? byName.get(nameKey(to)) : undefined;
      if (same !== undefined) this.#pair({ from: same, to, by: 'location' });
      else if (moved !== undefined && lost.delete(moved)) {
        this.#oldKeys.set(to.key, moved.key);
        this.#pair({ from: moved, to, by: 'track-id' });
      } else this.added.push(to);
    }
    // a spread of so many arguments would overflow the stack
    for (const entry of lost) this.removed.push(entry);
    this.reordered = this.#isReordered(one, other);
  }

  /** Returns the key in the first file of a key in the second. */
  oldKey(key: string): string {
    return this.#oldKeys.get(key) ?? key;
  }

  #pair(pair: TrackPair): void {
    if (pair.from.id !== pair.to.id) this.renumbered++;
    if (pair.from.digest === pair.to.digest) this.same++;
    else this.candidates.push(pair);
  }

  #isReordered(one: CollectionIndex, other: CollectionIndex): boolean {
    const keys = [...other.tracks.keys()].map((key) => this.oldKey(key)).filter((key) => one.tracks.has(key));
    const both = new Set(keys);
    let at = 0;
    for (const key of one.tracks.keys()) if (both.has(key) && keys[at++] !== key) return true;
    return false;
  }
}

function nameKey({ id, name }: TrackEntry): string {
  return JSON.stringify([id, name]);
}

/** Reads both files once more, and compares the tracks whose digests differ. */
async function* changedTracks(
  from: string,
  to: string,
  pairs: readonly TrackPair[],
  toleranceS: number,
  signal?: AbortSignal,
): AsyncGenerator<ChangedTrack> {
  const byOldKey = new Set(pairs.map((pair) => pair.from.key));
  const byNewKey = new Map(pairs.map((pair) => [pair.to.key, pair]));
  const contents = new Map<string, TrackContent>();
  for await (const entry of readRawCollection(from, signal)) {
    if (entry.type !== 'track') continue;
    const key = keyOfTrack(entry.track);
    if (byOldKey.delete(key)) contents.set(key, contentOf(entry.track));
  }
  for await (const entry of readRawCollection(to, signal)) {
    if (entry.type !== 'track') continue;
    const key = keyOfTrack(entry.track);
    const pair = byNewKey.get(key);
    const old = pair && contents.get(pair.from.key);
    if (!pair || !old) continue;
    byNewKey.delete(key);
    const changes = compareContent(old, contentOf(entry.track), toleranceS);
    if (changes !== undefined) yield { name: pair.to.name, location: pair.to.location, by: pair.by, ...changes };
  }
}
