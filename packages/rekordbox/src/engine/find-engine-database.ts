import { basename, dirname, join, resolve } from 'node:path';
import { exists, OptionError } from '@rbassist/core';
import { isUserFolder } from '../model/is-user-folder.ts';

/** Files of an Engine library. */
export interface EngineFiles {
  /** Database of tracks and playlists. */
  main: string;
  /** Database of grids and cues, up to version 1. */
  performance: string | undefined;
  /** Folder that relative paths of tracks start from. */
  folder: string;
}

/** Places of the database below a folder, the newest version first. */
const PLACES = ['Database2/m.db', 'm.db', 'Engine Library/Database2/m.db', 'Engine Library/m.db'];
const NEW_FOLDER = 'database2';

/**
 * Finds the database of Engine DJ in a folder or on a stick, or takes the database itself.
 *
 * @throws {OptionError} if there is none.
 */
export async function findEngineDatabase(path: string): Promise<EngineFiles> {
  const given = resolve(path);
  const main = (await isUserFolder(given)) ? await databaseIn(given) : given;
  const above = dirname(main);
  const performance = join(above, 'p.db');
  const isNew = basename(above).toLowerCase() === NEW_FOLDER;
  return {
    main,
    performance: !isNew && (await exists(performance)) ? performance : undefined,
    folder: isNew ? dirname(above) : above,
  };
}

async function databaseIn(folder: string): Promise<string> {
  for (const place of PLACES) {
    const path = join(folder, place);
    if (await exists(path)) return path;
  }
  throw new OptionError(
    `${folder} has no Engine DJ library. Give the folder "Engine Library", or a drive or stick that contains it.`,
  );
}
