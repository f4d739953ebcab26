import { rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  checkOptions,
  makeFolder,
  notify,
  numberFrom,
  type OptionRule,
  type Remedy,
  RUN_OPTION_RULES,
  type RunOptions,
  replaceFile,
  withDefaults,
} from '@rbassist/core';
import { CONFIG_NAME, WEIGHTS_NAMES } from '../checkpoint/checkpoint-files.ts';
import { checksumLike } from './blob-checksum.ts';
import { fetchBlob } from './fetch-blob.ts';
import { findCommit, REVISION_RULES } from './find-model.ts';
import { createHubFetch, type Fetch } from './hub-fetch.ts';
import { type HubFile, type HubModel, listHubModel } from './hub-listing.ts';
import { KNOWN_MODELS, knownSha256 } from './known-models.ts';
import { checkModelId, checkRevision, isCommit } from './model-id.ts';
import { withModelLock } from './model-lock.ts';
import { type ModelRecord, readRecord, writeRecord } from './model-record.ts';
import type { RetryOptions } from './retry-hub.ts';
import { blobPath, fileBytes, showInSnapshot, snapshotFolder } from './snapshot.ts';
import { cacheError, HubError, ModelCacheError, ModelChecksumError, ModelLicenseError } from './store-errors.ts';
import { hubSettings, modelFolder, type StoreOptions } from './store-settings.ts';
import { verifyModel } from './verify-model.ts';

/** Terms to accept before the download of a model. */
export interface ModelTerms {
  id: string;
  commit: string;
  /** Licence as the hub spells it, for example `cc-by-nc-4.0`. Undefined if the hub does not state one. */
  license: string | undefined;
  /** Web page with the model and its licence. */
  page: string;
  /** Bytes of all files that rbassist uses. */
  bytes: number;
  bytesToFetch: number;
}

/** Options of {@link pullModel}. Progress counts bytes of all files. */
export interface PullOptions extends StoreOptions, RunOptions {
  /** Branch, tag or commit. @default the revision built into rbassist, otherwise `main` */
  revision?: string;
  /**
   * Accepts the licence, or a function that asks the user. It is called once per model and licence. rbassist stores the
   * answer with the model. @default false
   */
  acceptLicense?: boolean | ((terms: ModelTerms) => boolean | Promise<boolean>);
  /** Milliseconds before the first retry after a temporary error, doubled for each further one. @default 1000 */
  retryWaitMs?: number;
  /** Milliseconds after which rbassist ends and retries a connection that sends almost no data. @default 30000 */
  silenceMs?: number;
}

const DEFAULTS: Required<Pick<PullOptions, 'acceptLicense' | 'retryWaitMs' | 'silenceMs'>> = {
  acceptLicense: false,
  retryWaitMs: 1000,
  silenceMs: 30_000,
};

const acceptance: OptionRule = (value) =>
  typeof value === 'boolean' || typeof value === 'function' ? undefined : 'true, false or a function';
const RULES = {
  ...REVISION_RULES,
  ...RUN_OPTION_RULES,
  acceptLicense: acceptance,
  retryWaitMs: numberFrom(0),
  silenceMs: numberFrom(1),
} as const;

/** Model that is completely in the cache. */
export interface PulledModel {
  id: string;
  commit: string;
  /** Folder with its files under their own names. */
  folder: string;
  /** Bytes that this call downloaded, 0 if nothing was missing. */
  fetchedBytes: number;
  /** Names of damaged files in the cache that this call downloaded again. */
  replaced: string[];
}

/**
 * Downloads a model's configuration and weights to the cache that all programs share. Skips files that are complete and
 * correct, resumes unfinished downloads, and checks every file before other programs can see it.
 *
 * Reads `HF_HOME`, `HF_HUB_CACHE`, `HF_ENDPOINT`, `HF_TOKEN`, `HF_HUB_OFFLINE`, `HTTPS_PROXY`, `HTTP_PROXY`,
 * `ALL_PROXY` and `NO_PROXY`.
 *
 * @throws {OptionError} for an invalid id or revision, or an unknown option.
 * @throws {HubError} if the hub does not send a file.
 * @throws {ModelLicenseError} if the licence is not accepted.
 * @throws {ModelChecksumError} if a file is not the published one, or if a file in the cache is damaged and the hub is
 * switched off.
 * @throws {ModelCacheError} if the cache can't be read or written, or is too small.
 * @throws {ModelBusyError} while another process changes the model.
 * @throws the signal's reason after an abort.
 */
