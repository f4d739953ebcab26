/** Returns uniform random numbers from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/** Returns a repeatable random source (mulberry32, Tommy Ettinger, public domain), the same on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let hash = Math.imul(state ^ (state >>> 15), 1 | state);
    hash = (hash + Math.imul(hash ^ (hash >>> 7), 61 | hash)) ^ hash;
    return ((hash ^ (hash >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[below(random, items.length)];
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

/** Returns a whole number from 0 to `count` - 1, all equally likely. */
export function below(random: Random, count: number): number {
  return Math.floor(random() * count);
}
