import { checkOptions, OptionError, type OptionRule, optionRules, requireRule } from '@rbassist/core';
import type { DjCollection, DjEntry } from '../model/dj-track.ts';
import { openSqliteBytes } from '../sqlite/open-sqlite.ts';
import { idOf, textOf } from '../sqlite/row-values.ts';
import { AnalysisFiles } from './analysis-files.ts';
import { isSamplerSound, readContent, trackOf } from './content.ts';
import { Cues } from './cues.ts';
import { readLastPlayed } from './history.ts';
import { MyTags } from './my-tags.ts';
import { readTrackNames } from './names.ts';
import { readPlaylists } from './playlists.ts';
import { readStable, STABLE_READ_DEFAULTS } from './read-stable.ts';
import { localDay, smartListTracks } from './smart-lists.ts';
import { Tables } from './tables.ts';

/** Options of {@link readMasterDb}. */
export interface MasterDbOptions {
  /** Key of the database: the passphrase of SQLCipher. Not needed for a decrypted copy. */
  key?: string;
  /** Read beat grids from Rekordbox's analysis files. @default true */
  grids?: boolean;
  /** Folder with the analysis files, which contains `PIONEER`. @default `share` next to the database */
  shareFolder?: string;
  /** False to use a temporary file although memory would do. @default true */
  inMemory?: boolean;
  /** Number of tries if the database changes meanwhile. @default 5 */
  tries?: number;
  /** Milliseconds between two tries. @default 500 */
  waitMs?: number;
  signal?: AbortSignal;
}

const RULES: Readonly<Record<keyof MasterDbOptions, OptionRule>> = {
  key: secretText,
  grids: optionRules.flag,
  shareFolder: optionRules.text,
  inMemory: optionRules.flag,
  tries: optionRules.positiveInteger,
  waitMs: optionRules.positiveNumber,
  signal: optionRules.signal,
};

/**
 * Reads the database of Rekordbox 6 and 7, `master.db`: tracks with cues, My Tags, ratings, colours and history, beat
 * grids from the analysis files, and playlists. Reads the changes of its write-ahead log too. It checks every page,
 * takes no lock, and writes nothing in Rekordbox's folders.
 *
 * @throws {DatabaseKeyError} if the key is missing or wrong.
 * @throws {DatabaseBusyError} if Rekordbox is writing to the database.
 * @throws {FileFormatError} if the database is damaged, truncated, or of another program.
 * @throws {MissingDependencyError} before Node 22.13, which has no SQLite.
 */
export async function* readMasterDb(path: string, options: MasterDbOptions = {}): DjCollection {
  requireRule('database', path, optionRules.text);
  checkOptions(options, RULES);
  const { key, grids = true, shareFolder, inMemory = true, signal } = options;
  const { tries = STABLE_READ_DEFAULTS.tries, waitMs = STABLE_READ_DEFAULTS.waitMs } = options;
  const image = await readStable(path, key, { tries, waitMs, signal });
  const reader = await openSqliteBytes(image, path, { inMemory });
  try {
    yield* entriesOf(new Tables(path, reader), grids ? new AnalysisFiles(path, shareFolder) : undefined);
  } finally {
    await reader.close();
  }
}

async function* entriesOf(tables: Tables, analysis: AnalysisFiles | undefined): AsyncGenerator<DjEntry> {
  const [property] = tables.rows({ table: 'djmdProperty', columns: ['DBVersion'] });
  const content = readContent(tables);
  yield { type: 'source', program: 'rekordbox', version: textOf(property?.DBVersion) ?? '', clock: 'rekordbox' };
  const names = readTrackNames(tables);
  const cues = new Cues(tables);
  const tags = new MyTags(tables);
  const lastPlayed = readLastPlayed(tables);
  const ids = new Set<string>();
  let samplerSounds = 0;
  for (const row of content) {
    const id = idOf(row.ID);
    if (isSamplerSound(row)) {
      samplerSounds++;
      continue;
    }
    const track = trackOf(row, names);
    if (!track || ids.has(id)) continue;
    ids.add(id);
    track.marks = cues.of(id);
    track.tags = tags.of(id);
    const day = lastPlayed.get(id);
    if (day !== undefined) track.lastPlayed = day;
    track.grid = analysis?.gridOf(textOf(row.AnalysisDataPath)) ?? [];
    yield { type: 'track', track };
  }
  for (const { playlist, rules } of readPlaylists(tables)) {
    const found = rules === undefined ? playlist.trackIds : await smartListTracks(tables, rules, localDay());
    const trackIds = (found ?? playlist.trackIds).filter((id) => ids.has(id));
    yield { type: 'playlist', playlist: { ...playlist, trackIds } };
    if (!found) yield warning(`rbassist does not know the rules of the smart playlist "${playlist.name}".`);
  }
  if (samplerSounds > 0) yield warning(`Skipped ${samplerSounds} sounds of Rekordbox's sampler.`);
  for (const message of analysis?.warnings() ?? []) yield warning(message);
}

function warning(message: string): DjEntry {
  return { type: 'warning', message };
}

/** Checks a key without ever putting it into a message. */
function secretText(key: unknown): string | undefined {
  if (typeof key === 'string' && key !== '') return undefined;
  throw new OptionError('The key must be a string that is not empty.', { option: 'key' });
}
