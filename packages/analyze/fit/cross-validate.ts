import { networkScore, type SmallNetwork } from '../src/tempo/small-network.ts';
import { type Example, type TrainOptions, trainNetwork } from './train-network.ts';

const FOLDS = 4;

/** Returns the share of tracks whose best reading is right, 0..1, each scored by a network fitted without its group. */
export function crossValidate(examples: readonly Example[], options: TrainOptions): number {
  const groups = [...new Set(examples.map(({ group }) => group))].sort();
  let right = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = new Set(groups.filter((_, i) => i % FOLDS === fold));
    const network = trainNetwork(
      examples.filter(({ group }) => !held.has(group)),
      options,
    );
    right += examples.filter((example) => held.has(example.group) && isRight(example, network)).length;
  }
  return right / examples.length;
}

/** Checks if the network's best reading is a right one. */
export function isRight({ readings, right }: Example, network: SmallNetwork): boolean {
  const scores = readings.map((features) => networkScore(network, features));
  return right[scores.indexOf(Math.max(...scores))];
}
