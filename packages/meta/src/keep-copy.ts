import { copyFile, open, rm } from 'node:fs/promises';
import { systemErrorCode } from '@rbassist/core';

/**
 * Copies a damaged file to `<path>.corrupt-<YYYYMMDD-HHMMSS>` (UTC), with `-2`, `-3`, … appended where that name is taken.
 *
 * @returns the copy's path.
 * @throws the system's error (`EACCES`, `ENOSPC`, …); there is then no half copy.
 */
export async function keepCopy(path: string): Promise<string> {
  const name = await freeName(path);
  try {
    await copyFile(path, name);
    return name;
  } catch (error) {
    await rm(name, { force: true });
    throw error;
  }
}

/** Date and time as in a file's name, UTC. */
export function timestamp(date: Date): string {
  return date.toISOString().replaceAll(/[-:]/g, '').slice(0, 15).replace('T', '-');
}

/** Takes a name by creating an empty file, since copying alone would replace a file that is there. */
async function freeName(path: string): Promise<string> {
  const name = `${path}.corrupt-${timestamp(new Date())}`;
  for (let attempt = 1; ; attempt++) {
    const target = attempt === 1 ? name : `${name}-${attempt}`;
    try {
      await (await open(target, 'wx')).close();
      return target;
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
    }
  }
}
