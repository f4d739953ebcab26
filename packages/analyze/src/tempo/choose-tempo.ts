import type { TempoCandidate } from '@rbassist/core';
import { networkScore, type SmallNetwork } from './small-network.ts';
import type { TapHypothesis } from './tap-hypotheses.ts';
import type { TempoAnalysisSettings } from './tempo-options.ts';
import { priorOdds } from './tempo-prior.ts';

export interface TempoChoice {
  /** The most likely way to tap the most likely tempo. */
  best: TapHypothesis;
  /** Probability of that tempo in any phase. */
  confidence: number;
  /** Returns the log-odds of a phase of the same pulse and stride; without a hypothesis, the lowest of the others. */
  scoreOfPhase: (phase: number) => number;
  /** Most likely tempos, best first, down to {@link MIN_PROBABILITY}. */
  candidates: TempoCandidate[];
}

/** Largest difference, as a share, between hypotheses of one tempo. */
const SAME_TEMPO = 0.03;
const MIN_PROBABILITY = 0.02;
const MAX_CANDIDATES = 5;
/** Log-odds that a tempo loses per octave outside the expected range. */
const OUTSIDE_PER_OCTAVE = 4;

/**
 * Chooses the most likely tempo among all ways to tap along with a track; null without hypotheses. Tempos outside
 * `bpmRange` are less likely, not impossible; those of `tempoPrior` are more likely.
 */
export function chooseTempo(
  hypotheses: readonly TapHypothesis[],
  { bpmRange, tempoPrior }: Pick<TempoAnalysisSettings, 'bpmRange' | 'tempoPrior'>,
  network: SmallNetwork,
): TempoChoice | null {
  if (hypotheses.length === 0) return null;
  const scores = hypotheses.map(
    ({ bpm, features }) =>
      networkScore(network, features) + priorOdds(tempoPrior, bpm) - OUTSIDE_PER_OCTAVE * octavesOutside(bpm, bpmRange),
  );
  const top = Math.max(...scores);
  const odds = scores.map((score) => Math.exp(score - top));
  const total = odds.reduce((sum, value) => sum + value, 0);
  const ranked = hypotheses
    .map((hypothesis, i) => ({ hypothesis, probability: odds[i] / total }))
    .sort((a, b) => b.probability - a.probability);

  const groups: { best: TapHypothesis; probability: number }[] = [];
  for (const { hypothesis, probability } of ranked) {
    const group = groups.find(({ best }) => Math.abs(hypothesis.bpm / best.bpm - 1) < SAME_TEMPO);
    if (group) group.probability += probability;
    else groups.push({ best: hypothesis, probability });
  }
  groups.sort((a, b) => b.probability - a.probability);
  const { best, probability: confidence } = groups[0];
  const phases = new Map(
    hypotheses.flatMap(({ pulse, stride, phase }, i) =>
      pulse === best.pulse && stride === best.stride ? [[phase, scores[i]]] : [],
    ),
  );
  return {
    best,
    confidence,
    scoreOfPhase: (phase) => phases.get(phase) ?? Math.min(...phases.values()),
    candidates: groups
      .filter(({ probability }) => probability >= MIN_PROBABILITY)
      .slice(0, MAX_CANDIDATES)
      .map(({ best, probability }) => ({ bpm: best.bpm, confidence: probability })),
  };
}

function octavesOutside(bpm: number, [slowest, fastest]: readonly [number, number]): number {
  return Math.max(0, Math.log2(slowest / bpm), Math.log2(bpm / fastest));
}
