export type { Judgement, PartValues } from './2026-11-differences.ts';
export type { Interval } from './2026-11-interval.ts';
export {
  appendJudgement,
  type JudgedCandidate,
  type JudgementEntry,
  type JudgementFile,
  type LineProblem,
  readJudgementFile,
  type SkippedEntry,
} from './2026-11-judgement-file.ts';
export { judgementsFromStars, type StarredMix } from './2026-11-judgements-from-stars.ts';
export { type Candidate, mostInformative, type Question, type SeedCandidates } from './2026-11-most-informative.ts';
export {
  FEWEST_JUDGEMENTS,
  OPTIMIZE_WEIGHTS_DEFAULTS,
  type OptimizedWeights,
  type OptimizeWeightsOptions,
  optimizeWeights,
  type WeightsVerdict,
} from './2026-11-optimize-weights.ts';
