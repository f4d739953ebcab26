import { join } from 'node:path';
import { readRegularFile, replaceFile } from '@rbassist/core';
import type { HubFile } from './hub-listing.ts';
import { cacheError } from './store-errors.ts';

/** Record of rbassist in a model's folder. Other programs ignore it. */
export interface ModelRecord {
  /** Accepted licences, as the hub spells them. */
  accepted: string[];
  /** Downloaded files of each commit, with the checksums from the hub. */
  commits: Record<string, HubFile[]>;
}

const NAME = 'rbassist.json';
const MOST_BYTES = 1 << 26;

/** Reads the record of a model's folder. A missing or damaged record is empty. */
export async function readRecord(folder: string): Promise<ModelRecord> {
  const nothing: ModelRecord = { accepted: [], commits: {} };
  try {
    const record: unknown = JSON.parse((await readRegularFile(join(folder, NAME), MOST_BYTES)).toString());
    if (typeof record !== 'object' || record === null) return nothing;
    if ('accepted' in record && Array.isArray(record.accepted)) nothing.accepted = record.accepted.map(String);
    if ('commits' in record && typeof record.commits === 'object' && record.commits !== null) {
      for (const [commit, files] of Object.entries(record.commits)) {
        if (Array.isArray(files)) nothing.commits[commit] = files.filter(isHubFile);
      }
    }
    return nothing;
  } catch {
    return { accepted: [], commits: {} };
  }
}

export async function writeRecord(folder: string, record: ModelRecord): Promise<void> {
  const path = join(folder, NAME);
  await replaceFile(path, `${JSON.stringify(record, null, 2)}\n`).catch((error) => {
    throw cacheError(path, 'written', error);
  });
}

function isHubFile(value: unknown): value is HubFile {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'name' in value &&
    typeof value.name === 'string' &&
    'bytes' in value &&
    typeof value.bytes === 'number' &&
    'etag' in value &&
    typeof value.etag === 'string'
  );
}
