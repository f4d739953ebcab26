import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage, FileFormatError } from '@rbassist/core';
import { CONFIG_NAME, PREPROCESSOR_NAME } from '../checkpoint/checkpoint-files.ts';
import { type MertConfig, parseMertConfig } from './mert-config.ts';

/**
 * Reads the settings of the checkpoint in a folder.
 *
 * @throws {FileFormatError} as `parseMertConfig`, and if a file is missing or not JSON.
 */
export async function readMertConfig(folder: string): Promise<MertConfig> {
  const path = join(folder, CONFIG_NAME);
  return parseMertConfig(await readJson(path), await readJson(join(folder, PREPROCESSOR_NAME)), path);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const message = `${path} can't be read: ${errorMessage(cause)}. It belongs into the checkpoint's folder; download the model again.`;
    throw new FileFormatError(path, message, { cause });
  }
}
