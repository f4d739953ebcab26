import { numberOf, textOf } from '../sqlite/row-values.ts';
import type { Tables } from './tables.ts';

const CATEGORY = 1;

/** My Tags of all tracks. */
export interface MyTags {
  /** Names by the ID of the track, in the order of Rekordbox's window. */
  byTrack: ReadonlyMap<string, string[]>;
  /** Names of the tags of each category, with those that no track has. */
  categories: ReadonlyMap<string, string[]>;
}

/** Reads My Tags. A category (Attribute 1) is a heading, not a tag. */
export function readMyTags(tables: Tables): MyTags {
  const columns = ['ID', 'Seq', 'Name', 'Attribute', 'ParentID'] as const;
  const rows = [...tables.rows({ table: 'djmdMyTag', columns, orderBy: ['Seq'] })].map((row) => ({
    id: textOf(row.ID) ?? '',
    name: textOf(row.Name)?.trim() ?? '',
    isCategory: numberOf(row.Attribute) === CATEGORY,
    parent: textOf(row.ParentID) ?? '',
  }));
  const ordered = new Map<string, { name: string; rank: number }>();
  const categories = new Map<string, string[]>();
  for (const category of rows.filter(({ isCategory }) => isCategory)) {
    const names = rows.filter(({ isCategory, parent }) => !isCategory && parent === category.id);
    categories.set(
      category.name,
      names.map(({ name }) => name).filter((name) => name !== ''),
    );
    for (const { id, name } of names) ordered.set(id, { name, rank: ordered.size });
  }
  for (const { id, name, isCategory } of rows) {
    if (!isCategory && !ordered.has(id)) ordered.set(id, { name, rank: ordered.size });
  }
  return { byTrack: readLinks(tables, ordered), categories };
}

function readLinks(tables: Tables, tags: ReadonlyMap<string, { name: string; rank: number }>): Map<string, string[]> {
  const linked = new Map<string, { name: string; rank: number }[]>();
  for (const row of tables.rows({ table: 'djmdSongMyTag', columns: ['MyTagID', 'ContentID'] })) {
    const tag = tags.get(textOf(row.MyTagID) ?? '');
    const track = textOf(row.ContentID);
    if (!tag || tag.name === '' || track === undefined) continue;
    const others = linked.get(track);
    if (others) others.push(tag);
    else linked.set(track, [tag]);
  }
  const byTrack = new Map<string, string[]>();
  for (const [track, own] of linked) {
    const names = own.sort((one, other) => one.rank - other.rank).map(({ name }) => name);
    byTrack.set(track, [...new Set(names)]);
  }
  return byTrack;
}
