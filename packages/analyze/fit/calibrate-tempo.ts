import { networkScore, type SmallNetwork } from '../src/tempo/small-network.ts';
import { NEAR, type TempoExample } from './tempo-examples.ts';

/** Least temperature: probabilities are lowered, never raised. */
const COLDEST = 1;
const HOTTEST = 4;
const STEPS = 70;

/**
 * Finds the temperature that makes the stated probabilities of tempos most likely: those of networks that did not see
 * the tracks (Guo et al., "On calibration of modern neural networks", ICML 2017).
 */
export function fitTemperature(
  examples: readonly TempoExample[],
  networkOf: (example: TempoExample) => SmallNetwork,
): number {
  const scored = examples
    .filter(({ sure }) => sure)
    .map((example) => {
      const network = networkOf(example);
      return {
        weight: example.weight,
        near: example.bpms.map((bpm) => Math.abs(bpm / example.bpm - 1) < NEAR),
        scores: example.readings.map((features) => networkScore(network, features)),
      };
    })
    .filter(({ near }) => near.includes(true));
  const temperatures = Array.from({ length: STEPS + 1 }, (_, i) => COLDEST * (HOTTEST / COLDEST) ** (i / STEPS));
  const losses = temperatures.map((temperature) =>
    scored.reduce((sum, { weight, near, scores }) => {
      const top = Math.max(...scores);
      const odds = scores.map((score) => Math.exp((score - top) / temperature));
      const all = odds.reduce((total, value) => total + value, 0);
      const atTempo = odds.reduce((total, value, i) => total + (near[i] ? value : 0), 1e-6);
      return sum + weight * Math.log(all / atTempo);
    }, 0),
  );
  return temperatures[losses.indexOf(Math.min(...losses))];
}

/** Returns a network whose scores are those of another one, divided by a temperature. */
export function cooled(network: SmallNetwork, temperature: number): SmallNetwork {
  const scaled = (values: readonly number[]) => values.map((value) => Number((value / temperature).toFixed(4)));
  return {
    ...network,
    linear: scaled(network.linear),
    hidden: { ...network.hidden, output: scaled(network.hidden.output) },
  };
}
