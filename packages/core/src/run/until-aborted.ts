/**
 * Runs a job that throws its signal's reason when it is aborted, and turns that into a value.
 *
 * @returns undefined after an abort.
 * @throws whatever else the job throws.
 */
export async function untilAborted<T>(signal: AbortSignal | undefined, job: () => Promise<T>): Promise<T | undefined> {
  try {
    return await job();
  } catch (error) {
    if (signal?.aborted && error === signal.reason) return undefined;
    throw error;
  }
}
