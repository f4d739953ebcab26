import type { DjPlaylist } from '../model/dj-track.ts';
import type { SqliteReader, SqliteRow } from '../sqlite/open-sqlite.ts';
import { idOf, textOf } from '../sqlite/row-values.ts';

const PLAYLIST = 1;
const CRATE = 4;
/** Playlists can't be nested deeper in Engine's own view; a damaged tree may be a loop. */
const MAX_DEPTH = 32;
const PATH_SEPARATOR = ';';

/** Returns the id of a track that a playlist names, maybe by its id in another database. */
export type FindTrack = (trackId: string, databaseUuid: string | undefined) => string | undefined;

/** Yields all playlists and crates. `missing` counts entries whose track is not in the database. */
export function* enginePlaylists(main: SqliteReader, findTrack: FindTrack, missing: () => void): Generator<DjPlaylist> {
  const trackIds = (rows: Iterable<SqliteRow>): string[] => {
    const ids: string[] = [];
    for (const { trackId, databaseUuid } of rows) {
      const id = findTrack(idOf(trackId), textOf(databaseUuid ?? null));
      if (id === undefined) missing();
      else ids.push(id);
    }
    return ids;
  };
  if (main.columns('PlaylistEntity').size > 0) yield* linkedPlaylists(main, trackIds);
  else if (main.columns('List').has('path')) yield* listedPlaylists(main, trackIds);
  else yield* plainPlaylists(main, trackIds);
}

type TrackIds = (rows: Iterable<SqliteRow>) => string[];

/** Version 2 and later: playlists and their entries are linked lists, and a playlist may contain others. */
function* linkedPlaylists(main: SqliteReader, trackIds: TrackIds): Generator<DjPlaylist> {
  const lists = main.rows('SELECT id, title, parentListId, nextListId FROM Playlist ORDER BY id');
  const byParent = groupedBy(lists, ({ parentListId }) => idOf(parentListId ?? 0n));
  const entryRows = main.rows('SELECT id, listId, trackId, databaseUuid, nextEntityId FROM PlaylistEntity ORDER BY id');
  const entriesOf = groupedBy(entryRows, ({ listId }) => idOf(listId));
  const seen = new Set<string>();
  function* below(parent: string, folders: string[]): Generator<DjPlaylist> {
    for (const row of inOrder(byParent.get(parent) ?? [], 'nextListId')) {
      const id = idOf(row.id);
      if (seen.has(id)) continue;
      seen.add(id);
      const name = textOf(row.title) ?? '';
      const entries = entriesOf.get(id) ?? [];
      const isFolder = entries.length === 0 && byParent.has(id);
      if (!isFolder) yield { folders, name, trackIds: trackIds(inOrder(entries, 'nextEntityId')) };
      if (folders.length < MAX_DEPTH) yield* below(id, [...folders, name]);
    }
  }
  yield* below('0', []);
}

/** Groups rows in one go: a query for each list would take long without an index. */
function groupedBy(rows: Iterable<SqliteRow>, keyOf: (row: SqliteRow) => string): Map<string, SqliteRow[]> {
  const groups = new Map<string, SqliteRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Puts rows of a linked list in order; rows of a broken link follow by id. */
function inOrder(rows: readonly SqliteRow[], nextColumn: string): SqliteRow[] {
  const byId = new Map(rows.map((row) => [idOf(row.id), row]));
  const followers = new Set(rows.map((row) => idOf(row[nextColumn])));
  const ordered = new Set<SqliteRow>();
  const heads = rows.filter((row) => !followers.has(idOf(row.id)));
  for (const head of [...heads, ...rows]) {
    for (let row: SqliteRow | undefined = head; row && !ordered.has(row); row = byId.get(idOf(row[nextColumn]))) {
      ordered.add(row);
    }
  }
  return [...ordered];
}

/** Versions 1.9 to 1.18: lists of all kinds in one table, with paths. */
function* listedPlaylists(main: SqliteReader, trackIds: TrackIds): Generator<DjPlaylist> {
  const order = main.columns('List').has('ordering') ? 'ordering, ' : '';
  const lists = main.rows(
    `SELECT id, type, title, path, isFolder FROM List WHERE type IN (?, ?) ORDER BY type, ${order}id`,
    PLAYLIST,
    CRATE,
  );
  const rows = main.rows('SELECT listId, listType, trackId, databaseUuid FROM ListTrackList ORDER BY trackNumber, id');
  const entries = groupedBy(rows, ({ listId, listType }) => `${idOf(listId)} ${idOf(listType)}`);
  for (const { id, type, title, path, isFolder } of lists) {
    const ids = trackIds(entries.get(`${idOf(id)} ${idOf(type)}`) ?? []);
    if (Number(isFolder) === 1 && ids.length === 0) continue;
    yield { folders: foldersOf(path), name: textOf(title) ?? '', trackIds: ids };
  }
}

/** Versions up to 1.7. */
function* plainPlaylists(main: SqliteReader, trackIds: TrackIds): Generator<DjPlaylist> {
  if (main.columns('PlaylistTrackList').size > 0) {
    const rows = main.rows(
      'SELECT playlistId, trackId, databaseUuid FROM PlaylistTrackList ORDER BY trackNumber, rowid',
    );
    const entries = groupedBy(rows, ({ playlistId }) => idOf(playlistId));
    for (const { id, title } of main.rows('SELECT id, title FROM Playlist ORDER BY id')) {
      yield { folders: [], name: textOf(title) ?? '', trackIds: trackIds(entries.get(idOf(id)) ?? []) };
    }
  }
  if (main.columns('CrateTrackList').size === 0) return;
  const rows = main.rows('SELECT crateId, trackId FROM CrateTrackList ORDER BY rowid');
  const entries = groupedBy(rows, ({ crateId }) => idOf(crateId));
  for (const { id, title, path } of main.rows('SELECT id, title, path FROM Crate ORDER BY id')) {
    yield { folders: foldersOf(path), name: textOf(title) ?? '', trackIds: trackIds(entries.get(idOf(id)) ?? []) };
  }
}

/** A path names the list itself last, and ends in a separator. */
function foldersOf(path: SqliteRow[string]): string[] {
  const names = (textOf(path) ?? '').split(PATH_SEPARATOR).filter((name) => name !== '');
  return names.slice(0, -1);
}
