import { keyRelation, type Transition, tempoRelation } from '@rbassist/core';

/** Quality of the transitions of one or more sets. */
export interface SetFigures {
  /** Mean cost of a transition, 0..1, and the mean over sets of their largest cost. */
  meanCost: number;
  largestCost: number;
  /** Shares of the transitions whose tempos, keys or both mix. Unknown ones don't. */
  tempo: number;
  key: number;
  both: number;
}

/** Computes the figures of sets, by the default rules of `recommend`. */
export function setFigures(sets: readonly (readonly Transition[])[]): SetFigures {
  const all = sets.flat();
  const share = (isRight: (transition: Transition) => boolean) => all.filter(isRight).length / all.length;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    meanCost: mean(all.map(({ score }) => 1 - score)),
    largestCost: mean(sets.map((transitions) => Math.max(...transitions.map(({ score }) => 1 - score)))),
    tempo: share(mixesTempo),
    key: share(mixesKey),
    both: share((transition) => mixesTempo(transition) && mixesKey(transition)),
  };
}

function mixesTempo({ tempoRelation: relation }: Pick<Transition, 'tempoRelation'>): boolean {
  return relation !== 'clash' && relation !== 'unknown';
}

function mixesKey({ keyRelation: relation }: Pick<Transition, 'keyRelation'>): boolean {
  return relation !== 'clash' && relation !== 'unknown';
}

/** Returns true if two tracks mix by the rules that {@link setFigures} counts. */
export function mixes(
  from: { bpm?: number | undefined; key?: string | undefined },
  to: { bpm?: number | undefined; key?: string | undefined },
): boolean {
  return (
    mixesTempo({ tempoRelation: tempoRelation(from.bpm, to.bpm) }) &&
    mixesKey({ keyRelation: keyRelation(from.key, to.key) })
  );
}
