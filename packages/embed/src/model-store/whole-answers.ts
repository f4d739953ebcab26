import { type HubRequest, invalidAnswer, requestFailure } from './hub-failure.ts';
import type { Fetch } from './hub-fetch.ts';

/** Maximum bytes of a response. A page of the hub's lists has a few hundred kilobytes. */
const MOST_BYTES = 32 << 20;
const MOST_ANSWERS = 200;

/**
 * Creates a `fetch` for a list in pages. It reads every response to its end, and refuses more than 32 MiB in a response
 * and more than 200 pages in a list. Its errors are `HubError`s.
 */
export function wholeAnswers(request: HubRequest, send: Fetch): Fetch {
  let answers = 0;
  return async (input, init) => {
    if (++answers > MOST_ANSWERS) throw invalidAnswer(request, `it has more than ${MOST_ANSWERS} pages`);
    try {
      const response = await send(input, init);
      const { status, statusText, headers } = response;
      const contents = response.body && new Blob(await readAll(request, response.body));
      return new Response(contents, { status, statusText, headers });
    } catch (error) {
      init?.signal?.throwIfAborted();
      throw requestFailure(request, error);
    }
  };
}

async function readAll(
  request: HubRequest,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw invalidAnswer(request, `it has more than ${MOST_BYTES >> 20} MiB`);
    chunks.push(chunk);
  }
  return chunks;
}
