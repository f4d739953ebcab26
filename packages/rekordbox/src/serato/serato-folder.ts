import { readdir } from 'node:fs/promises';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { exists, normalPath, OptionError, pathSystem } from '@rbassist/core';
import { isUserFolder } from '../model/is-user-folder.ts';

const SERATO_FOLDER = '_Serato_';
const CRATE = /\.s?crate$/i;
/** Tracks that are looked for to find the folder that paths start from. */
const TRIALS = 20;

/** Files of a Serato library. */
export interface SeratoFiles {
  /** The folder `_Serato_`; for a single crate, the folder that contains it. */
  folder: string;
  database: string | undefined;
  crates: string[];
}

/**
 * Finds the files of a Serato library in the folder `_Serato_`, in the folder or drive that contains it, or takes a
 * single crate.
 *
 * @throws {OptionError} if there is none.
 */
export async function findSeratoFiles(path: string): Promise<SeratoFiles> {
  const given = resolve(path);
  if (!(await isUserFolder(given))) {
    if (!CRATE.test(given)) throw new OptionError(`${given} is not a crate of Serato.`);
    return { folder: dirname(dirname(given)), database: undefined, crates: [given] };
  }
  const folder = basename(given) === SERATO_FOLDER ? given : join(given, SERATO_FOLDER);
  const database = join(folder, 'database V2');
  const crates = await cratesIn(folder);
  const hasDatabase = await exists(database);
  if (!hasDatabase && crates.length === 0) {
    throw new OptionError(`${given} has no Serato library. Give the folder ${SERATO_FOLDER}, or the folder above it.`);
  }
  return { folder, database: hasDatabase ? database : undefined, crates };
}

async function cratesIn(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const part of ['Subcrates', 'SmartCrates']) {
    const names = await readdir(join(folder, part)).catch(() => []);
    paths.push(
      ...names.filter((name) => CRATE.test(name) && !name.startsWith('.')).map((name) => join(folder, part, name)),
    );
  }
  return paths.sort();
}

/**
 * Returns the folder that stored paths start from: the first one from `_Serato_` up that contains one of the tracks,
 * else the root of the drive or volume.
 */
export async function seratoRoot(folder: string, locations: readonly string[]): Promise<string> {
  const trials = locations.filter((location) => pathSystem(location) === 'none').slice(0, TRIALS);
  for (let above = dirname(folder); ; above = dirname(above)) {
    for (const location of trials) if (await exists(join(above, location))) return above;
    if (above === dirname(above)) break;
  }
  const volume = /^\/Volumes\/[^/]+/.exec(folder)?.[0];
  return volume ?? parse(resolve(folder)).root;
}

/** Returns the path of a stored location. */
export function seratoPath(location: string, root: string): string {
  return pathSystem(location) === 'none' ? join(root, location) : normalPath(location);
}
