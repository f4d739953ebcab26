/** Yields the reports of a job, and returns its result. A slow consumer gets only the latest report. */
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
  // marks the promise as handled, so that an early failure raises no unhandledRejection
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
