import { createHash } from 'node:crypto';
import { type MixTable, searchWords } from '@rbassist/core';
import { type BrowseFacets, countFacets } from './browse-facets.ts';
import { BROWSE_FILTERS, type BrowseFilterName, type BrowseFilters } from './browse-filters.ts';
import { BrowseOrder, type BrowseSort, TIES } from './browse-order.ts';
import type { BrowseTrack } from './browse-track.ts';
import { type FilteredTracks, filterTracks } from './filtered-tracks.ts';
import type { PlainOrder } from './plain-order.ts';
import { RecentCache } from './recent-cache.ts';
import { FoldedTexts, SORT_COLUMNS, type SortColumn, type SortKeys, sortKey, sortKeys } from './sort-keys.ts';
import { type GroupName, haveSameGroup, type TrackGroups, trackGroups } from './track-groups.ts';

const KEPT_MASKS = 64;
/** As many as columns in both directions. */
const KEPT_ORDERS = 2 * SORT_COLUMNS.length;
/** Bytes of a path's hash that order tracks with equal keys; as many as a number holds exactly. */
const TIE_BYTES = 6;
/** Letters of a text that a search reads. */
const SEARCHED = 2000;

/** Parts that a table hands on to the next, after a change of the library. */
class KeptParts {
  readonly folded = new FoldedTexts();
  readonly texts = new WeakMap<BrowseTrack, string>();
  /** Sorted texts of each column, as they were when it was last sorted. */
  readonly sorted = new Map<SortColumn, readonly string[]>();
}

/** The tracks of a library with what lists need of all of them. Each part is made at its first use. */
export class BrowseTable {
  readonly mix: MixTable;
  readonly tracks: readonly BrowseTrack[];
  /** The order of plain lists, if a file has it. */
  readonly plain: PlainOrder | undefined;
  readonly #orders = new RecentCache<BrowseOrder>(KEPT_ORDERS);
  readonly #masks = new RecentCache<Uint8Array>(KEPT_MASKS);
  readonly #keys = new Map<SortColumn, SortKeys>();
  readonly #passing = new RecentCache<FilteredTracks>(KEPT_MASKS);
  readonly #facets = new RecentCache<BrowseFacets>(KEPT_MASKS);
  readonly #groups = new Map<GroupName, TrackGroups>();
  readonly #kept: KeptParts;
  #texts: readonly string[] | undefined;
  #ties: Float64Array | undefined;

  /**
   * @param mix Table of tracks that were read with `BROWSE_FACTS`.
   * @param earlier Table before the last change. Tracks that did not change are the same objects.
   */
  constructor(mix: MixTable, { earlier, plain }: { earlier?: BrowseTable; plain?: PlainOrder } = {}) {
    this.mix = mix;
    this.tracks = mix.tracks as readonly BrowseTrack[];
    this.#kept = earlier === undefined ? new KeptParts() : earlier.#kept;
    this.plain = plain ?? this.#takeOver(earlier);
  }

  /** Takes over the sort keys and groups that are still right, and returns the order of plain lists if it is. */
  #takeOver(earlier: BrowseTable | undefined): PlainOrder | undefined {
    const changed = earlier && this.mix.changedSince(earlier.mix);
    if (earlier === undefined || changed === undefined) return undefined;
    const isSame = (column: SortColumn) =>
      changed.every((position) => this.key(column, position) === earlier.key(column, position));
    for (const [column, keys] of earlier.#keys) if (isSame(column)) this.#keys.set(column, keys);
    for (const [name, groups] of earlier.#groups) {
      const isSameGroup = (at: number) => haveSameGroup(this.tracks[at], earlier.tracks[at], name);
      if (changed.every(isSameGroup)) this.#groups.set(name, groups);
    }
    return TIES.every(({ column }) => isSame(column)) ? earlier.plain : undefined;
  }

  /** Folded words of each track that a search reads. */
  get texts(): readonly string[] {
    this.#texts ??= this.tracks.map((track) => {
      let text = this.#kept.texts.get(track);
      if (text === undefined) {
        text = searchText(track);
        this.#kept.texts.set(track, text);
      }
      return text;
    });
    return this.#texts;
  }

  /** 1 for each track that lists have without a filter of states: all but the staged ones. */
  get shown(): Uint8Array {
    return this.#masks.get('shown', () => this.#maskOf((position) => this.tracks[position].state !== 'staged'));
  }

  /** Returns the sort key of a track in a column; null if it is unknown. */
  key(column: SortColumn, position: number): string | number | null {
    return sortKey(this.tracks[position], column, this.#kept.folded);
  }

  /** Returns the sort keys of a column. */
  keys(column: SortColumn): SortKeys {
    let keys = this.#keys.get(column) ?? this.plain?.keys.get(column);
    if (keys === undefined) {
      keys = sortKeys(this.tracks, column, this.#kept.folded, this.#kept.sorted.get(column));
      this.#keys.set(column, keys);
      if (keys.texts) this.#kept.sorted.set(column, keys.texts);
    }
    return keys;
  }

  /** Returns the tracks in groups of equal values. */
  groups(name: GroupName): TrackGroups {
    let groups = this.#groups.get(name);
    if (groups === undefined) {
      groups = trackGroups(this.tracks, name);
      this.#groups.set(name, groups);
    }
    return groups;
  }

  /** Returns a number of a track that depends on its path alone. */
  tie(position: number): number {
    this.#ties ??= new Float64Array(this.tracks.length).fill(Number.NaN);
    if (Number.isNaN(this.#ties[position])) {
      const digest = createHash('sha256').update(this.tracks[position].path).digest();
      this.#ties[position] = digest.readUIntBE(0, TIE_BYTES);
    }
    return this.#ties[position];
  }

  /** Returns all tracks in an order. */
  order(sort: readonly BrowseSort[]): BrowseOrder {
    return this.#orders.get(JSON.stringify(sort), () => new BrowseOrder(this, sort));
  }

  /** Returns the tracks that pass all filters. */
  passing(filters: BrowseFilters): FilteredTracks {
    return this.#passing.get(JSON.stringify(filters), () => filterTracks(this, filters));
  }

  /** Returns the counts of the tracks that pass filters. */
  facets(filters: BrowseFilters): BrowseFacets {
    return this.#facets.get(JSON.stringify(filters), () => countFacets(this, filters));
  }

  /** Returns 1 for each track that passes a filter, and 0 for the others. */
  mask<Name extends BrowseFilterName>(name: Name, value: Required<BrowseFilters>[Name]): Uint8Array {
    return this.#masks.get(`${name} ${JSON.stringify(value)}`, () =>
      this.#maskOf(BROWSE_FILTERS[name].test(this, value)),
    );
  }

  #maskOf(passes: (position: number) => boolean): Uint8Array {
    // `from` takes nine times as long
    return new Uint8Array(this.tracks.length).map((_, position) => Number(passes(position)));
  }
}

/** Joins the words of a track; names also without blanks, so that "acdc" finds "AC/DC". */
function searchText({ name, artist = '', album = '', comments = '', tags }: BrowseTrack): string {
  const [title, by] = [searchWords(name), searchWords(artist)];
  const others = searchWords([album, tags.join(' '), comments].join(' ').slice(0, SEARCHED));
  return `${by}${title}${others}${by.replaceAll(' ', '')} ${title.replaceAll(' ', '')}`;
}
