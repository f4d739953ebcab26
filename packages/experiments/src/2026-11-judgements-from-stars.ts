import type { Judgement, PartValues } from './2026-11-differences.ts';

/** A mix that a person gave stars, with the values of its score parts. */
export interface StarredMix {
  /** Name of the track that is left. */
  from: string;
  /** More is better. */
  stars: number;
  parts: PartValues;
}

/** Mixes of a group. In each group, every mix is compared with every other. */
const GROUP = 6;

/**
 * Makes judgements of mixes with stars: one with more stars goes better than one with fewer. Only mixes of a group are
 * compared, and each mix is in one group, whose name is the seed. So cross-validation never tests on a mix that it
 * learned from. Mixes of one first track stay together.
 */
export function judgementsFromStars(mixes: readonly StarredMix[]): Judgement[] {
  const sorted = mixes.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const groups: StarredMix[][] = [];
  for (const mix of sorted) {
    const last = groups.at(-1);
    if (last && (last.length < GROUP || last.at(-1)?.from === mix.from)) last.push(mix);
    else groups.push([mix]);
  }
  return groups.flatMap((group, i) => judgementsOf(group, `stars ${i + 1}`));
}

function judgementsOf(group: readonly StarredMix[], seed: string): Judgement[] {
  return group.flatMap((better) =>
    group
      .filter((worse) => worse.stars < better.stars)
      .map((worse) => ({ seed, better: better.parts, worse: worse.parts })),
  );
}
