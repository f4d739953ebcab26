import type { Fetch } from './hub-fetch.ts';

/** Minimum of bytes in the time limit. A slower connection would need weeks for a model. */
const LEAST_BYTES = 32 * 1024;

/**
 * Creates a `fetch` that ends a stalled connection: one with no response within `silenceMs`, or less than 32 KiB of the
 * contents in that time. The request, or the reading of its contents, then fails with a `TimeoutError`.
 */
export function refuseSilence(send: Fetch, silenceMs: number): Fetch {
  return async (input, init) => {
    const silent = new AbortController();
    const giveUp = () => {
      const message = `it sent almost no data for ${silenceMs / 1000} s`;
      silent.abort(new DOMException(message, 'TimeoutError'));
    };
    // the connection already keeps the process alive
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
