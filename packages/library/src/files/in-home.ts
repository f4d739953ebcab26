import { homeFolder } from '@rbassist/core';

const HOME = /^~(?=$|[\\/])/;

/** Replaces a leading `~` of a path with the home folder, if there is one. */
export function inHome(path: string): string {
  const home = HOME.test(path) ? homeFolder() : undefined;
  return home === undefined ? path : home + path.slice(1);
}
