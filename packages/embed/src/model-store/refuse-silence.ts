import type { Fetch } from './hub-fetch.ts';

/** Bytes that end a silence. A connection that brings fewer in that time would take weeks for a model. */
const LEAST_BYTES = 32 * 1024;

/**
 * Makes a `fetch` that gives up a connection which brings too little: no answer within `silenceMs`, or less than 32 KiB
 * of its contents before their end. The request, or the reading of its contents, then fails with a `TimeoutError`.
 */
export function refuseSilence(send: Fetch, silenceMs: number): Fetch {
  return async (input, init) => {
    const silent = new AbortController();
    const giveUp = () => {
      const message = `it sent next to nothing for ${silenceMs / 1000} s`;
      silent.abort(new DOMException(message, 'TimeoutError'));
    };
    // the connection itself keeps the process alive
    const timer = setTimeout(giveUp, silenceMs).unref();
    const signal = init?.signal ? AbortSignal.any([init.signal, silent.signal]) : silent.signal;
    try {
      const response = await send(input, { ...init, signal });
      timer.refresh();
      return watched(response, timer);
    } catch (error) {
      clearTimeout(timer);
      throw silent.signal.aborted && !init?.signal?.aborted ? silent.signal.reason : error;
    }
  };
}

/** The response, whose contents restart the timer as they come. */
function watched(response: Response, timer: NodeJS.Timeout): Response {
  if (!response.body) {
    clearTimeout(timer);
    return response;
  }
  let received = 0;
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      received += chunk.length;
      if (received >= LEAST_BYTES) {
        received = 0;
        timer.refresh();
      }
      controller.enqueue(chunk);
    },
    flush: () => clearTimeout(timer),
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(watch), { status, statusText, headers });
}
