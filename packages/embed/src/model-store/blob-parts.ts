import { type HubRequest, invalidAnswer, requestFailure, statusFailure } from './hub-failure.ts';
import type { Fetch } from './hub-fetch.ts';

export interface BlobSource extends HubRequest {
  name: string;
  url: string;
  fetch: Fetch;
  bytes: number;
  signal?: AbortSignal;
}

/** Response with the file from byte `start` to its end. */
export interface BlobAnswer {
  response: Response;
  start: number;
}

const RANGE_NOT_SATISFIABLE = 416;

/** Requests a file from the hub, or the rest of it, and refuses every response that can't be the file. */
export class BlobParts {
  readonly #source: BlobSource;
  /** Entity tag of the first response. Parts with different tags don't fit together. */
  #tag: string | undefined;
  #joined = false;

  constructor(source: BlobSource) {
    this.#source = source;
  }

  /** True if the last response continued bytes on disk, which may belong to another version of the file. */
  get joined(): boolean {
    return this.#joined;
  }

  /** Requests the file from byte `have`, or all of it if the hub sends no parts. Throws {@link HubError}. */
  async from(have: number): Promise<BlobAnswer> {
    if (have > 0) {
      const response = await this.#send(have);
      if (response.status === 200) return this.#whole(response);
      if (response.status === 206 && this.#continues(response, have)) {
        this.#joined = true;
        return { response, start: have };
      }
      await response.body?.cancel();
      const isOtherPart = response.status === 206 || response.status === RANGE_NOT_SATISFIABLE;
      if (!isOtherPart) throw statusFailure(this.#source, response.status, response.headers);
    }
    const response = await this.#send(0);
    if (response.status === 200) return this.#whole(response);
    await response.body?.cancel();
    throw statusFailure(this.#source, response.status, response.headers);
  }

  async #send(have: number): Promise<Response> {
    const { fetch, url, signal } = this.#source;
    const headers = {
      // a part of a compressed response is not a part of the file
      'accept-encoding': 'identity',
      ...(have > 0 && { range: `bytes=${have}-` }),
      ...(have > 0 && this.#tag !== undefined && { 'if-range': this.#tag }),
    };
    try {
      return await fetch(url, { headers, signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw requestFailure(this.#source, error);
    }
  }

  async #whole(response: Response): Promise<BlobAnswer> {
    const { bytes, name } = this.#source;
    const length = contentLength(response);
    const problem = isPage(response)
      ? `it sent a web page instead of ${name}`
      : length !== undefined && length !== bytes
        ? `${name} has ${length} bytes instead of ${bytes}`
        : undefined;
    if (problem !== undefined) {
      await response.body?.cancel();
      throw invalidAnswer(this.#source, problem);
    }
    this.#tag = strongTag(response);
    this.#joined = false;
    return { response, start: 0 };
  }

  /** Checks for an uncompressed part from `have` to the end of the same contents. */
  #continues(response: Response, have: number): boolean {
    const { bytes } = this.#source;
    const [, first, last, total] =
      /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '') ?? [];
    const isRest = Number(first) === have && Number(last) === bytes - 1 && (total === '*' || Number(total) === bytes);
    const length = contentLength(response);
    const isAsLong = length === undefined || length === bytes - have;
    const tag = strongTag(response);
    const isSame = this.#tag === undefined || tag === undefined || tag === this.#tag;
    return isRest && isAsLong && isSame && !isEncoded(response) && !isPage(response);
  }
}

function contentLength(response: Response): number | undefined {
  const stated = response.headers.get('content-length');
  return stated === null || isEncoded(response) ? undefined : Number(stated);
}

function isEncoded({ headers }: Response): boolean {
  return !/^(?:identity)?$/i.test(headers.get('content-encoding') ?? '');
}

/** Checks for a web page, such as a login or proxy page. No file of a model is one. */
function isPage({ headers }: Response): boolean {
  return /^text\/html\b/i.test(headers.get('content-type') ?? '');
}

/** Returns the strong entity tag, which only identical bytes share. */
function strongTag({ headers }: Response): string | undefined {
  const tag = headers.get('etag')?.trim();
  return tag?.startsWith('"') ? tag : undefined;
}
