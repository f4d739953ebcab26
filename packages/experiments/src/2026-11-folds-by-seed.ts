/**
 * Divides judgements into folds for cross-validation. All judgements of a seed are in one fold, and folds have about
 * equally many. The result doesn't depend on the order of the judgements.
 *
 * @returns the fold of each judgement, from 0; fewer folds than asked if there are fewer seeds.
 */
export function foldsBySeed(seeds: readonly string[], count: number): number[] {
  const sizes = new Map<string, number>();
  for (const seed of seeds) sizes.set(seed, (sizes.get(seed) ?? 0) + 1);
  const largestFirst = [...sizes].sort(([a, sizeA], [b, sizeB]) => sizeB - sizeA || (a < b ? -1 : 1));
  const filled = Array.from({ length: Math.min(count, sizes.size) }, () => 0);
  const foldOf = new Map<string, number>();
  for (const [seed, size] of largestFirst) {
    const fold = filled.indexOf(Math.min(...filled));
    filled[fold] += size;
    foldOf.set(seed, fold);
  }
  return seeds.map((seed) => foldOf.get(seed) ?? 0);
}
