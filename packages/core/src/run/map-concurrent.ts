import { optionRules, requireRule } from '../options/check-options.ts';
import { notify, type RunOptions } from './run-options.ts';
import type { Stage } from './stages.ts';

/** Options of {@link mapConcurrent}. */
export interface ConcurrentOptions<T> extends RunOptions {
  concurrency: number;
  /** Stage of the progress events. Without it, no progress is reported. */
  stage?: Stage;
  /** Number of items. @default the length of `items`, if it has one */
  total?: number;
  /** Name of an item in progress events. @default the item itself, if it is a string */
  nameOf?: (item: T) => string;
}

/**
 * Runs `work` on every item, several at a time, and yields results as they finish. After an abort, it starts no new
 * item, but finishes and yields the items in progress. It reports an item when the caller asks for the next result.
 *
 * @throws {OptionError} if `concurrency` is not a positive whole number or `Infinity`; any error of `work`.
 */
export async function* mapConcurrent<T, R>(
  items: Iterable<T>,
  work: (item: T) => Promise<R>,
  { concurrency, stage, total = lengthOf(items), nameOf, signal, onProgress }: ConcurrentOptions<T>,
): AsyncGenerator<R> {
  requireRule('concurrency', concurrency, optionRules.limit);
  const running = new Set<Promise<Finished<T, R>>>();
  const source = items[Symbol.iterator]();
  let exhausted = false;
  let done = 0;
  while (true) {
    while (!exhausted && running.size < concurrency && !signal?.aborted) {
      const next = source.next();
      if (next.done) exhausted = true;
      else running.add(start(next.value, work));
    }
    if (running.size === 0) return;
    const finished = await Promise.race(running);
    running.delete(finished.promise);
    yield finished.result;
    done++;
    if (stage === undefined) continue;
    const item = nameOf?.(finished.item) ?? (typeof finished.item === 'string' ? finished.item : undefined);
    notify(onProgress, { stage, done, total, item });
  }
}

interface Finished<T, R> {
  item: T;
  result: R;
  promise: Promise<Finished<T, R>>;
}

function start<T, R>(item: T, work: (item: T) => Promise<R>): Promise<Finished<T, R>> {
  const promise: Promise<Finished<T, R>> = work(item).then((result) => ({ item, result, promise }));
  // marks the promise as handled, so that items still running raise no unhandledRejection
  promise.catch(() => {});
  return promise;
}

function lengthOf(items: Iterable<unknown>): number | undefined {
  return Array.isArray(items) ? items.length : undefined;
}
