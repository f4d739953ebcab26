import { networkScore, type SmallNetwork } from '../src/tempo/small-network.ts';
import { type Example, type TrainOptions, trainNetwork } from './train-network.ts';

const FOLDS = 4;

/** Share of the tracks whose best reading is right, each judged by a network that was fitted without its group. */
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

/** Whether the best reading by a network is a right one. */
export function isRight({ readings, right }: Example, network: SmallNetwork): boolean {
  const scores = readings.map((features) => networkScore(network, features));
  return right[scores.indexOf(Math.max(...scores))];
}
