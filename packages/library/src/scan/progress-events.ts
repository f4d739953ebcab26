/**
 * Turns a job that reports through a callback into a generator that yields the reports as they come and returns the job's result.
 * A consumer that is slower than the job misses reports but the last, never holds it up.
 */
export async function* progressEvents<E, R>(job: (report: (event: E) => void) => Promise<R>): AsyncGenerator<E, R> {
  let latest: { event: E } | undefined;
  let wake: () => void = () => {};
  let finished = false;
  const result = job((event) => {
    latest = { event };
    wake();
  }).finally(() => {
    finished = true;
    wake();
  });
  // the rejection is for the caller below, not for the process while nobody waits yet
  result.catch(() => {});
  while (true) {
    if (latest) {
      const { event } = latest;
      latest = undefined;
      yield event;
    } else if (finished) {
      return await result;
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}
