import { join } from 'node:path';
import { readRegularFile } from '@rbassist/core';
import { checkOf, damaged, readingError, requireSame } from './file-check.ts';
import type { Manifest } from './manifest.ts';

/** Maximum size of paths.json, in bytes: the longest string that Node can hold. */
export const LARGEST_LABELS_BYTES = 2 ** 29;

/** Key of each label; null for a vector removed since the index was opened. */
export type Labels = (string | null)[];

/** File of the labels. The Python rbassist reads it together with hnsw.idx. */
export const LABELS_NAME = 'paths.json';
/** File of the labels if the folder also has another program's hnsw.idx, whose paths.json must stay unchanged. */
export const SEPARATE_LABELS_NAME = 'vectors.paths.json';

/** Throws {@link FileFormatError} if the file is missing, damaged, or does not match index.json. */
export async function readLabels(folder: string, { files, labels: count }: Manifest): Promise<Labels> {
  const name = Object.hasOwn(files, SEPARATE_LABELS_NAME) ? SEPARATE_LABELS_NAME : LABELS_NAME;
  const path = join(folder, name);
  let contents: Buffer;
  try {
    contents = await readRegularFile(path, LARGEST_LABELS_BYTES);
  } catch (error) {
    throw readingError(path, error);
  }
  requireSame(path, checkOf(contents), files[name]);
  const labels: Labels = JSON.parse(contents.toString());
  if (labels.length !== count) throw damaged(path, `has ${labels.length} paths for ${count} vectors`);
  return labels;
}

export function usedLabels(labels: Readonly<Labels>): number[] {
  return labels.flatMap((key, label) => (key === null ? [] : label));
}

export function labelsByKey(labels: Readonly<Labels>): Map<string, number> {
  const byKey = new Map<string, number>();
  labels.forEach((key, label) => {
    if (key !== null) byKey.set(key, label);
  });
  return byKey;
}
