import { realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkOptions, NotFoundError, notify, type Remedy, RUN_OPTION_RULES, type RunOptions } from '@rbassist/core';
import { neededFiles } from '../checkpoint/checkpoint-files.ts';
import { checksumLike } from './blob-checksum.ts';
import { findCommit, REVISION_RULES, type RevisionOptions } from './find-model.ts';
import { knownSha256 } from './known-models.ts';
import { readRecord } from './model-record.ts';
import { fileBytes, namesIn, snapshotFolder } from './snapshot.ts';
import { modelFolder } from './store-settings.ts';

/** Result of checking one file of a model. */
export interface VerifiedFile {
  name: string;
  bytes: number;
  /** `unknown` if rbassist has no checksum to compare with. */
  state: 'right' | 'wrong' | 'missing' | 'unknown';
  /** SHA-256 or, for small files, git's SHA-1; undefined if the state is `unknown`. */
  expected: string | undefined;
  /** Checksum of the file on disk; undefined if it is missing. */
  actual: string | undefined;
  /** Source of the expected checksum: built into rbassist, or stated by the hub at the download. */
  source: 'known' | 'hub' | undefined;
}

/** Result of checking a model. */
export interface VerifiedModel {
  id: string;
  commit: string;
  folder: string;
  /** True if every file exists and has the expected checksum. */
  ok: boolean;
  files: VerifiedFile[];
}

/**
 * Compares the files of a model in the cache with their checksums. For MERT's published revisions these are built into
 * rbassist, for others the hub stated them. Never sends a request to the hub.
 *
 * @throws {OptionError} for an invalid id or revision, or an unknown option.
 * @throws {NotFoundError} if the model or one of its files is not in the cache.
 * @throws {ModelCacheError} if the cache can't be read.
 * @throws the signal's reason after an abort.
 */
export async function verifyModel(id: string, options: RevisionOptions & RunOptions = {}): Promise<VerifiedModel> {
  checkOptions(options, { ...REVISION_RULES, ...RUN_OPTION_RULES });
  const commit = await findCommit(id, options);
  if (commit === undefined) {
    const remedies: Remedy[] = [{ action: 'pull-model', model: id }];
    throw new NotFoundError(`Files of ${id} are missing in the model cache.`, [], { remedies });
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

/** Makes {@link checksumLike} compute a SHA-256. */
const ANY_SHA256 = '0'.repeat(64);
const CHECKSUM = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Returns the checksum that the hub stated, which is the name of the contents in the cache. */
async function blobName(path: string): Promise<string | undefined> {
  const name = basename(await realpath(path).catch(() => ''));
  return CHECKSUM.test(name) ? name : undefined;
}
