/**
 * Runs `work` on every item, several at a time, and yields results in the order of the items. `work` must not reject.
 *
 * @param limit Maximum number of items in progress.
 */
export async function* inOrder<Item, Done>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Done>,
): AsyncGenerator<Done> {
  const running: Promise<Done>[] = [];
  for await (const item of items) {
    running.push(work(item));
    if (running.length >= limit) yield await running.shift()!;
  }
  for (const done of running) yield await done;
}
