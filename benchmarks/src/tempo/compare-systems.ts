import { bootstrapMean, type Estimate, type Outcome } from '../bootstrap.ts';
import type { Answered } from './tempo-figures.ts';
import { EXACT_BPM } from './tempo-figures.ts';
import { isWithin, judgeTempo } from './tempo-verdict.ts';

/** Estimates of one system, with 95 % intervals from draws of packages. */
export interface SystemEstimates {
  name: string;
  accuracy1: Estimate;
  accuracy2: Estimate;
  exact: Estimate;
}

type Measure = Exclude<keyof SystemEstimates, 'name'>;

const MEASURES: Record<Measure, (estimate: number | null, truth: number) => boolean> = {
  accuracy1: (estimate, truth) => judgeTempo(estimate, truth) === 'right',
  accuracy2: (estimate, truth) => ['right', 'octave'].includes(judgeTempo(estimate, truth)),
  exact: (estimate, truth) => isWithin(estimate, truth, EXACT_BPM),
};

export interface AnsweredSystem {
  name: string;
  answered: readonly Answered[];
}

export function estimateSystem({ name, answered }: AnsweredSystem): SystemEstimates {
  return { name, ...estimates((measure) => outcomes(answered, measure)) };
}

/** Estimates how much more often the first system is right than the second, on the same tracks in the same order. */
export function estimateDifference(one: AnsweredSystem, other: AnsweredSystem): SystemEstimates {
  const difference = (measure: Measure) => {
    const others = outcomes(other.answered, measure);
    return outcomes(one.answered, measure).map(({ group, value }, i) => ({ group, value: value - others[i].value }));
  };
  return { name: `${one.name} − ${other.name}`, ...estimates(difference) };
}

function estimates(outcomesOf: (measure: Measure) => Outcome[]): Omit<SystemEstimates, 'name'> {
  return {
    accuracy1: bootstrapMean(outcomesOf('accuracy1')),
    accuracy2: bootstrapMean(outcomesOf('accuracy2')),
    exact: bootstrapMean(outcomesOf('exact')),
  };
}

/** A file that a system can't read counts as wrong, so that all systems have the same tracks. */
function outcomes(answered: readonly Answered[], measure: Measure): Outcome[] {
  return answered.flatMap(({ track: { file, bpm, package: name }, answer }) => {
    if (bpm === null) return [];
    const estimate = 'error' in answer ? null : answer.bpm;
    return [{ group: name ?? file, value: Number(MEASURES[measure](estimate, bpm)) }];
  });
}
