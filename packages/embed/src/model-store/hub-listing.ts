import { neededFiles } from '../checkpoint/checkpoint-files.ts';
import { type HubRequest, invalidAnswer, listFailure } from './hub-failure.ts';
import type { Fetch } from './hub-fetch.ts';
import { isCommit } from './model-id.ts';
import { type RetryOptions, retryHub } from './retry-hub.ts';
import { wholeAnswers } from './whole-answers.ts';

export interface HubFile {
  name: string;
  bytes: number;
  /** Checksum, and name in the cache: SHA-256 (64 hex digits) of a large file, otherwise git's SHA-1 (40). */
  etag: string;
}

export interface HubModel {
  commit: string;
  license: string | undefined;
  files: HubFile[];
}

/** Maximum number of files and folders of a model. A hostile list may be endless. */
const MOST_ENTRIES = 10_000;
const ETAG = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Requests the commit and the files of a revision from the hub. Throws {@link HubError}. */
export function listHubModel(
  id: string,
  revision: string,
  { endpoint, fetch }: { endpoint: string; fetch: Fetch },
  retry: RetryOptions,
): Promise<HubModel> {
  const request = { id, endpoint };
  const stoppable: Fetch = (input, init) => fetch(input, { ...init, signal: retry.signal });
  return retryHub(async () => {
    try {
      const { listFiles, modelInfo } = await import('@huggingface/hub');
      const hub = { hubUrl: endpoint, fetch: wholeAnswers(request, stoppable) };
      const info = await modelInfo({ name: id, revision, additionalFields: ['sha', 'cardData'], ...hub });
      if (!isCommit(info.sha)) throw invalidAnswer(request, 'it names no commit');
      const files: HubFile[] = [];
      let entries = 0;
      for await (const { type, path, size, oid, lfs } of listFiles({ repo: id, revision: info.sha, ...hub })) {
        if (++entries > MOST_ENTRIES) throw invalidAnswer(request, `it lists more than ${MOST_ENTRIES} files`);
        if (type !== 'file') continue;
        files.push({ name: path, bytes: lfs?.size ?? size, etag: (lfs?.oid ?? oid ?? '').replace(/^sha256:/, '') });
      }
      return { commit: info.sha, license: licenseOf(info.cardData), files: pick(request, files) };
    } catch (error) {
      retry.signal?.throwIfAborted();
      throw listFailure(request, error);
    }
  }, retry);
}

function pick(request: HubRequest, files: readonly HubFile[]): HubFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const picked = neededFiles([...byName.keys()]).map((name) => byName.get(name)!);
  for (const { name, bytes, etag } of picked) {
    if (!ETAG.test(etag) || !Number.isSafeInteger(bytes) || bytes < 0)
      throw invalidAnswer(request, `${name} has no checksum`);
  }
  return picked;
}

function licenseOf(card: unknown): string | undefined {
  if (typeof card !== 'object' || card === null || !('license' in card)) return undefined;
  const { license } = card;
  if (Array.isArray(license)) return license.join(', ');
  return typeof license === 'string' ? license : undefined;
}
