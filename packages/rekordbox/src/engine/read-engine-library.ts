import { FileFormatError, optionRules, requireRule } from '@rbassist/core';
import type { DjCollection, DjEntry } from '../model/dj-track.ts';
import { openSqliteFile, type SqliteReader } from '../sqlite/open-sqlite.ts';
import { idOf, textOf } from '../sqlite/row-values.ts';
import { enginePlaylists } from './engine-playlists.ts';
import { engineTrack, performanceRow, trackRows } from './engine-tracks.ts';
import { type EngineFiles, findEngineDatabase } from './find-engine-database.ts';

/**
 * Reads a library of Engine DJ (schemas 1.6 to 3.0): tracks, grids, cues, loops, playlists and crates. Reads only; it
 * writes nothing next to the database.
 *
 * @param path `m.db`, the folder "Engine Library", or a drive or stick that contains it.
 * @throws {OptionError} if there is no library. `FileFormatError` if it is damaged or being written.
 */
export async function* readEngineLibrary(path: string): DjCollection {
  requireRule('library', path, optionRules.text);
  const files = await findEngineDatabase(path);
  const main = await openSqliteFile(files.main);
  try {
    const performance = files.performance === undefined ? undefined : await openSqliteFile(files.performance);
    try {
      yield* entriesOf(files, main, performance);
      await main.requireUnchanged();
      await performance?.requireUnchanged();
    } finally {
      await performance?.close();
    }
  } finally {
    await main.close();
  }
}

function* entriesOf(files: EngineFiles, main: SqliteReader, performance: SqliteReader | undefined): Generator<DjEntry> {
  const information = versionOf(main, files.main);
  yield { type: 'source', program: 'Engine DJ', version: information.version, clock: 'engine' };
  const ids = new Set<string>();
  const byOrigin = new Map<string, string>();
  const warnings: string[] = [];
  for (const row of trackRows(main)) {
    const id = idOf(row.id);
    const parts = performance === undefined ? {} : performanceRow(performance, id);
    const track = engineTrack({ ...row, ...parts }, files.folder, (message) => warnings.push(message));
    for (const message of warnings.splice(0)) yield { type: 'warning', message };
    // Engine keeps a row without a path so that ids are not used twice
    if (track.location === '') continue;
    ids.add(id);
    byOrigin.set(originKey(textOf(row.originDatabaseUuid), idOf(row.originTrackId)), id);
    yield { type: 'track', track };
  }
  let missing = 0;
  const findTrack = (trackId: string, uuid: string | undefined): string | undefined => {
    const isOwn = uuid === undefined || uuid === information.uuid;
    const id = isOwn ? trackId : (byOrigin.get(originKey(uuid, trackId)) ?? trackId);
    return ids.has(id) ? id : undefined;
  };
  for (const playlist of enginePlaylists(main, findTrack, () => missing++)) yield { type: 'playlist', playlist };
  if (missing > 0) {
    yield { type: 'warning', message: `Playlists name ${missing} tracks that are not in ${files.main}.` };
  }
  const smart = main.columns('Smartlist').size > 0 ? [...main.rows('SELECT title FROM Smartlist')].length : 0;
  if (smart > 0) {
    yield { type: 'warning', message: `Smart lists are rules without tracks; ${smart} were skipped.` };
  }
}

function versionOf(main: SqliteReader, path: string): { uuid: string | undefined; version: string } {
  const isEngine = main.columns('Information').has('schemaVersionMajor') && main.columns('Track').has('path');
  if (!isEngine) throw new FileFormatError(path, `${path} is not a database of Engine DJ.`);
  const [row] = main.rows(
    'SELECT uuid, schemaVersionMajor, schemaVersionMinor, schemaVersionPatch FROM Information ORDER BY id LIMIT 1',
  );
  const { uuid = null, ...numbers } = row ?? {};
  return { uuid: textOf(uuid), version: Object.values(numbers).map(String).join('.') };
}

function originKey(uuid: string | undefined, id: string): string {
  return `${uuid ?? ''} ${id}`;
}
