import { EXIT } from '../exit-codes.ts';
import { drawLine } from '../output/output.ts';

/** Signals of Ctrl-C, of `kill`, and of a terminal whose window is closed. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a job with an abort signal that Ctrl-C, `kill` and a closed terminal raise, so that it can end gently. A second
 * Ctrl-C or `kill` ends the process at once.
 *
 * @param onInterrupt Called at the first signal.
 */
export async function interruptible<T>(job: (signal: AbortSignal) => Promise<T>, onInterrupt: () => void): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (!controller.signal.aborted) {
      controller.abort();
      onInterrupt();
      // both the shell and the system tell of a closed terminal
    } else if (signal !== 'SIGHUP') {
      drawLine('');
      process.exit(EXIT.interrupted);
    }
  };
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  process.on('SIGTSTP', suspend);
  try {
    return await job(controller.signal);
  } finally {
    for (const signal of STOP_SIGNALS) process.off(signal, stop);
    process.off('SIGTSTP', suspend);
  }
}

/** Clears the live line before Ctrl-Z stops the process, as it does without a listener: not if no shell resumes it. */
function suspend(): void {
  drawLine('');
  process.off('SIGTSTP', suspend);
  process.kill(process.pid, 'SIGTSTP');
  process.on('SIGTSTP', suspend);
}
