/** A usual tempo: its centre in BPM, and its standard deviation in octaves. */
interface UsualTempo {
  bpm: number;
  octaves: number;
  /** Relative weight. @default 1 */
  weight?: number;
}

/** Tempos that a track of its style usually has. Plain data, so that a worker can receive it. */
export type TempoPrior = readonly UsualTempo[];

/** Odds of a usual tempo against one far from all of them. */
const USUAL_ODDS = 8;

/**
 * Returns the log-odds that a tempo gains from a prior: 0 far from every usual tempo, at most log 9 on one. A prior
 * decides between tempos of similar probability; it never folds a tempo.
 */
export function priorOdds(prior: TempoPrior, bpm: number): number {
  let sum = 0;
  let weights = 0;
  for (const { bpm: centre, octaves, weight = 1 } of prior) {
    sum += weight * Math.exp(-0.5 * (Math.log2(bpm / centre) / octaves) ** 2);
    weights += weight;
  }
  return weights > 0 ? Math.log1p((USUAL_ODDS * sum) / Math.max(1, weights)) : 0;
}