export async function pullModel(id: string, options: PullOptions = {}): Promise<PulledModel> {
  checkModelId(id);
  checkOptions(options, RULES);
  const { revision = KNOWN_MODELS.get(id)?.revision ?? 'main', signal } = options;
  const { retryWaitMs, silenceMs, acceptLicense } = withDefaults(DEFAULTS, options);
  checkRevision(revision);
  const hub = hubSettings(options);
  const root = modelFolder(id, options);
  const commit = await completeCommit(id, revision, root, options, hub.offline);
  if (commit !== undefined) return { id, commit, folder: snapshotFolder(root, commit), fetchedBytes: 0, replaced: [] };
  if (hub.offline) {
    const message = `Files of ${id} are missing in ${root}, and requests to the hub are switched off.`;
    throw new HubError('hub-offline', message, { remedies: [{ action: 'allow-hub' }] });
  }
  const fetch = await createHubFetch(hub, silenceMs);
  const retry = { signal, retryWaitMs };
  const model = await listHubModel(id, revision, { endpoint: hub.endpoint, fetch }, retry);
  checkListing(id, hub.endpoint, model);
  const { onProgress } = options;
  const job = { id, revision, root, model, endpoint: hub.endpoint, fetch, acceptLicense, onProgress, ...retry };
  return withModelLock(id, root, () => download(job));
}

interface Download extends RetryOptions {
  id: string;
  revision: string;
  root: string;
  model: HubModel;
  endpoint: string;
  fetch: Fetch;
  acceptLicense: Required<PullOptions>['acceptLicense'];
  onProgress: RunOptions['onProgress'];
}

async function download(job: Download): Promise<PulledModel> {
  const { id, root, model, revision } = job;
  const missing: HubFile[] = [];
  const replaced: string[] = [];
  for (const file of model.files) {
    const state = await stateOf(job, file);
    if (state !== 'right') missing.push(file);
    if (state === 'wrong') replaced.push(file.name);
  }
  const record = await readRecord(root);
  if (missing.length > 0) await accept(job, missing, record);
  const folder = snapshotFolder(root, model.commit);
  await makeCacheFolder(join(root, 'refs'));
  const total = model.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let fetchedBefore = 0;
  for (const file of model.files) {
    const report = (done: number) =>
      notify(job.onProgress, { stage: 'download', done: fetchedBefore + done, total, item: file.name });
    if (missing.includes(file)) await fetchFile(job, file, report);
    if (await hasBlob(root, file)) await showInSnapshot(root, model.commit, file);
    fetchedBefore += file.bytes;
    report(0);
  }
  if (!isCommit(revision)) await writeRef(root, revision, model.commit);
  await writeRecord(root, { ...record, commits: { ...record.commits, [model.commit]: model.files } });
  return {
    id,
    commit: model.commit,
    folder,
    fetchedBytes: missing.reduce((sum, { bytes }) => sum + bytes, 0),
    replaced,
  };
}

/**
 * Checks a stored file. Removes contents that don't have the checksum in their name. On disks without links, other
 * programs store a file only in the snapshot, under a name without a checksum.
 */
async function stateOf(
  { root, model, signal, onProgress }: Download,
  file: HubFile,
): Promise<'right' | 'wrong' | 'missing'> {
  const isRight = async (path: string) => {
    const bytes = await fileBytes(path);
    if (bytes !== file.bytes) return bytes === undefined ? undefined : false;
    const onBytes = (done: number) => notify(onProgress, { stage: 'verify', done, total: bytes, item: file.name });
    return (await checksumLike(file.etag, { path, bytes }, { signal, onBytes })) === file.etag;
  };
  const blob = blobPath(root, file.etag);
  const stored = await isRight(blob);
  if (stored) return 'right';
  if (stored === false) {
    await rm(blob, { force: true }).catch((error) => {
      throw cacheError(blob, 'removed', error);
    });
    return 'wrong';
  }
  const shown = await isRight(join(snapshotFolder(root, model.commit), file.name));
  if (shown === undefined) return 'missing';
  return shown ? 'right' : 'wrong';
}

/** Checks for complete contents. They have this name only after their checksum was right. */
async function hasBlob(root: string, { etag, bytes }: HubFile): Promise<boolean> {
  return (await fileBytes(blobPath(root, etag))) === bytes;
}

/** Requires the licence unless it was accepted before, checks the free space, and creates the folder. */
async function accept(
  { id, root, model, endpoint, acceptLicense, signal }: Download,
  missing: readonly HubFile[],
  record: ModelRecord,
): Promise<void> {
  const license = model.license ?? KNOWN_MODELS.get(id)?.license;
  const terms: ModelTerms = {
    id,
    commit: model.commit,
    license,
    page: `${endpoint}/${id}`,
    bytes: model.files.reduce((sum, { bytes }) => sum + bytes, 0),
    bytesToFetch: await bytesLeft(root, missing),
  };
  const name = license ?? 'none stated';
  if (!record.accepted.includes(name)) {
    const accepted = typeof acceptLicense === 'function' ? await acceptLicense(terms) : acceptLicense;
    signal?.throwIfAborted();
    if (!accepted) {
      const message = `${id} has the licence ${name} (${terms.page}). It is not accepted yet, so rbassist downloaded nothing.`;
      throw new ModelLicenseError(message, { remedies: [{ action: 'accept-license', model: id }] });
    }
    record.accepted.push(name);
  }
  await makeCacheFolder(join(root, 'blobs'));
  await checkFreeSpace(root, terms.bytesToFetch);
  await writeRecord(root, record);
}

