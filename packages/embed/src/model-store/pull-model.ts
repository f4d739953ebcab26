import { mkdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { notify, type RunOptions, replaceFile } from '@rbassist/core';
import { CONFIG_NAME, WEIGHTS_NAMES } from '../checkpoint/checkpoint-files.ts';
import { checksumLike } from './blob-checksum.ts';
import { fetchBlob } from './fetch-blob.ts';
import { findCommit } from './find-model.ts';
import { createHubFetch, type Fetch } from './hub-fetch.ts';
import { type HubFile, type HubModel, listHubModel } from './hub-listing.ts';
import { KNOWN_MODELS, knownSha256 } from './known-models.ts';
import { checkModelId, checkRevision, isCommit } from './model-id.ts';
import { withModelLock } from './model-lock.ts';
import { type ModelRecord, readRecord, writeRecord } from './model-record.ts';
import { blobPath, fileBytes, showInSnapshot, snapshotFolder } from './snapshot.ts';
import { cacheError, HubError, ModelCacheError, ModelChecksumError, ModelLicenseError } from './store-errors.ts';
import { hubSettings, modelFolder, type StoreOptions } from './store-settings.ts';

/** What has to be accepted before a model is downloaded. */
export interface ModelTerms {
  id: string;
  commit: string;
  /** As the hub calls it, e.g. `cc-by-nc-4.0`; undefined when it states none. */
  license: string | undefined;
  /** Where the licence and the model are described. */
  page: string;
  /** Bytes of all files that are used. */
  bytes: number;
  /** Bytes that are still to be downloaded. */
  bytesToFetch: number;
}

/** How a model is downloaded. Progress counts bytes of all its files. */
export interface PullOptions extends StoreOptions, RunOptions {
  /** A branch, a tag or a commit; when it is left out, the one that rbassist knows, else `main`. */
  revision?: string;
  /** Whether the licence is accepted, or who to ask; asked once per model and licence, the answer is noted beside the model. */
  acceptLicense?: boolean | ((terms: ModelTerms) => boolean | Promise<boolean>);
  /** Milliseconds before a request that failed in passing is tried again, doubled each time; 1000 by default. */
  retryWaitMs?: number;
}

/** A model that is in the cache whole. */
export interface PulledModel {
  id: string;
  commit: string;
  /** The folder that holds its files under their own names. */
  folder: string;
  /** Bytes that this call downloaded; 0 when all was there. */
  fetchedBytes: number;
}

/**
 * Downloads what is used of a model, configuration and weights, into the cache that all programs share; what is there is not fetched
 * again, and what was begun is gone on with. Every file is checked before it appears.
 *
 * `HF_HOME`, `HF_HUB_CACHE`, `HF_ENDPOINT`, `HF_TOKEN`, `HF_HUB_OFFLINE`, `HTTPS_PROXY` and `NO_PROXY` are heeded.
 *
 * @throws {OptionError} when the id or the revision cannot be meant; {@link HubError}, {@link ModelLicenseError}, {@link ModelChecksumError},
 *   {@link ModelCacheError}, {@link ModelBusyError}; the signal's reason when that is aborted.
 */
export async function pullModel(id: string, options: PullOptions = {}): Promise<PulledModel> {
  checkModelId(id);
  const revision = options.revision ?? KNOWN_MODELS.get(id)?.revision ?? 'main';
  checkRevision(revision);
  const hub = hubSettings(options);
  const root = modelFolder(id, options);
  const there = await wholeCommit(id, revision, root, options, hub.offline);
  if (there !== undefined) return { id, commit: there, folder: snapshotFolder(root, there), fetchedBytes: 0 };
  if (hub.offline) {
    throw new HubError(
      'hub-offline',
      `The cache does not hold ${id} whole, and HF_HUB_OFFLINE forbids asking the hub. Unset it, or put the model into ${dirname(root)}.`,
    );
  }
  const fetch = await createHubFetch(hub);
  const patience = { signal: options.signal, retryWaitMs: options.retryWaitMs ?? 1000 };
  const model = await listHubModel(id, revision, { endpoint: hub.endpoint, fetch }, patience);
  checkListing(id, hub.endpoint, model);
  return withModelLock(id, root, () =>
    download({ id, revision, root, model, endpoint: hub.endpoint, fetch, ...patience }, options),
  );
}

interface Download {
  id: string;
  revision: string;
  root: string;
  model: HubModel;
  endpoint: string;
  fetch: Fetch;
  signal?: AbortSignal;
  retryWaitMs: number;
}

async function download(job: Download, options: PullOptions): Promise<PulledModel> {
  const { id, root, model, revision } = job;
  const missing: HubFile[] = [];
  for (const file of model.files) if (!(await isThere(job, file))) missing.push(file);
  const record = await readRecord(root);
  if (missing.length > 0) await accept(job, missing, record, options);
  const folder = snapshotFolder(root, model.commit);
  await makeFolder(join(root, 'refs'));
  const total = model.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let whole = 0;
  for (const file of model.files) {
    const tell = (done: number) =>
      notify(options.onProgress, { stage: 'download', done: whole + done, total, item: file.name });
    if (missing.includes(file)) await fetchFile(job, file, tell);
    if (await hasBlob(root, file)) await showInSnapshot(root, model.commit, file);
    whole += file.bytes;
    tell(0);
  }
  if (!isCommit(revision)) await writeRef(root, revision, model.commit);
  await writeRecord(root, { ...record, commits: { ...record.commits, [model.commit]: model.files } });
  return { id, commit: model.commit, folder, fetchedBytes: missing.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Whether a file need not be fetched. Where links do not work, other programs keep it in the snapshot alone, under a name that proves nothing. */
async function isThere({ root, model, signal }: Download, file: HubFile): Promise<boolean> {
  if (await hasBlob(root, file)) return true;
  const path = join(snapshotFolder(root, model.commit), file.name);
  if ((await fileBytes(path)) !== file.bytes) return false;
  return (await checksumLike(file.etag, { path, bytes: file.bytes }, { signal })) === file.etag;
}

/** Contents get their name once they are known to be right. */
async function hasBlob(root: string, { etag, bytes }: HubFile): Promise<boolean> {
  return (await fileBytes(blobPath(root, etag))) === bytes;
}

/** Asks for the licence where it was not accepted before, sees to room on the disk, and makes the folder. */
async function accept(
  job: Download,
  missing: readonly HubFile[],
  record: ModelRecord,
  options: PullOptions,
): Promise<void> {
  const { id, root, model, endpoint } = job;
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
    const { acceptLicense = false } = options;
    const accepted = typeof acceptLicense === 'function' ? await acceptLicense(terms) : acceptLicense;
    options.signal?.throwIfAborted();
    if (!accepted) {
      throw new ModelLicenseError(
        `${id} is under the licence ${name} (${terms.page}), which was not accepted, so nothing was downloaded. ` +
          'Read it, then run the same command with --accept-license.',
      );
    }
    record.accepted.push(name);
  }
  await makeFolder(join(root, 'blobs'));
  await checkRoom(root, terms.bytesToFetch);
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

/** Refuses a listing that cannot be a model, or not the one that is known under this commit. */
function checkListing(id: string, endpoint: string, { commit, files }: HubModel): void {
  const names = files.map(({ name }) => name);
  if (!names.includes(CONFIG_NAME) || !WEIGHTS_NAMES.some((name) => names.includes(name))) {
    throw new HubError(
      'hub-no-weights',
      `${id} on ${endpoint} cannot be used: it has no ${CONFIG_NAME}, or its weights are in none of ${WEIGHTS_NAMES.join(' and ')} ` +
        '(weights in several parts are not read).',
    );
  }
  for (const { name, etag } of files) {
    const known = knownSha256(id, commit, name);
    // git's own checksums of small files say nothing about SHA-256; those are compared once the file is here
    if (known !== undefined && etag.length === known.length && etag !== known)
      throw notAsKnown(name, id, name, endpoint);
  }
}

function notAsKnown(path: string, id: string, name: string, endpoint: string): ModelChecksumError {
  return new ModelChecksumError(
    path,
    `${name} of ${id} at ${endpoint} is not the file that was published under this revision, and is not used. ` +
      'Check HF_ENDPOINT, or ask for another revision with --revision.',
  );
}

/**
 * The commit that is in the cache already, with every file that was downloaded with it. A branch may have moved on, so only a commit is
 * taken without asking the hub, and anything when the hub may not be asked.
 */
async function wholeCommit(
  id: string,
  revision: string,
  root: string,
  options: PullOptions,
  offline: boolean,
): Promise<string | undefined> {
  if (offline) return findCommit(id, { env: options.env, revision: options.revision });
  if (!isCommit(revision)) return undefined;
  const files = (await readRecord(root)).commits[revision];
  if (!files || !(await findCommit(id, { env: options.env, revision }))) return undefined;
  const folder = snapshotFolder(root, revision);
  for (const { name, bytes } of files) if ((await fileBytes(join(folder, name))) !== bytes) return undefined;
  return revision;
}

async function bytesLeft(root: string, files: readonly HubFile[]): Promise<number> {
  let left = 0;
  for (const { etag, bytes } of files) left += bytes - ((await fileBytes(`${blobPath(root, etag)}.incomplete`)) ?? 0);
  return Math.max(0, left);
}

async function checkRoom(folder: string, bytes: number): Promise<void> {
  // a system that cannot tell how much room there is will say so when it is used up
  const disk = await statfs(folder).catch(() => undefined);
  if (!disk || disk.bavail * disk.bsize >= bytes) return;
  const gigabytes = (count: number) => (count / 1e9).toFixed(1);
  throw new ModelCacheError(
    folder,
    `${folder} has room for ${gigabytes(disk.bavail * disk.bsize)} GB, and ${gigabytes(bytes)} GB are to be downloaded. Make room, or choose ` +
      'another folder with HF_HUB_CACHE.',
  );
}

async function writeRef(root: string, revision: string, commit: string): Promise<void> {
  const path = join(root, 'refs', revision);
  await makeFolder(dirname(path));
  await replaceFile(path, commit).catch((error) => {
    throw cacheError(path, 'written', error);
  });
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error) => {
    throw cacheError(path, 'written', error);
  });
}
