import { EXIT } from './exit-codes.ts';

/**
 * Runs `work` with a signal that Ctrl-C aborts, so that it can end gently. A second Ctrl-C ends the process at once.
 *
 * @param onInterrupt Called at the first Ctrl-C.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>, onInterrupt: () => void): Promise<T> {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    onInterrupt();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/** As {@link interruptible}, for work that cannot end half-way with a result: undefined when Ctrl-C ended it. */
export function untilInterrupted<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onInterrupt: () => void,
): Promise<T | undefined> {
  const stoppable = (signal: AbortSignal) =>
    work(signal).catch((error) => {
      if (signal.aborted) return undefined;
      throw error;
    });
  return interruptible(stoppable, onInterrupt);
}
