import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Yields the lines that a person types, or those of a pipe. Ends with the input, or after an abort. */
export async function* readLines(input: Readable, signal: AbortSignal): AsyncGenerator<string> {
  // the terminal itself edits the line, so that Ctrl-C stays a signal
  const lines = createInterface({ input, terminal: false });
  const stop = () => lines.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) return;
    for await (const line of lines) yield line;
  } finally {
    signal.removeEventListener('abort', stop);
    lines.close();
  }
}
