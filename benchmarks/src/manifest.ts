import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorMessage } from '@rbassist/core';

/** Invalid command line or manifest; the message says what is expected. */
export class UsageError extends Error {}

export type ManifestRow = { file: string } & Record<string, unknown>;

/** Files are relative to the manifest. Throws {@link UsageError} with `expected`, the description of a valid row. */
export async function readRows(path: string, expected: string): Promise<ManifestRow[]> {
  const rows = await parseJson(path, expected);
  if (!Array.isArray(rows)) throw notAManifest(path, 'it is not an array', expected);
  return rows.map((row: unknown, i) => {
    const { file, ...others }: Record<string, unknown> = typeof row === 'object' && row !== null ? { ...row } : {};
    if (typeof file !== 'string' || file === '') throw notAManifest(path, `row ${i + 1} names no file`, expected);
    return { ...others, file: resolve(dirname(path), file) };
  });
}

export function notAManifest(path: string, reason: string, expected: string): UsageError {
  return new UsageError(`${path} is not a manifest: ${reason}. Expected a JSON array of ${expected}.`);
}

async function parseJson(path: string, expected: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw notAManifest(path, errorMessage(error), expected);
  }
}
