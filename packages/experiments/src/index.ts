export type { Judgement, PartValues } from './2026-11-differences.ts';
export type { Interval } from './2026-11-interval.ts';
export {
  FEWEST_JUDGEMENTS,
  OPTIMIZE_WEIGHTS_DEFAULTS,
  type OptimizedWeights,
  type OptimizeWeightsOptions,
  optimizeWeights,
  type WeightsVerdict,
} from './2026-11-optimize-weights.ts';
