import { homeFolder } from '@rbassist/core';

const HOME = process.platform === 'win32' ? /^~(?=[\\/]|$)/ : /^~(?=\/|$)/;

/** Replaces a leading `~` by the home folder, as in `--data-dir=~/x`, which most shells leave as it is. */
export function expandHome(path: string): string {
  const home = HOME.test(path) ? homeFolder() : undefined;
  return home === undefined ? path : home + path.slice(1);
}
