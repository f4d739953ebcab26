import { EXIT } from '../exit-codes.ts';
import { drawLine } from '../output/output.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a job with an abort signal for Ctrl-C, `kill` and a closed terminal. A second Ctrl-C or `kill` ends the process
 * at once, also after the job.
 *
 * @param onInterrupt Called at the first signal.
 */
export async function interruptible<T>(job: (signal: AbortSignal) => Promise<T>, onInterrupt: () => void): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (!controller.signal.aborted) {
      controller.abort();
      onInterrupt();
      // a closed terminal can send SIGHUP twice
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
    // a second Ctrl-C may come while the command ends, and must not kill it in the middle of a line
    if (!controller.signal.aborted) for (const signal of STOP_SIGNALS) process.off(signal, stop);
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
