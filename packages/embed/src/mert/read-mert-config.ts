import { join } from 'node:path';
import { errorMessage, FileFormatError, readRegularFile } from '@rbassist/core';
import { CONFIG_NAME, PREPROCESSOR_NAME } from '../checkpoint/checkpoint-files.ts';
import { type MertConfig, parseMertConfig } from './mert-config.ts';

const MOST_BYTES = 1 << 20;

/** Reads the settings of a checkpoint's folder. Throws the errors of `parseMertConfig`, also for a missing file. */
export async function readMertConfig(folder: string): Promise<MertConfig> {
  const path = join(folder, CONFIG_NAME);
  return parseMertConfig(await readJson(path), await readJson(join(folder, PREPROCESSOR_NAME)), path);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readRegularFile(path, MOST_BYTES)).toString());
  } catch (cause) {
    const message = `${path} can't be read: ${errorMessage(cause)}. The checkpoint's folder must have it. Download the model again.`;
    throw new FileFormatError(path, message, { cause });
  }
}
