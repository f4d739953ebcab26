import { isAbsolute, join } from 'node:path';
import { homeFolder } from '@rbassist/core';

const NAME = 'rbassist';

type Environment = Readonly<Record<string, string | undefined>>;

/** Returns undefined if the user has no home folder. */
export function userDataFolder(env: Environment): string | undefined {
  switch (process.platform) {
    case 'win32':
      return inFolder(env.LOCALAPPDATA, ['AppData', 'Local'], NAME, 'Data');
    case 'darwin':
      return inFolder(undefined, ['Library', 'Application Support'], NAME);
    default:
      return inFolder(env.XDG_DATA_HOME, ['.local', 'share'], NAME);
  }
}

/** Returns undefined if the user has no home folder. */
export function userConfigFolder(env: Environment): string | undefined {
  switch (process.platform) {
    case 'win32':
      return inFolder(env.APPDATA, ['AppData', 'Roaming'], NAME);
    case 'darwin':
      return inFolder(undefined, ['Library', 'Application Support'], NAME);
    default:
      return inFolder(env.XDG_CONFIG_HOME, ['.config'], NAME);
  }
}

function inFolder(named: string | undefined, usual: readonly string[], ...own: string[]): string | undefined {
  // the XDG specification says to ignore a relative path
  if (named !== undefined && isAbsolute(named)) return join(named, ...own);
  const home = homeFolder();
  return home === undefined ? undefined : join(home, ...usual, ...own);
}
