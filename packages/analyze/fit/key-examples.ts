import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { camelotOf, parseKey } from '@rbassist/core';
import type { FeaturePipeline } from '../src/features/feature-pipeline.ts';
import { CLASSES, keyEvidence } from '../src/key/key-evidence.ts';
import { fileFeatures } from './file-features.ts';
import { cachedPerFile } from './per-file-cache.ts';
import type { KeyExample } from './train-key.ts';

/** Row of a manifest with a key. */
interface KeyRow {
  file: string;
  group: string;
  key: number;
}

/** Reads the rows with a key, with absolute file paths. Rows without a package have their manifest as the group. */
export async function readKeyRows(manifests: readonly string[]): Promise<KeyRow[]> {
  const rows: KeyRow[] = [];
  for (const path of manifests) {
    const listed: { file: string; key?: string; package?: string }[] = JSON.parse(await readFile(path, 'utf8'));
    for (const { file, key, package: group = path } of listed) {
      if (key) rows.push({ file: resolve(dirname(path), file), group, key: keyIndex(key) });
    }
  }
  return rows;
}

/** Extracts the evidence from a file once, and keeps it in `folder`. */
export async function keyExample(
  { file, group, key }: KeyRow,
  pipeline: FeaturePipeline,
  folder: string | undefined,
): Promise<KeyExample> {
  const evidence = await cachedPerFile(file, { folder, ending: '.key.bin' }, async () =>
    keyEvidence((await fileFeatures(file, pipeline)).harmony),
  );
  return { file, group, key, evidence };
}

const KEYS = Array.from({ length: 2 * CLASSES }, (_, i) => camelotOf(i % CLASSES, i >= CLASSES));

function keyIndex(text: string): number {
  const key = parseKey(text);
  if (!key) throw new Error(`"${text}" is not a key.`);
  return KEYS.indexOf(key);
}
