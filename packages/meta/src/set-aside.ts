import { open, rename } from 'node:fs/promises';
import { systemErrorCode } from '@rbassist/core';

/**
 * Renames a damaged file to `<path>.corrupt-<YYYYMMDD-HHMMSS>` (UTC), with `-2`, `-3`, … appended where that name is taken.
 *
 * @returns its new path.
 * @throws the system's error (`EACCES`, …); the file is then where it was.
 */
export async function setAside(path: string): Promise<string> {
  const [date, time] = new Date().toISOString().replaceAll(/[-:]/g, '').slice(0, 15).split('T');
  const name = `${path}.corrupt-${date}-${time}`;
  for (let attempt = 1; ; attempt++) {
    const target = attempt === 1 ? name : `${name}-${attempt}`;
    if (!(await reserve(target))) continue;
    await rename(path, target);
    return target;
  }
}

/** Takes a name by creating an empty file, since renaming alone would replace a file that is there. */
async function reserve(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close();
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}
