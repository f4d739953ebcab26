import { basename, join } from 'node:path';
import { exists } from '@rbassist/core';
import type { DataFolder } from './data-folder.ts';

/** Config folder of the Python rbassist, next to the data folder. */
export function configFolder({ root }: DataFolder): string {
  return join(root, '..', 'config');
}

/**
 * Returns the path of a configuration file: in the config folder of the Python rbassist, or inside a data folder that
 * has no folder of a project around it.
 */
export async function configFile(folder: DataFolder, name: string): Promise<string> {
  const python = join(configFolder(folder), name);
  if (basename(folder.root) === 'data' || (await exists(python))) return python;
  return join(folder.root, 'config', name);
}
