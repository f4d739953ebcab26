import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage, FileFormatError } from '@rbassist/core';
import { type MertConfig, parseMertConfig } from './mert-config.ts';

/**
 * Reads the settings of the checkpoint in a folder.
 *
 * @throws {FileFormatError} as `parseMertConfig`, and when a file is missing or is not JSON.
 */
export async function readMertConfig(folder: string): Promise<MertConfig> {
  const path = join(folder, 'config.json');
  return parseMertConfig(await readJson(path), await readJson(join(folder, 'preprocessor_config.json')), path);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const message = `${path} can't be read: ${errorMessage(cause)}. It belongs beside the checkpoint; fetch the model again.`;
    throw new FileFormatError(path, message, { cause });
  }
}
