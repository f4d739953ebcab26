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

const SIZE = KEY_EVIDENCE.length * CLASSES;
const STEPS = 200;
/** Pull towards the prior. Stronger and weaker ones were worse in cross-validation. */
const DECAY = 0.02;
/** The prior correlates the track, and its opening with less weight, with the mean of two profiles of counted notes. */
const PRIOR_PROFILES = ['albrecht', 'kostka-payne'] as const;
const PRIOR_SHARPNESS = 12;
const PRIOR = { whole: PRIOR_SHARPNESS, opening: 0.2 * PRIOR_SHARPNESS };

/**
 * Fits the profiles by multinomial logistic regression. All twelve tonics share their weights, so that few tracks are
 * enough. Optimises with Nesterov accelerated gradient. The same examples give the same model.
 */
export function trainKeyModel(examples: readonly KeyExample[]): KeyModel {
  const inputs = examples.map(({ evidence }) =>
    Array.from({ length: CLASSES }, (_, tonic) => fromTonic(evidence, tonic)),
  );
  const weights = weightsOf(examples);
  const prior = priorWeights();
  // the curvature is at most the squared length of an input: one for each kind of evidence, and one for the mode
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
  return { major: named(current, 0), minor: named(current, SIZE), minorBias: round(current[2 * SIZE]), doubt: 0 };

  function gradient(parameters: Float64Array): Float64Array {
    const slopes = parameters.map((value, i) => (i < 2 * SIZE ? DECAY * (value - prior[i]) : 0));
    inputs.forEach((tonics, n) => {
      const errors = softmax(scores(parameters, tonics));
      errors[examples[n].key] -= 1;
      tonics.forEach((input, tonic) => {
        const major = weights[n] * errors[tonic];
        const minor = weights[n] * errors[CLASSES + tonic];
        slopes[2 * SIZE] += minor;
        for (let i = 0; i < SIZE; i++) {
          slopes[i] += major * input[i];
          slopes[SIZE + i] += minor * input[i];
        }
      });
    });
    return slopes;
  }
}

/** Returns all evidence in one array, each kind from the tonic on. */
function fromTonic(evidence: KeyEvidence, tonic: number): Float64Array {
  return flat((name) => [...evidence[name].subarray(tonic), ...evidence[name].subarray(0, tonic)]);
}

function scores(parameters: Float64Array, tonics: readonly Float64Array[]): Float64Array {
  const result = new Float64Array(2 * CLASSES);
  tonics.forEach((input, tonic) => {
    let major = 0;
    let minor = parameters[2 * SIZE];
    for (let i = 0; i < SIZE; i++) {
      major += parameters[i] * input[i];
      minor += parameters[SIZE + i] * input[i];
    }
    result[tonic] = major;
    result[CLASSES + tonic] = minor;
  });
  return result;
}

/** Returns weights with sum 1. A group of four times as many tracks counts twice as much. */
function weightsOf(examples: readonly KeyExample[]): number[] {
  const members = Map.groupBy(examples, ({ group }) => group);
  const weights = examples.map(({ group }) => 1 / Math.sqrt(members.get(group)?.length ?? 1));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function priorWeights(): Float64Array {
  const weightsFor = (mode: 'major' | 'minor') => {
    const profiles = PRIOR_PROFILES.map((name) => standardised(KEY_PROFILES[name][mode]));
    const mean = standardised(profiles[0].map((_, c) => profiles.reduce((sum, profile) => sum + profile[c], 0)));
    return flat((name) => mean.map((value) => value * (name === 'whole' || name === 'opening' ? PRIOR[name] : 0)));
  };
  return Float64Array.from([...weightsFor('major'), ...weightsFor('minor'), 0]);
}

function flat(valuesOf: (name: keyof KeyEvidence) => Iterable<number>): Float64Array {
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
