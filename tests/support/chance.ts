/** What a test leaves to chance, the same on every run. */
export interface Chance {
  /** A whole number from 0 to `count` - 1. */
  below: (count: number) => number;
  /** One of several. */
  of: <T>(choices: readonly T[]) => T;
}

/** Numbers by chance (mulberry32). */
export function chance(seed: number): Chance {
  let state = seed;
  const below = (count: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
  };
  return { below, of: (choices) => choices[below(choices.length)] };
}
