import { expect, test } from 'vitest';
import { quantizeColumns } from './quantize-columns.ts';

test('a matrix comes back transposed, to half a step of its output', () => {
  const weights = Float32Array.of(0.64, -0.32, 0.005, 0, 0, 0, -6.4, 1, 2);
  const { values, scales } = quantizeColumns(weights, 3, 3);
  expect([...values]).toEqual([64, 0, -64, -32, 0, 10, 1, 0, 20]);
  for (let output = 0; output < 3; output++) {
    for (let input = 0; input < 3; input++) {
      const restored = values[input * 3 + output] * scales[output];
      expect(Math.abs(restored - weights[output * 3 + input])).toBeLessThanOrEqual(scales[output] / 2 + 1e-7);
    }
  }
});
