import { copyFile, open, rm } from 'node:fs/promises';
import { systemErrorCode } from '@rbassist/core';
import { timestamp } from './timestamp.ts';

/**
 * Copies a damaged file to `<path>.corrupt-<YYYYMMDD-HHMMSS>` (UTC). Adds `-2`, `-3`, … if the name is taken. On an
 * error, no partial copy remains.
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

/** Reserves a name with an empty file, so that the copy does not replace another file. */
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
