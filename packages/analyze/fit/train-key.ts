import { CLASSES, KEY_EVIDENCE, type KeyEvidence, standardised } from '../src/key/key-evidence.ts';
import { type KeyModel, type KeyWeights, softmax } from '../src/key/key-model.ts';
import { KEY_PROFILES } from '../src/key/key-profiles.ts';

/** One track with a known key. */
export interface KeyExample {
  file: string;
  /** Source of the track. Cross-validation never splits it, and no source counts far more than another. */
  group: string;
  /** Index of the key: C major … B major, C minor … B minor. */
  key: number;
  evidence: KeyEvidence;
}

const KEYS = 2 * CLASSES;
const SIZE = KEY_EVIDENCE.length * CLASSES;
const STEPS = 400;
/** Pull towards the prior. Stronger and weaker ones were worse in cross-validation. */
const DECAY = 0.02;
/** The prior correlates the track, and its opening with less weight, with a profile from the literature. */
const PRIOR_SHARPNESS = 12;
const PRIOR = { whole: PRIOR_SHARPNESS, opening: 0.3 * PRIOR_SHARPNESS };

/**
 * Fits the profiles by multinomial logistic regression. All twelve tonics share their weights, so that few tracks are
 * enough. Optimises with Nesterov's accelerated gradient. The same examples give the same model.
 */
export function trainKeyModel(examples: readonly KeyExample[]): KeyModel {
  const inputs = examples.map(({ evidence }) => flat((name) => evidence[name]));
  const weights = weightsOf(examples);
  const prior = priorWeights();
  // the curvature is at most half the squared length of an input, which has one unit vector for each kind of evidence
  const rate = 1 / (KEY_EVIDENCE.length + 1 + DECAY);
  let current = Float64Array.from(prior);
  let ahead = Float64Array.from(prior);
  for (let step = 0; step < STEPS; step++) {
    const slopes = gradient(ahead);
    const next = ahead.map((value, i) => value - rate * slopes[i]);
    const momentum = step / (step + 3);
    ahead = next.map((value, i) => value + momentum * (value - current[i]));
    current = next;
  }
  return { major: named(current, 0), minor: named(current, SIZE), minorBias: round(current[2 * SIZE]) };

  function gradient(parameters: Float64Array): Float64Array {
    const slopes = parameters.map((value, i) => (i < 2 * SIZE ? DECAY * (value - prior[i]) : 0));
    inputs.forEach((input, n) => {
      const errors = softmax(scores(parameters, input));
      errors[examples[n].key] -= 1;
      for (let key = 0; key < KEYS; key++) addSlopes(slopes, input, key, weights[n] * errors[key]);
    });
    return slopes;
  }
}

function scores(parameters: Float64Array, input: Float64Array): Float64Array {
  return Float64Array.from({ length: KEYS }, (_, key) => {
    const tonic = key % CLASSES;
    const from = key < CLASSES ? 0 : SIZE;
    let score = key < CLASSES ? 0 : parameters[2 * SIZE];
    for (let start = 0; start < SIZE; start += CLASSES) {
      for (let c = 0; c < CLASSES; c++) score += parameters[from + start + c] * input[start + ((tonic + c) % CLASSES)];
    }
    return score;
  });
}

function addSlopes(slopes: Float64Array, input: Float64Array, key: number, error: number): void {
  const tonic = key % CLASSES;
  const from = key < CLASSES ? 0 : SIZE;
  if (key >= CLASSES) slopes[2 * SIZE] += error;
  for (let start = 0; start < SIZE; start += CLASSES) {
    for (let c = 0; c < CLASSES; c++) slopes[from + start + c] += error * input[start + ((tonic + c) % CLASSES)];
  }
}

/** Returns weights with sum 1. A group of four times as many tracks counts twice as much. */
function weightsOf(examples: readonly KeyExample[]): number[] {
  const members = Map.groupBy(examples, ({ group }) => group);
  const weights = examples.map(({ group }) => 1 / Math.sqrt(members.get(group)?.length ?? 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function priorWeights(): Float64Array {
  const { major, minor } = KEY_PROFILES.albrecht;
  const weights = [major, minor].flatMap((profile) => [
    ...flat((name) => {
      const sharpness = name === 'whole' || name === 'opening' ? PRIOR[name] : 0;
      return standardised(profile).map((value) => sharpness * value);
    }),
  ]);
  return Float64Array.from([...weights, 0]);
}

function flat(valuesOf: (name: keyof KeyEvidence) => Float64Array): Float64Array {
  return Float64Array.from(KEY_EVIDENCE.flatMap((name) => [...valuesOf(name)]));
}

function named(parameters: Float64Array, from: number): KeyWeights {
  const entries = KEY_EVIDENCE.map((name, i) => {
    const start = from + i * CLASSES;
    return [name, Array.from(parameters.subarray(start, start + CLASSES), round)];
  });
  return Object.fromEntries(entries);
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
