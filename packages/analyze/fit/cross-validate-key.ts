import { KEY_EVIDENCE } from '../src/key/key-evidence.ts';
import { doubted, type KeyModel, type KeyWeights, keyProbabilities } from '../src/key/key-model.ts';
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

/** Changes that make the probabilities of a fitted model right on groups that it was not fitted to. */
export interface Calibration {
  /** Factor of all weights. */
  factor: number;
  /** See {@link KeyModel}. */
  doubt: number;
}

const FACTORS = Array.from({ length: 101 }, (_, i) => 0.5 + 0.01 * i);
const DOUBTS = [0, 0.005, 0.01, 0.02, 0.03, 0.04, 0.06, 0.08];

/** Finds the calibration that makes the keys of held-out tracks most likely. */
export function calibrate(heldOut: readonly HeldOut[]): Calibration {
  let best = { factor: 1, doubt: 0, likelihood: Number.NEGATIVE_INFINITY };
  for (const factor of FACTORS) {
    const probabilities = heldOut.map(
      ({ example, model }) => keyProbabilities(example.evidence, calibrated(model, { factor, doubt: 0 }))[example.key],
    );
    for (const doubt of DOUBTS) {
      const likelihood = probabilities.reduce((sum, probability) => sum + Math.log(doubted(probability, doubt)), 0);
      if (likelihood > best.likelihood) best = { factor, doubt, likelihood };
    }
  }
  return { factor: best.factor, doubt: best.doubt };
}

/** Multiplies all weights, which makes the model surer or less sure, and sets its doubt. */
export function calibrated({ major, minor, minorBias }: KeyModel, { factor, doubt }: Calibration): KeyModel {
  const times = (value: number) => Number((factor * value).toFixed(3));
  const all = (weights: KeyWeights) =>
    Object.fromEntries(KEY_EVIDENCE.map((name) => [name, weights[name].map(times)])) as Record<
      keyof KeyWeights,
      number[]
    >;
  return { major: all(major), minor: all(minor), minorBias: times(minorBias), doubt };
}