async function fetchFile(job: Download, file: HubFile, onBytes: (done: number) => void): Promise<void> {
  const { id, root, model, endpoint, fetch, signal, retryWaitMs } = job;
  const path = blobPath(root, file.etag);
  const url = `${endpoint}/${id}/resolve/${model.commit}/${file.name}`;
  await fetchBlob({ ...file, id, endpoint, url, fetch, path, signal, retryWaitMs, onBytes });
  const known = knownSha256(id, model.commit, file.name);
  if (known === undefined || known === file.etag) return;
  if ((await checksumLike(known, { path, bytes: file.bytes }, { signal })) === known) return;
  await rm(path, { force: true });
  throw notAsKnown(path, id, file.name, endpoint);
}

/** Refuses a list without configuration or weights, or with checksums that differ from the known ones. */
function checkListing(id: string, endpoint: string, { commit, files }: HubModel): void {
  const names = files.map(({ name }) => name);
  if (!names.includes(CONFIG_NAME) || !WEIGHTS_NAMES.some((name) => names.includes(name))) {
    throw new HubError(
      'hub-no-weights',
      `${id} on ${endpoint} can't be used: it has no ${CONFIG_NAME}, or neither ${WEIGHTS_NAMES.join(' nor ')}. ` +
        'rbassist does not support weights in several files.',
      { remedies: [{ action: 'choose-revision' }] },
    );
  }
  for (const { name, etag } of files) {
    const known = knownSha256(id, commit, name);
    // a small file has only git's SHA-1 here, so its SHA-256 is checked after the download
    if (known !== undefined && etag.length === known.length && etag !== known)
      throw notAsKnown(name, id, name, endpoint);
  }
}

function notAsKnown(path: string, id: string, name: string, endpoint: string): ModelChecksumError {
  const message = `${name} of ${id} at ${endpoint} is not the published file of this revision, so rbassist does not use it.`;
  const remedies: Remedy[] = [{ action: 'choose-hub' }, { action: 'choose-revision' }];
  return new ModelChecksumError(path, message, { remedies });
}

/**
 * Returns a commit that is complete and correct in the cache. A branch may have changed on the hub, so only a commit
 * counts, unless requests to the hub are switched off.
 */
async function completeCommit(
  id: string,
  revision: string,
  root: string,
  { env, revision: asked, signal, onProgress }: PullOptions,
  offline: boolean,
): Promise<string | undefined> {
  if (!offline && !(isCommit(revision) && (await readRecord(root)).commits[revision])) return undefined;
  const commit = await findCommit(id, { env, revision: offline ? asked : revision });
  if (commit === undefined) return undefined;
  const { files } = await verifyModel(id, { env, revision: commit, signal, onProgress });
  const broken = files.find(({ state }) => state === 'wrong' || state === 'missing');
  if (!broken) return commit;
  if (!offline) return undefined;
  const path = join(snapshotFolder(root, commit), broken.name);
  const message = `${path} is damaged or missing, and requests to the hub are switched off.`;
  throw new ModelChecksumError(path, message, { remedies: [{ action: 'allow-hub' }] });
}

async function bytesLeft(root: string, files: readonly HubFile[]): Promise<number> {
  let left = 0;
  for (const { etag, bytes } of files) left += bytes - ((await fileBytes(`${blobPath(root, etag)}.incomplete`)) ?? 0);
  return Math.max(0, left);
}

async function checkFreeSpace(folder: string, bytes: number): Promise<void> {
  // without this information, the download fails later if the disk is full
  const disk = await statfs(folder).catch(() => undefined);
  if (!disk || disk.bavail * disk.bsize >= bytes) return;
  const gigabytes = (count: number) => (count / 1e9).toFixed(1);
  const message = `The disk of ${folder} has ${gigabytes(disk.bavail * disk.bsize)} GB of free space, but the download needs ${gigabytes(bytes)} GB.`;
  throw new ModelCacheError(folder, message, {
    remedies: [{ action: 'free-space' }, { action: 'choose-model-cache' }],
  });
}

async function writeRef(root: string, revision: string, commit: string): Promise<void> {
  const path = join(root, 'refs', revision);
  await makeCacheFolder(dirname(path));
  await replaceFile(path, commit).catch((error) => {
    throw cacheError(path, 'written', error);
  });
}

async function makeCacheFolder(path: string): Promise<void> {
  await makeFolder(path).catch((error) => {
    throw cacheError(path, 'written', error);
  });
}
