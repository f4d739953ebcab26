import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolder, isFolder, NotFoundError, readRegularFile } from '@rbassist/core';

/** Name of the database of Rekordbox 6 and 7. */
const MASTER_DB = 'master.db';
const MAX_OPTIONS_BYTES = 1 << 20;

/** Machine on which Rekordbox is looked for. */
export interface RekordboxMachine {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: string | undefined;
}

const thisMachine = (): RekordboxMachine => ({ platform: process.platform, env: process.env, home: homeFolder() });

/**
 * Finds the database of the Rekordbox installed on this machine. Its agent's options name a database on another drive.
 *
 * @param path File, or a folder with a `master.db`; undefined for the installed one.
 * @throws {NotFoundError} if there is none.
 */
export async function locateMasterDb(path?: string, machine: RekordboxMachine = thisMachine()): Promise<string> {
  if (path !== undefined) return (await isFolder(path)) ? join(path, MASTER_DB) : path;
  const folder = programFolder(machine);
  if (folder === undefined) {
    throw new NotFoundError('Rekordbox does not run on this system. Name the file: a copy of its master.db.');
  }
  const stated = await statedPath(join(folder.agent, 'storage', 'options.json'));
  const candidates = [...(stated === undefined ? [] : [stated]), join(folder.data, MASTER_DB)];
  for (const candidate of candidates) if (await isFile(candidate)) return candidate;
  throw new NotFoundError(`Rekordbox's database is not where it usually is: ${candidates.join(', ')}. Name the file.`);
}

function programFolder({ platform, env, home }: RekordboxMachine): { data: string; agent: string } | undefined {
  if (platform === 'win32' && env.APPDATA) {
    const pioneer = join(env.APPDATA, 'Pioneer');
    return { data: join(pioneer, 'rekordbox'), agent: join(pioneer, 'rekordboxAgent') };
  }
  if (platform !== 'darwin' || home === undefined) return undefined;
  const library = join(home, 'Library');
  return {
    data: join(library, 'Pioneer', 'rekordbox'),
    agent: join(library, 'Application Support', 'Pioneer', 'rekordboxAgent'),
  };
}

/** Reads `db-path` of the agent's options, a list of names and values. Takes nothing else from them. */
async function statedPath(path: string): Promise<string | undefined> {
  try {
    const { options } = JSON.parse((await readRegularFile(path, MAX_OPTIONS_BYTES)).toString()) as {
      options?: unknown;
    };
    if (!Array.isArray(options)) return undefined;
    const option: unknown = options.find((each) => Array.isArray(each) && each[0] === 'db-path');
    return Array.isArray(option) && typeof option[1] === 'string' ? option[1] : undefined;
  } catch {
    return undefined;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
