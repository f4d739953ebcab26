import { join } from 'node:path';
import {
  dataFolderError,
  FileFormatError,
  listFolder,
  makeFolder,
  portableName,
  readRegularFile,
  replaceFile,
  systemErrorCode,
} from '@rbassist/core';
import type { DataFolder } from '../files/data-folder.ts';

const ENDING = '.json';
const LARGEST_BYTES = 2 ** 29;

/** An entry of a stored playlist that the library had no track for. */
export interface MissingEntry {
  /** Path of the file in the program, or the location of a streaming entry. */
  path: string;
  artist?: string;
  title?: string;
  /** Length, in seconds. */
  durationS?: number;
}

/** A playlist that was imported from a DJ program. */
export interface ImportedPlaylist {
  /** Identifier in the program, if it has one. */
  id?: string;
  /** Names of the folders that contain it, the outermost first. */
  folders: string[];
  name: string;
  /** True for a playlist that the program fills by rules; it holds the tracks of the moment of the import. */
  isSmart?: boolean;
  /** In order, with repeats: paths of library tracks, and entries without one. */
  tracks: (string | MissingEntry)[];
}

/** All playlists of one program. */
interface ProgramPlaylists {
  version: 1;
  program: string;
  /** Time of the import, ISO 8601. */
  imported: string;
  playlists: ImportedPlaylist[];
}

/** Imported playlists of a library: `playlists/<program>.json` in the data folder. */
export class PlaylistStore {
  readonly #folder: string;

  constructor({ root }: DataFolder) {
    this.#folder = join(root, 'playlists');
  }

  /** Absolute path of a program's file. */
  pathOf(program: string): string {
    return join(this.#folder, portableName(program) + ENDING);
  }

  /** Names of the programs with playlists. */
  async programs(): Promise<string[]> {
    const names = await listFolder(this.#folder).catch((error) => {
      throw dataFolderError(this.#folder, 'read', error);
    });
    return names
      .filter((name) => name.endsWith(ENDING))
      .map((name) => name.slice(0, -ENDING.length))
      .sort();
  }

  /** Returns the playlists of a program; none if it was not imported. Throws {@link FileFormatError} if damaged. */
  async read(program: string): Promise<ImportedPlaylist[]> {
    const text = await this.text(program);
    return text === undefined ? [] : parsePlaylists(this.pathOf(program), text);
  }

  /** Returns the text of a program's file; undefined if there is none. */
  async text(program: string): Promise<string | undefined> {
    const path = this.pathOf(program);
    try {
      return (await readRegularFile(path, LARGEST_BYTES)).toString('utf8');
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return undefined;
      throw dataFolderError(path, 'read', error);
    }
  }

  /** Replaces the file of a program. Call it while no one else can write. */
  async write(program: string, text: string): Promise<void> {
    const path = this.pathOf(program);
    try {
      await makeFolder(this.#folder);
      await replaceFile(path, text);
    } catch (error) {
      throw dataFolderError(path, 'written', error);
    }
  }
}

/** Returns the text of a file of playlists, one playlist per line. */
export function formatPlaylists(program: string, playlists: readonly ImportedPlaylist[], imported: Date): string {
  const head = JSON.stringify({ version: 1, program, imported: imported.toISOString() }).slice(0, -1);
  const lines = playlists.map((playlist) => JSON.stringify(playlist));
  return `${head},"playlists":[${lines.length > 0 ? '\n' : ''}${lines.join(',\n')}\n]}\n`;
}

function parsePlaylists(path: string, text: string): ImportedPlaylist[] {
  const damaged = (cause?: unknown) =>
    new FileFormatError(path, `${path} is damaged. Import the playlists again.`, {
      cause,
      remedies: [{ action: 'move-away', path }],
    });
  let file: Partial<ProgramPlaylists> | null;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw damaged(error);
  }
  if (file?.version !== 1 || !Array.isArray(file.playlists) || !file.playlists.every(isPlaylist)) throw damaged();
  return file.playlists;
}

function isPlaylist(value: unknown): value is ImportedPlaylist {
  if (typeof value !== 'object' || value === null) return false;
  const { folders, name, tracks } = value as Partial<ImportedPlaylist>;
  return (
    Array.isArray(folders) &&
    folders.every((folder) => typeof folder === 'string') &&
    typeof name === 'string' &&
    Array.isArray(tracks) &&
    tracks.every((track) => typeof track === 'string' || typeof track?.path === 'string')
  );
}
