import { networkScore, type SmallNetwork } from '../src/tempo/small-network.ts';
import { type Example, type TrainOptions, trainNetwork } from './train-network.ts';

const FOLDS = 8;

/** Assigns each group, a package or a kind, to a fold: large groups first, each to the smallest fold so far. */
export function assignFolds(groups: readonly string[]): ReadonlyMap<string, number> {
  const sizes = new Float64Array(FOLDS);
  const tracks = [...Map.groupBy(groups, (group) => group)].map(([group, { length }]) => ({ group, length }));
  tracks.sort((a, b) => b.length - a.length || (a.group < b.group ? -1 : 1));
  return new Map(
    tracks.map(({ group, length }) => {
      const fold = sizes.indexOf(Math.min(...sizes));
      sizes[fold] += length;
      return [group, fold];
    }),
  );
}

/** Fits one network per fold, to the tracks of all other folds. */
export function fitWithout(
  examples: readonly Example[],
  folds: ReadonlyMap<string, number>,
  options: TrainOptions,
): SmallNetwork[] {
  return Array.from({ length: FOLDS }, (_, fold) =>
    trainNetwork(
      examples.filter(({ group }) => folds.get(group) !== fold),
      options,
    ),
  );
}

/** Returns the share of tracks that a network gets right, 0..1. */
export function shareRight(examples: readonly Example[], networkOf: (example: Example) => SmallNetwork): number {
  return examples.filter((example) => isRight(example, networkOf(example))).length / examples.length;
}

function isRight({ readings, right }: Example, network: SmallNetwork): boolean {
  const scores = readings.map((features) => networkScore(network, features));
  return right[scores.indexOf(Math.max(...scores))];
}
