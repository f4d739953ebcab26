import { EXIT } from '../exit-codes.ts';

/**
 * Runs a job with a signal that Ctrl-C aborts, so that it can end gently. A second Ctrl-C ends the process at once.
 *
 * @param onInterrupt Called at the first Ctrl-C.
 */
export async function interruptible<T>(job: (signal: AbortSignal) => Promise<T>, onInterrupt: () => void): Promise<T> {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
    onInterrupt();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await job(controller.signal);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
