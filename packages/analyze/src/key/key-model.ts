import { CLASSES, KEY_EVIDENCE, type KeyEvidence } from './key-evidence.ts';
import model from './key-model.json' with { type: 'json' };

/** Weights of twelve pitch classes from the tonic, for each kind of evidence. */
export type KeyWeights = Readonly<Record<keyof KeyEvidence, readonly number[]>>;

/** Learned profiles of the two modes. `npm run fit:key` writes them. */
export interface KeyModel {
  major: KeyWeights;
  minor: KeyWeights;
  /** Log-odds of minor against major before any evidence. */
  minorBias: number;
  /** Probability that the evidence misleads, so that any key may be right, 0..1. */
  doubt: number;
}

const LEARNED: KeyModel = model;

/** Returns the probabilities of the 24 keys: C major … B major, C minor … B minor. */
export function keyProbabilities(
  evidence: KeyEvidence,
  { major, minor, minorBias, doubt }: KeyModel = LEARNED,
): Float64Array {
  const scores = new Float64Array(2 * CLASSES);
  for (let tonic = 0; tonic < CLASSES; tonic++) {
    scores[CLASSES + tonic] = minorBias;
    for (const name of KEY_EVIDENCE) {
      for (let c = 0; c < CLASSES; c++) {
        const strength = evidence[name][(tonic + c) % CLASSES];
        scores[tonic] += major[name][c] * strength;
        scores[CLASSES + tonic] += minor[name][c] * strength;
      }
    }
  }
  return softmax(scores).map((probability) => doubted(probability, doubt));
}

/** Returns the probability of a key if the evidence misleads with probability `doubt`. */
export function doubted(probability: number, doubt: number): number {
  return (1 - doubt) * probability + doubt / (2 * CLASSES);
}

/** Turns log-odds into probabilities. */
export function softmax(scores: Float64Array): Float64Array {
  const top = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - top));
  const sum = odds.reduce((total, value) => total + value, 0);
  return odds.map((value) => value / sum);
}
