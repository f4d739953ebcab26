/** Returns a function for distances from one row, which the next call makes invalid. */
export type DistancesFrom = (row: number) => (other: number) => number;

/**
 * Splits rows again and again by the plane midway between two random ones, until no part has more than `largest` rows
 * (random projection tree, Dasgupta and Freund, 2008). Near rows mostly end in one part.
 */
export function projectionLeaves(
  count: number,
  largest: number,
  distancesFrom: DistancesFrom,
  random: () => number,
): Int32Array[] {
  const leaves: Int32Array<ArrayBuffer>[] = [];
  const waiting = [Int32Array.from({ length: count }, (_, row) => row)];
  for (let rows = waiting.pop(); rows !== undefined; rows = waiting.pop()) {
    if (rows.length <= largest) leaves.push(rows);
    else waiting.push(...split(rows, distancesFrom, random));
  }
  return leaves;
}

function split(
  rows: Int32Array,
  distancesFrom: DistancesFrom,
  random: () => number,
): [Int32Array<ArrayBuffer>, Int32Array<ArrayBuffer>] {
  const pick = () => rows[Math.floor(random() * rows.length)];
  const nearness = new Float32Array(rows.length);
  const fromFirst = distancesFrom(pick());
  for (let i = 0; i < rows.length; i++) nearness[i] = fromFirst(rows[i]);
  const fromSecond = distancesFrom(pick());
  for (let i = 0; i < rows.length; i++) nearness[i] -= fromSecond(rows[i]);
  // the median halves even equal rows
  const order = Array.from(rows.keys()).sort((a, b) => nearness[a] - nearness[b] || a - b);
  const half = rows.length >> 1;
  return [Int32Array.from(order.slice(0, half), (i) => rows[i]), Int32Array.from(order.slice(half), (i) => rows[i])];
}
