import type { GridSettings } from './fit-grid.ts';
import { type FollowedPulse, followPulse, type PulseInput } from './follow-pulse.ts';
import type { PulsePath } from './pulse-path.ts';
import { type TempoHypothesis, tempoHypotheses } from './tempo-hypotheses.ts';

export type TapHypothesis = TempoHypothesis & { pulse: FollowedPulse };

export function tapHypotheses(paths: readonly PulsePath[], input: PulseInput, settings: GridSettings): TapHypothesis[] {
  return paths.flatMap((path) => {
    const pulse = followPulse(path, input, settings);
    if (!pulse) return [];
    return tempoHypotheses(pulse, paths[0].salience).map((hypothesis) => ({ ...hypothesis, pulse }));
  });
}

export function beatTimes({ pulse, phase, stride }: TapHypothesis): Float64Array {
  const { timesS } = pulse.grid;
  const count = Math.max(0, Math.ceil((timesS.length - phase) / stride));
  return Float64Array.from({ length: count }, (_, i) => timesS[phase + i * stride]);
}
