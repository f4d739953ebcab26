/**
 * Runs `work` on every item, at most `limit` at a time, and yields what comes out in the order of finishing. Items are drawn only when
 * there is room, and none after `stop()` turns true; what is in hand is then still finished.
 */
export async function* bounded<T, R>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<R>,
  stop: () => boolean = () => false,
): AsyncGenerator<R> {
  const running = new Set<Promise<R>>();
  const source = items[Symbol.iterator]();
  let exhausted = false;
  while (true) {
    while (!exhausted && running.size < limit && !stop()) {
      const next = source.next();
      if (next.done) exhausted = true;
      else running.add(handled(work(next.value)));
    }
    if (running.size === 0) return;
    const settled = await Promise.race([...running].map(async (promise) => ({ promise, value: await promise })));
    running.delete(settled.promise);
    yield settled.value;
  }
}

/** What is in hand when an item fails is nobody's to wait for, and must not end the process when it fails too. */
function handled<R>(promise: Promise<R>): Promise<R> {
  promise.catch(() => {});
  return promise;
}
