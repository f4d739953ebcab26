import { textOf } from '../sqlite/row-values.ts';
import type { Tables } from './tables.ts';

/** Names by ID. */
type Names = ReadonlyMap<string, string>;

/** Tables of names that a track refers to. */
export interface TrackNames {
  artists: Names;
  albums: Names;
  genres: Names;
  keys: Names;
  labels: Names;
}

/** Reads the names that tracks refer to. */
export function readTrackNames(tables: Tables): TrackNames {
  return {
    artists: readNames(tables, 'djmdArtist'),
    albums: readNames(tables, 'djmdAlbum'),
    genres: readNames(tables, 'djmdGenre'),
    keys: readNames(tables, 'djmdKey', 'ScaleName'),
    labels: readNames(tables, 'djmdLabel'),
  };
}

/** Reads a table of names. */
function readNames<Column extends string = 'Name'>(tables: Tables, table: string, column?: Column): Names {
  const named = column ?? 'Name';
  const names = new Map<string, string>();
  for (const row of tables.rows({ table, columns: ['ID', named] })) {
    const id = textOf(row.ID);
    const name = textOf(row[named]);
    if (id !== undefined && name !== undefined) names.set(id, name);
  }
  return names;
}
