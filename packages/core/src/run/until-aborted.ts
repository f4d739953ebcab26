/** Runs a job. Returns undefined if it throws the reason of its own signal after an abort. */
export async function untilAborted<T>(signal: AbortSignal | undefined, job: () => Promise<T>): Promise<T | undefined> {
  try {
    return await job();
  } catch (error) {
    if (signal?.aborted && error === signal.reason) return undefined;
    throw error;
  }
}
