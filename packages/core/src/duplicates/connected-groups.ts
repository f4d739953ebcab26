/**
 * Groups items that are linked directly or through others (union-find). Leaves out items without links.
 *
 * @param links Pairs of item numbers, 0 to `count - 1`.
 * @returns groups in ascending order, sorted by their first item.
 * @see Tarjan, "Efficiency of a good but not linear set union algorithm", 1975
 */
export function connectedGroups(count: number, links: Iterable<readonly [a: number, b: number]>): number[][] {
  const parents = Int32Array.from({ length: count }, (_, item) => item);
  const rootOf = (item: number): number => {
    let root = item;
    while (parents[root] !== root) {
      // path halving keeps the trees flat
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  };
  for (const [a, b] of links) {
    const [low, high] = [rootOf(a), rootOf(b)].sort((x, y) => x - y);
    parents[high] = low;
  }
  const groups = new Map<number, number[]>();
  for (let item = 0; item < count; item++) {
    const root = rootOf(item);
    const group = groups.get(root);
    if (group) group.push(item);
    else groups.set(root, [item]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
