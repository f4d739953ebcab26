/** A source of numbers, uniform in 0 (included) to 1 (excluded). */
export type Random = () => number;

/** A repeatable random source (mulberry32, Tommy Ettinger, public domain): the same seed gives the same numbers anywhere. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let hash = Math.imul(state ^ (state >>> 15), 1 | state);
    hash = (hash + Math.imul(hash ^ (hash >>> 7), 61 | hash)) ^ hash;
    return ((hash ^ (hash >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of `items`, each as likely as the others. */
export function pick<T>(random: Random, items: readonly T[]): T {
  return items[below(random, items.length)];
}

/** A number, uniform between `low` and `high`. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

/** A whole number from 0 to `count` - 1, each as likely as the others. */
export function below(random: Random, count: number): number {
  return Math.floor(random() * count);
}
