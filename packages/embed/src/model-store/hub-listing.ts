import { neededFiles } from '../checkpoint/checkpoint-files.ts';
import { oddAnswer, requestFailure } from './hub-failure.ts';
import type { Fetch } from './hub-fetch.ts';
import { isCommit } from './model-id.ts';
import { type Patience, patiently } from './retry-hub.ts';

/** A file as the hub states it. */
export interface HubFile {
  name: string;
  bytes: number;
  /** What the cache calls its contents: SHA-256 in 64 hex digits of a large file, else git's SHA-1 in 40. */
  etag: string;
}

/** A model as the hub states it: what its revision is now, and the files of it that are used. */
export interface HubModel {
  commit: string;
  license: string | undefined;
  files: HubFile[];
}

const ETAG = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Asks the hub what a revision of a model is and holds. */
export function listHubModel(
  id: string,
  revision: string,
  { endpoint, fetch }: { endpoint: string; fetch: Fetch },
  patience: Patience,
): Promise<HubModel> {
  const asked = { id, endpoint };
  const stoppable: Fetch = (input, init) => fetch(input, { ...init, signal: patience.signal });
  return patiently(async () => {
    try {
      const { listFiles, modelInfo } = await import('@huggingface/hub');
      const hub = { hubUrl: endpoint, fetch: stoppable };
      const info = await modelInfo({ name: id, revision, additionalFields: ['sha', 'cardData'], ...hub });
      if (!isCommit(info.sha)) throw oddAnswer(asked, 'it names no commit');
      const files: HubFile[] = [];
      for await (const { type, path, size, oid, lfs } of listFiles({ repo: id, revision: info.sha, ...hub })) {
        if (type !== 'file') continue;
        files.push({ name: path, bytes: lfs?.size ?? size, etag: (lfs?.oid ?? oid ?? '').replace(/^sha256:/, '') });
      }
      return { commit: info.sha, license: licenseOf(info.cardData), files: pick(asked, files) };
    } catch (error) {
      patience.signal?.throwIfAborted();
      throw requestFailure(asked, error);
    }
  }, patience);
}

function pick(asked: { id: string; endpoint: string }, files: readonly HubFile[]): HubFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const picked = neededFiles([...byName.keys()]).map((name) => byName.get(name)!);
  for (const { name, bytes, etag } of picked) {
    if (!ETAG.test(etag) || !Number.isSafeInteger(bytes) || bytes < 0)
      throw oddAnswer(asked, `${name} has no checksum`);
  }
  return picked;
}

function licenseOf(card: unknown): string | undefined {
  if (typeof card !== 'object' || card === null || !('license' in card)) return undefined;
  const { license } = card;
  if (Array.isArray(license)) return license.join(', ');
  return typeof license === 'string' ? license : undefined;
}
