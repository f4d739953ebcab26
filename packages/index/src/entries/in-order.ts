/** Runs up to `limit` items at a time, and yields results in the order of the items. `work` must not reject. */
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
