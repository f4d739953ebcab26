import type { DjPlaylist } from '../model/dj-track.ts';
import { numberOf, textOf } from '../sqlite/row-values.ts';
import type { Tables } from './tables.ts';

const FOLDER = 1;
const SMART = 4;
/** List that Rekordbox makes to try its cloud, without tracks. */
const TRIAL = -128;
const ROOT = 'root';
const MAX_DEPTH = 32;

/** A playlist or folder of the table. */
interface ListRow {
  id: string;
  name: string;
  attribute: number;
  parent: string;
  rules: string | undefined;
}

/** A playlist with the rules of a smart one. */
export interface StoredPlaylist {
  playlist: DjPlaylist;
  /** Rules as XML, if it is a smart playlist. */
  rules?: string;
}

/** Reads the playlists in the order of Rekordbox's tree. One whose folder is missing comes last, outside of folders. */
export function readPlaylists(tables: Tables): StoredPlaylist[] {
  const columns = ['ID', 'Name', 'Attribute', 'ParentID', 'SmartList'] as const;
  const children = new Map<string, ListRow[]>();
  for (const row of tables.rows({ table: 'djmdPlaylist', columns, orderBy: ['Seq'] })) {
    const list: ListRow = {
      id: textOf(row.ID) ?? '',
      name: textOf(row.Name) ?? '',
      attribute: numberOf(row.Attribute) ?? 0,
      parent: textOf(row.ParentID) ?? ROOT,
      rules: textOf(row.SmartList),
    };
    if (list.attribute === TRIAL) continue;
    const siblings = children.get(list.parent);
    if (siblings) siblings.push(list);
    else children.set(list.parent, [list]);
  }
  const songs = readSongs(tables);
  const found: StoredPlaylist[] = [];
  visit(ROOT, []);
  // folders that are missing, deleted, or in one another
  for (const parent of [...children.keys()]) visit(parent, []);
  return found;

  function visit(parent: string, folders: string[]): void {
    const lists = children.get(parent) ?? [];
    children.delete(parent);
    for (const { id, name, attribute, rules } of lists) {
      if (attribute === FOLDER) {
        if (folders.length < MAX_DEPTH) visit(id, [...folders, name]);
        continue;
      }
      const isSmart = attribute === SMART;
      const playlist = { id, folders, name, trackIds: songs.get(id) ?? [], ...(isSmart && { isSmart }) };
      found.push({ playlist, ...(isSmart && { rules: rules ?? '' }) });
    }
  }
}

function readSongs(tables: Tables): Map<string, string[]> {
  const songs = new Map<string, string[]>();
  const columns = ['PlaylistID', 'ContentID'] as const;
  for (const row of tables.rows({ table: 'djmdSongPlaylist', columns, orderBy: ['PlaylistID', 'TrackNo'] })) {
    const list = textOf(row.PlaylistID);
    const track = textOf(row.ContentID);
    if (list === undefined || track === undefined) continue;
    const tracks = songs.get(list);
    if (tracks) tracks.push(track);
    else songs.set(list, [track]);
  }
  return songs;
}
