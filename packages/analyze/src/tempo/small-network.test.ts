import { expect, it } from 'vitest';
import { BAR_FEATURES } from './bar-hypotheses.ts';
import barModel from './bar-model.json' with { type: 'json' };
import { networkScore, type SmallNetwork } from './small-network.ts';
import { HYPOTHESIS_FEATURES } from './tempo-hypotheses.ts';
import tempoModel from './tempo-model.json' with { type: 'json' };

it.each<[string, SmallNetwork, number]>([
  ['tempo', tempoModel, HYPOTHESIS_FEATURES.length],
  ['bar', barModel, BAR_FEATURES],
])('has an input for every feature and only finite numbers in the %s network', (_, network, features) => {
  expect(network.mean).toHaveLength(features);
  expect(network.deviation.every((deviation) => deviation > 0)).toBe(true);
  expect(network.linear).toHaveLength(features);
  expect(network.hidden.input).toHaveLength(features);
  expect(Number.isFinite(networkScore(network, new Float64Array(features)))).toBe(true);
});

it('scores the linear term plus the hidden units, on standardised and clipped features', () => {
  const network: SmallNetwork = {
    mean: [1, 0],
    deviation: [2, 1],
    linear: [1, 0.5],
    hidden: { input: [[0.5], [0]], bias: [0.1], output: [3] },
  };
  const expected = 1 * 2 + 0.5 * 4 + 3 * Math.tanh(0.1 + 0.5 * 2);
  expect(networkScore(network, Float64Array.of(5, 100))).toBeCloseTo(expected, 12);
});
