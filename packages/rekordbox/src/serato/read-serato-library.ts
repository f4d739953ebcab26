import { basename, dirname } from 'node:path';
import {
  checkOptions,
  errorMessage,
  FileFormatError,
  optionRules,
  RbassistError,
  readProblem,
  readRegularFile,
  requireRule,
} from '@rbassist/core';
import type { DjCollection, DjPlaylist, DjTrack } from '../model/dj-track.ts';
import { seratoChunks, seratoText } from './serato-chunks.ts';
import { type SeratoTrack, seratoTrack } from './serato-database.ts';
import { findSeratoFiles, seratoPath, seratoRoot } from './serato-folder.ts';
import { readSeratoObjects, type SeratoObject } from './serato-objects.ts';

/** Options of {@link readSeratoLibrary}. */
export interface SeratoLibraryOptions {
  /** Returns the objects in a file's tags, where Serato keeps cues and grids. Without it, no track has any. */
  objectsOf?: (path: string) => Promise<readonly SeratoObject[]>;
}

const RULES = { objectsOf: optionRules.callback };
const NAME_SEPARATOR = '%%';
/** Room for about a million tracks. */
const LARGEST_FILE = 2 ** 30;
const MISSING = 'missing';

/**
 * Reads a library of Serato: tracks and crates; with {@link SeratoLibraryOptions.objectsOf}, cues, loops and grids too.
 * Smart crates have the tracks that Serato stored last.
 *
 * @param path The folder `_Serato_`, the folder or drive that contains it, or a single crate.
 * @throws {OptionError} if there is no library. `FileFormatError` if its database is damaged.
 */
export async function* readSeratoLibrary(path: string, options: SeratoLibraryOptions = {}): DjCollection {
  requireRule('library', path, optionRules.text);
  checkOptions(options, RULES);
  const files = await findSeratoFiles(path);
  const { version, tracks } = await readDatabase(files.database);
  const warnings: string[] = [];
  const crates: DjPlaylist[] = [];
  for (const file of files.crates) {
    try {
      const crate = crateOf(file, await contentOf(file));
      crates.push(crate);
      for (const id of crate.trackIds) if (!tracks.has(id)) tracks.set(id, { grid: [], marks: [], tags: [] });
    } catch (error) {
      if (!RbassistError.isInstance(error)) throw error;
      warnings.push(error.message);
    }
  }
  yield { type: 'source', program: 'Serato', version, clock: 'serato' };
  for (const message of warnings) yield { type: 'warning', message };
  const root = await seratoRoot(files.folder, [...tracks.keys()]);
  for (const [location, known] of tracks) {
    const place = seratoPath(location, root);
    const track: DjTrack = { ...known, id: location, path: place, location, isStream: false };
    const problems: string[] = [];
    yield { type: 'track', track: await withObjects(track, options.objectsOf, (message) => problems.push(message)) };
    for (const message of problems) yield { type: 'warning', message: `${place}: ${message}` };
  }
  for (const playlist of crates) yield { type: 'playlist', playlist };
}

async function withObjects(
  track: DjTrack,
  objectsOf: SeratoLibraryOptions['objectsOf'],
  warn: (message: string) => void,
): Promise<DjTrack> {
  if (objectsOf === undefined) return track;
  try {
    const { bpm, color, grid, marks } = readSeratoObjects(await objectsOf(track.path), warn);
    const added = { ...(bpm === undefined ? {} : { bpm }), ...(color === undefined ? {} : { color }) };
    return { ...added, ...track, grid, marks };
  } catch (error) {
    if (!RbassistError.isInstance(error)) throw error;
    // a drive that is not plugged in would give one warning per track
    if (error.code !== MISSING) warn(errorMessage(error));
    return track;
  }
}

async function readDatabase(path: string | undefined): Promise<{ version: string; tracks: Map<string, SeratoTrack> }> {
  const tracks = new Map<string, SeratoTrack>();
  let version = '';
  if (path === undefined) return { version, tracks };
  try {
    for (const { tag, bytes } of seratoChunks(await contentOf(path))) {
      if (tag === 'vrsn') version = seratoText(bytes).split('/')[0];
      if (tag !== 'otrk') continue;
      const found = seratoTrack(bytes);
      if (found !== undefined) tracks.set(found.location, found.track);
    }
  } catch (error) {
    throw damaged(path, error);
  }
  return { version, tracks };
}

/** Builds the playlist of a crate. Its file is named "Parent%%Child.crate". */
function crateOf(path: string, content: Uint8Array): DjPlaylist {
  const trackIds: string[] = [];
  try {
    for (const { tag, bytes } of seratoChunks(content)) {
      if (tag !== 'otrk') continue;
      for (const part of seratoChunks(bytes)) if (part.tag === 'ptrk') trackIds.push(seratoText(part.bytes));
    }
  } catch (error) {
    throw damaged(path, error);
  }
  const names = basename(path)
    .replace(/\.[^.]*$/, '')
    .split(NAME_SEPARATOR);
  const isSmart = basename(dirname(path)) === 'SmartCrates';
  return { folders: names.slice(0, -1), name: names[names.length - 1], trackIds, ...(isSmart ? { isSmart } : {}) };
}

async function contentOf(path: string): Promise<Uint8Array> {
  try {
    return await readRegularFile(path, LARGEST_FILE);
  } catch (error) {
    throw readProblem(path, error);
  }
}

function damaged(path: string, error: unknown): Error {
  if (!(error instanceof RangeError)) return error as Error;
  return new FileFormatError(path, `${path} is damaged: ${error.message}.`, { cause: error });
}
