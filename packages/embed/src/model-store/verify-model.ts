import { realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { NotFoundError, notify, type RunOptions } from '@rbassist/core';
import { neededFiles } from '../checkpoint/checkpoint-files.ts';
import { checksumLike } from './blob-checksum.ts';
import { findCommit, type RevisionOptions } from './find-model.ts';
import { knownSha256 } from './known-models.ts';
import { readRecord } from './model-record.ts';
import { fileBytes, namesIn, snapshotFolder } from './snapshot.ts';
import { modelFolder } from './store-settings.ts';

/** What the checksum of a file was compared with. */
export type ChecksumSource =
  /** Known to rbassist in advance. */
  | 'known'
  /** As the hub stated it when the file was downloaded. */
  | 'hub';

/** One file of a model, checked. */
export interface VerifiedFile {
  name: string;
  bytes: number;
  state: 'right' | 'wrong' | 'missing' | 'unknown';
  /** SHA-256 or, of small files, git's SHA-1; undefined where none was ever stated (`unknown`). */
  expected: string | undefined;
  /** Of the file as it is on disk; undefined when it is missing. */
  actual: string | undefined;
  source: ChecksumSource | undefined;
}

/** A model, checked. */
export interface VerifiedModel {
  id: string;
  commit: string;
  folder: string;
  /** Whether every file is there and as stated. */
  ok: boolean;
  files: VerifiedFile[];
}

/**
 * Reads a model of the cache from end to end and compares checksums: those that rbassist knows (MERT's published revisions), else those that
 * the hub stated. The hub is not asked.
 *
 * @throws {NotFoundError} when the cache does not hold the model; {@link ModelCacheError} when it cannot be read; the signal's reason.
 */
export async function verifyModel(id: string, options: RevisionOptions & RunOptions = {}): Promise<VerifiedModel> {
  const commit = await findCommit(id, options);
  if (commit === undefined) {
    throw new NotFoundError(`The cache does not hold ${id} whole. Download it with "rbassist model pull ${id}".`);
  }
  const root = modelFolder(id, options);
  const folder = snapshotFolder(root, commit);
  const stated = new Map((await readRecord(root)).commits[commit]?.map(({ name, etag }) => [name, etag]));
  const names = new Set([...stated.keys(), ...neededFiles(await namesIn(folder))]);
  const files: VerifiedFile[] = [];
  for (const name of names) {
    const known = knownSha256(id, commit, name);
    const path = join(folder, name);
    const expected = known ?? stated.get(name) ?? (await blobName(path));
    const source = known !== undefined ? 'known' : expected !== undefined ? 'hub' : undefined;
    files.push(await verifyFile({ name, path, expected, source }, options));
  }
  return { id, commit, folder, ok: files.every(({ state }) => state === 'right'), files };
}

async function verifyFile(
  { path, ...file }: Pick<VerifiedFile, 'name' | 'expected' | 'source'> & { path: string },
  { signal, onProgress }: RunOptions,
): Promise<VerifiedFile> {
  const bytes = await fileBytes(path);
  if (bytes === undefined) return { ...file, bytes: 0, state: 'missing', actual: undefined };
  const onBytes = (done: number) => notify(onProgress, { stage: 'verify', done, total: bytes, item: file.name });
  const kind = file.expected ?? ANY_SHA256;
  const actual = await checksumLike(kind, { path, bytes }, { signal, onBytes });
  if (file.expected === undefined) return { ...file, bytes, state: 'unknown', actual };
  return { ...file, bytes, state: actual === file.expected ? 'right' : 'wrong', actual };
}

/** Sixty-four digits: a checksum of that kind is wanted where none is stated. */
const ANY_SHA256 = '0'.repeat(64);
const CHECKSUM = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The cache calls contents by the checksum that the hub stated. */
async function blobName(path: string): Promise<string | undefined> {
  const name = basename(await realpath(path).catch(() => ''));
  return CHECKSUM.test(name) ? name : undefined;
}
