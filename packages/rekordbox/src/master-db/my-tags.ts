import { numberOf, textOf } from '../sqlite/row-values.ts';
import type { Tables } from './tables.ts';

const CATEGORY = 1;

interface TagRow {
  id: string;
  name: string;
  isCategory: boolean;
  parent: string;
}

/** My Tags of all tracks. */
export class MyTags {
  /** Names in the order of Rekordbox's window. */
  readonly #names: string[];
  /** Places in `#names`, by the ID of the track. */
  readonly #places = new Map<string, number[]>();

  constructor(tables: Tables) {
    const tags = inOrder(readTags(tables)).filter(({ name }) => name !== '');
    this.#names = tags.map(({ name }) => name);
    const placeOf = new Map(tags.map(({ id }, place) => [id, place]));
    for (const row of tables.rows({ table: 'djmdSongMyTag', columns: ['MyTagID', 'ContentID'] })) {
      const place = placeOf.get(textOf(row.MyTagID) ?? '');
      const track = textOf(row.ContentID);
      if (place === undefined || track === undefined) continue;
      const places = this.#places.get(track);
      if (places) places.push(place);
      else this.#places.set(track, [place]);
    }
  }

  /** Returns the names of a track's tags. */
  of(track: string): string[] {
    const places = [...(this.#places.get(track) ?? [])].sort((one, other) => one - other);
    return [...new Set(places.map((place) => this.#names[place]))];
  }
}

function readTags(tables: Tables): TagRow[] {
  const columns = ['ID', 'Name', 'Attribute', 'ParentID'] as const;
  return Array.from(tables.rows({ table: 'djmdMyTag', columns, orderBy: ['Seq'] }), (row) => ({
    id: textOf(row.ID) ?? '',
    name: textOf(row.Name)?.trim() ?? '',
    isCategory: numberOf(row.Attribute) === CATEGORY,
    parent: textOf(row.ParentID) ?? '',
  }));
}

/** Returns the tags of one category after the other, then those of none. A category is a heading, not a tag. */
function inOrder(rows: readonly TagRow[]): TagRow[] {
  const byCategory = new Map<string, TagRow[]>();
  for (const { id, isCategory } of rows) if (isCategory) byCategory.set(id, []);
  const others: TagRow[] = [];
  for (const tag of rows) if (!tag.isCategory) (byCategory.get(tag.parent) ?? others).push(tag);
  return [...byCategory.values(), others].flat();
}
