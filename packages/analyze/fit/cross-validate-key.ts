import { KEY_EVIDENCE } from '../src/key/key-evidence.ts';
import { type KeyModel, type KeyWeights, keyProbabilities } from '../src/key/key-model.ts';
import { type KeyExample, trainKeyModel } from './train-key.ts';

/** A track with the model that was fitted without its group. */
interface HeldOut {
  example: KeyExample;
  model: KeyModel;
}

/** Pairs every track with a model fitted without its group. */
export function leaveGroupsOut(examples: readonly KeyExample[]): HeldOut[] {
  const groups = [...new Set(examples.map(({ group }) => group))];
  return groups.flatMap((held) => {
    const model = trainKeyModel(examples.filter(({ group }) => group !== held));
    return examples.filter(({ group }) => group === held).map((example) => ({ example, model }));
  });
}

const STEP = 0.01;

/** Returns the factor of all weights that makes the keys of held-out tracks most likely, 0.5..1.5. */
export function calibrate(heldOut: readonly HeldOut[]): number {
  const factors = Array.from({ length: 101 }, (_, i) => 0.5 + STEP * i);
  const likelihoods = factors.map((factor) =>
    heldOut.reduce((sum, { example, model }) => {
      const probability = keyProbabilities(example.evidence, scaled(model, factor))[example.key];
      return sum + Math.log(probability);
    }, 0),
  );
  return factors[likelihoods.indexOf(Math.max(...likelihoods))];
}

/** Multiplies all weights, which makes the model surer or less sure. */
export function scaled({ major, minor, minorBias }: KeyModel, factor: number): KeyModel {
  const times = (value: number) => Number((factor * value).toFixed(3));
  const all = (weights: KeyWeights) =>
    Object.fromEntries(KEY_EVIDENCE.map((name) => [name, weights[name].map(times)])) as Record<
      keyof KeyWeights,
      number[]
    >;
  return { major: all(major), minor: all(minor), minorBias: times(minorBias) };
}
