import { SCORE_PARTS, type ScoreWeights } from '@rbassist/core';
import type { PartValues } from './2026-11-differences.ts';

/** A track that may go with a seed, with the values of its score parts. */
export interface Candidate {
  path: string;
  parts: PartValues;
}

/** A seed and two candidates to compare. */
export interface Question {
  seed: string;
  candidates: [Candidate, Candidate];
  /** Information that the answer is expected to give about the weights. */
  information: number;
}

/** Candidates of a seed to ask about. */
export interface SeedCandidates {
  seed: string;
  candidates: readonly Candidate[];
}

/** Sharpness before anything is learned: of two scores that differ by 0.1, the higher one wins with 73 %. */
const TYPICAL_SHARPNESS = 10;

/**
 * Returns the most informative question of each seed, the most informative first. The information is the trace of the
 * Fisher information of a logistic model, `p (1 − p) |d|²`: large if the scores are close and the parts differ.
 *
 * @param isAsked Returns true for a question that must not be asked again.
 * @param sharpness Log odds per unit of score, see `OptimizedWeights`. @default 10
 */
export function mostInformative(
  seeds: readonly SeedCandidates[],
  weights: Readonly<ScoreWeights>,
  isAsked: (seed: string, a: string, b: string) => boolean = () => false,
  sharpness: number = TYPICAL_SHARPNESS,
): Question[] {
  const best = seeds.flatMap(({ seed, candidates }) => {
    const sorted = candidates.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const pairs = sorted.flatMap((a, i) => sorted.slice(i + 1).map((b): [Candidate, Candidate] => [a, b]));
    const questions = pairs
      .filter(([a, b]) => a.path !== b.path && !isAsked(seed, a.path, b.path))
      .map((pair) => ({ seed, candidates: pair, information: informationOf(pair, weights, sharpness) }))
      .filter(({ information }) => information > 0);
    return questions.toSorted((a, b) => b.information - a.information).slice(0, 1);
  });
  return best.sort((a, b) => b.information - a.information || (a.seed < b.seed ? -1 : 1));
}

function informationOf([a, b]: [Candidate, Candidate], weights: Readonly<ScoreWeights>, sharpness: number): number {
  let [score, length] = [0, 0];
  for (const part of SCORE_PARTS) {
    const difference = (a.parts[part] ?? 0) - (b.parts[part] ?? 0);
    score += weights[part] * difference;
    length += difference ** 2;
  }
  const p = 1 / (1 + Math.exp(-sharpness * score));
  return p * (1 - p) * length;
}
