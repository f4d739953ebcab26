/**
 * Runs a job that throws its signal's reason after an abort, and returns undefined instead.
 *
 * @throws any other error of the job.
 */
export async function untilAborted<T>(signal: AbortSignal | undefined, job: () => Promise<T>): Promise<T | undefined> {
  try {
    return await job();
  } catch (error) {
    if (signal?.aborted && error === signal.reason) return undefined;
    throw error;
  }
}
